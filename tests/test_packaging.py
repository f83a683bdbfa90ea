"""What is shipped: the package, its worlds and studies, and nothing that belongs to one machine."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from email.parser import Parser
from pathlib import Path
from typing import Literal

import pytest

from materiel.shipped import shipped

ROOT = Path(__file__).resolve().parents[1]
PROBES = ("configs/probe/world.toml", "configs/probe/rows.csv", "experiments/probe.toml")
MACHINE_PATH = re.compile(r"(?<![\w.~$}*-])/(?:work|root|home|Users)/")
PIN = re.compile(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+_-]+")


def _files() -> list[str]:
    """Files of the tree: those in git, and new ones that git would take."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git tree")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.split("\0")
    return sorted(name for name in set(listed) if name and (ROOT / name).is_file())


def _name(requirement: str) -> str:
    """The normalised name at the head of a requirement or a pin."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0]).lower()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """The wheel made from the source distribution of a copy of the tree that holds a few files more."""
    tree, out = tmp_path_factory.mktemp("tree"), tmp_path_factory.mktemp("dist")
    for name in _files():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, tree / name)
    for name in PROBES:
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(f"# {name}\n")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(out), str(tree)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(list(out.glob("*.tar.gz"))) == 1
    (path,) = out.glob("*.whl")
    return zipfile.ZipFile(path)


def test_wheel_holds_only_the_package(wheel: zipfile.ZipFile) -> None:
    """Nothing but `materiel` (and what describes it) reaches site-packages: no tests, no top-level folders."""
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert tops == {"materiel", "materiel-0.1.0.dist-info"}


def test_wheel_carries_every_module_world_and_study(wheel: zipfile.ZipFile) -> None:
    """Each file of the package, of `configs/` and of `experiments/` is in the wheel, at its place, and no other is."""
    data = "materiel/_data/"
    expected = {data + name for name in PROBES}
    for name in _files():
        if name.startswith("sim/"):
            expected.add(name.removeprefix("sim/"))
        elif name.startswith(("configs/", "experiments/")):
            expected.add(data + name)
    assert {name for name in wheel.namelist() if name.startswith("materiel/")} == expected
    assert wheel.read(data + PROBES[0]).decode() == f"# {PROBES[0]}\n"


def test_wheel_installs_the_command(wheel: zipfile.ZipFile) -> None:
    """The wheel declares the command, the licence and the oldest Python."""
    info = "materiel-0.1.0.dist-info"
    assert "materiel = materiel.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    about = Parser().parsestr(wheel.read(f"{info}/METADATA").decode())
    assert (about["Name"], about["License-Expression"], about["Requires-Python"]) == ("materiel", "MIT", ">=3.11")
    assert f"{info}/licenses/LICENSE" in wheel.namelist()


def test_wheel_finds_its_worlds_anywhere(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    """Unpacked far from the repository, the package finds the worlds inside itself."""
    wheel.extractall(tmp_path)
    ask = "from materiel.shipped import shipped; print(shipped('configs')); print(shipped('experiments'))"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); {ask}"]
    said = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True).stdout.split()
    data = tmp_path.resolve() / "materiel" / "_data"
    assert [Path(line) for line in said] == [data / "configs", data / "experiments"]
    assert (data / PROBES[1]).is_file()


@pytest.mark.parametrize("kind", ["configs", "experiments"])
def test_tree_finds_its_worlds_at_the_top(kind: Literal["configs", "experiments"]) -> None:
    """In an editable install the worlds are those that one edits, at the top; a missing folder is an error."""
    if (ROOT / kind).is_dir():
        assert shipped(kind) == ROOT / kind
    else:
        with pytest.raises(FileNotFoundError, match=f"shipped {kind}"):
            shipped(kind)


def test_lock_is_plain_and_complete() -> None:
    """Every line of the lock is `name==version`, no host, hash or option; all that the tests need is pinned."""
    lines = (ROOT / "requirements.lock").read_text().splitlines()
    assert [line for line in lines if not PIN.fullmatch(line)] == []
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    needed = {_name(r) for r in project["dependencies"] + project["optional-dependencies"]["test"]}
    assert needed - {_name(line) for line in lines} == set()


def test_no_file_names_a_path_of_a_machine() -> None:
    """No file of the tree holds an absolute path into somebody's home or working folder."""
    found = []
    for name in _files():
        raw = (ROOT / name).read_bytes()
        if b"\0" in raw:
            continue
        for number, line in enumerate(raw.decode(errors="replace").splitlines(), start=1):
            if MACHINE_PATH.search(line):
                found.append(f"{name}:{number}: {line.strip()}")
    assert found == []

"""The product as it is installed: a wheel in a fresh environment, used far from the repository."""

from __future__ import annotations

import json
import os
import site
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The console script of a wheel in an environment of its own, which borrows the dependencies of this one."""
    dist, home = tmp_path_factory.mktemp("dist"), tmp_path_factory.mktemp("environment")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(dist), str(ROOT)]
    done = subprocess.run(build, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = dist.glob("*.whl")
    venv.create(home, with_pip=True)
    (packages,) = home.glob("lib/python3*/site-packages")
    (packages / "dependencies.pth").write_text("\n".join(site.getsitepackages()))
    install = [str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(install, check=True, env=_plain())
    return home / "bin" / "materiel"


def _plain() -> dict[str, str]:
    return {key: value for key, value in os.environ.items() if not key.startswith("PYTHON") and key != "VIRTUAL_ENV"}


@pytest.mark.slow
def test_from_any_folder(command: Path, tmp_path: Path) -> None:
    """After `pip install` the command knows its version, checks the default world and runs it, wherever it is called."""

    def said(*arguments: str) -> str:
        done = subprocess.run([str(command), *arguments], cwd=tmp_path, env=_plain(), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "0.1.0" in said("--version")
    assert json.loads(said("check", "--json"))["ok"]
    told = json.loads(said("run", "-n", "1", "--json", "--quiet"))
    assert (told["scenario"], told["replications"], told["failed"]) == ("ukraine-2022", 1, 0)
    assert (tmp_path / told["result"] / "series-00000.parquet").is_file()
    manifest = json.loads((tmp_path / told["result"] / "manifest.json").read_text())
    assert manifest["versions"]["materiel"] == "0.1.0"

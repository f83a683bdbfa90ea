"""The cache of compiled code: it follows what the sources say, heals, and needs no writable installation. Shown with rules of one line."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import materiel
from materiel.jit import Rule, rule, store
from materiel.jit.folder import read_sealed, write_sealed
from materiel.jit.sources import _source
from materiel.lab.identity import version_of

RULE = """
from materiel.jit import rule
from materiel.layout.tiny import LOT

@rule
def lots(units: int) -> int:
    return units * LOT
"""
KERNEL = """
from materiel.jit import rule
from materiel.rules.tiny import lots

@rule
def run_tiny(units: int) -> int:
    return lots(units) + 1
"""
EXTENSION = """
from materiel.jit import rule
from materiel.rules.tiny import lots
from .sizes import SPARE

@rule
def with_spare(units: int) -> int:
    return lots(units) + SPARE
"""
ASK = """
from {module} import {name} as asked
print(asked({units}), sum(asked.stats.cache_hits.values()), sum(asked.stats.cache_misses.values()))
"""
FILES = {
    "materiel/__init__.py": "",
    "materiel/layout/__init__.py": "",
    "materiel/layout/tiny.py": "LOT = 2\n",
    "materiel/rules/__init__.py": "",
    "materiel/rules/tiny.py": RULE,
    "materiel/kernel/__init__.py": "",
    "materiel/kernel/tiny.py": KERNEL,
    "extension/__init__.py": "",
    "extension/sizes.py": "SPARE = 5\n",
    "extension/rules.py": EXTENSION,
}
RULES = "materiel/rules/tiny.py"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An installation with one rule and its constant, a kernel in another file that calls it, and a package of somebody else."""
    place = tmp_path / "site"
    for name, text in FILES.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    own = Path(materiel.__file__).parent / "jit"
    shutil.copytree(own, place / "materiel" / "jit", ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def start(site: Path, script: str, **env: str) -> subprocess.Popen[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MATERIEL", "NUMBA", "XDG"))}
    kept |= {"PYTHONPATH": str(site), "PYTHONDONTWRITEBYTECODE": "1", **env}
    command = [sys.executable, "-W", "error", "-c", script]
    return subprocess.Popen(command, env=kept, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def ask(
    site: Path, cache: Path | None = None, what: str = "materiel.kernel.tiny.run_tiny", units: str = "20", **env: str
) -> tuple[float, int, int]:
    """The answer of a rule in a process of its own; how often it was found in the cache, and how often not. Nothing is said on stderr."""
    module, _, name = what.rpartition(".")
    kept = {} if cache is None else {"MATERIEL_CACHE": str(cache)}
    process = start(site, ASK.format(module=module, name=name, units=units), **kept, **env)
    out, err = process.communicate()
    assert process.returncode == 0, err
    assert err == ""
    answer, hits, misses = map(float, out.split())
    return answer, int(hits), int(misses)


def edit(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after), encoding="utf-8")


def test_an_edited_rule_changes_the_kernel(site: Path, cache: Path) -> None:
    """A kernel is loaded from the cache until a rule that it calls, in another file, is edited: then it gives the new answer. The old
    one is found again if the edit is undone."""
    assert ask(site, cache) == (41, 0, 1)
    assert ask(site, cache) == (41, 1, 0)
    edit(site / RULES, "units * LOT", "units * LOT * 2")
    assert ask(site, cache) == (81, 0, 1)
    edit(site / RULES, "units * LOT * 2", "units * LOT")
    assert ask(site, cache) == (41, 1, 0)


SAME = '"""Lots."""\n' + RULE.replace("@rule", "# Lots are whole.\n\n\n@rule").replace(
    "return units * LOT", '"""Units of so many lots."""\n    return (\n        units * LOT  # whole\n    )'
)


def version(site: Path) -> str:
    """The version of the model in an installation, whose files are read anew."""
    _source.cache_clear()
    return version_of(site / "materiel")


def test_a_comment_recompiles_nothing(site: Path, cache: Path) -> None:
    """Comments, docstrings, blank lines and broken lines are not what the cache and the version of the model follow, in neither file."""
    ask(site, cache)
    before = version(site)
    (site / RULES).write_text(SAME, encoding="utf-8")
    edit(site / "materiel/kernel/tiny.py", "@rule", "# The kernel.\n\n\n@rule")
    assert ask(site, cache) == (41, 1, 0)
    assert version(site) == before


def test_the_types_of_a_rule_are_followed(site: Path, cache: Path) -> None:
    """An annotation is code, for the cache and for the version of the model."""
    ask(site, cache)
    before = version(site)
    edit(site / RULES, "-> int", "-> float")
    assert ask(site, cache) == (41.0, 0, 1)
    assert version(site) != before


def test_an_edited_constant_changes_the_kernel(site: Path, cache: Path) -> None:
    """A constant is frozen in compiled code: the kernel follows it through the rule that imports it by name."""
    assert ask(site, cache) == (41, 0, 1)
    edit(site / "materiel/layout/tiny.py", "2", "7")
    assert ask(site, cache) == (141, 0, 1)


def test_rules_of_another_package_are_followed(site: Path, cache: Path) -> None:
    """A rule of somebody else's package is kept; it is compiled anew if its own constant, or a rule of ours, is edited, and not if
    something is that it does not use."""
    what = "extension.rules.with_spare"
    assert ask(site, cache, what) == (45, 0, 1)
    edit(site / "materiel/kernel/tiny.py", "+ 1", "+ 2")
    assert ask(site, cache, what) == (45, 1, 0)
    edit(site / "extension/sizes.py", "5", "6")
    assert ask(site, cache, what) == (46, 0, 1)
    edit(site / RULES, "units * LOT", "units * LOT * 10")
    assert ask(site, cache, what) == (406, 0, 1)


def flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 64]) + data[at + 1 :]


def test_no_damage_passes_for_whole(tmp_path: Path) -> None:
    """A sealed file that was shortened, lengthened or replaced, or of which one bit is wrong, is as good as none."""
    path, data = tmp_path / "file", b"compiled code"
    assert write_sealed(path, data)
    assert read_sealed(path) == data
    sealed = path.read_bytes()
    bad = [sealed[:k] for k in range(len(sealed))] + [flipped(sealed, k) for k in range(len(sealed))]
    for contents in [*bad, sealed + b"\0", b"\x80\x04N." * 100]:
        path.write_bytes(contents)
        assert read_sealed(path) is None
    assert read_sealed(tmp_path) is None
    assert not write_sealed(tmp_path / "missing" / "file", data)


DAMAGE: dict[str, Callable[[Path, bytes], object]] = {
    "cut in half": lambda path, data: path.write_bytes(data[: len(data) // 2]),
    "a bit flipped": lambda path, data: path.write_bytes(flipped(data, len(data) // 2)),
    "not to be read": lambda path, _: path.chmod(0),
}


@pytest.mark.parametrize("how", DAMAGE)
@pytest.mark.parametrize("which", ["*.code", pytest.param("trees-1", marks=pytest.mark.slow)])
def test_a_damaged_file_heals(how: str, which: str, site: Path, cache: Path) -> None:
    """Whatever happened to the file of compiled code, or to that of syntax trees, the answer is right and nothing is said; what was
    lost is compiled anew, and kept again."""
    ask(site, cache)
    (path,) = cache.glob(which)
    DAMAGE[how](path, path.read_bytes())
    lost = which == "*.code" and not (how == "not to be read" and os.access(path, os.R_OK))
    assert ask(site, cache) == (41, int(not lost), int(lost))
    assert ask(site, cache) == (41, 1, 0)
    assert sorted(p.name for p in cache.iterdir()) == sorted([next(cache.glob("*.code")).name, "trees-1"])


@pytest.mark.parametrize("which", ["*.code", pytest.param("trees-1", marks=pytest.mark.slow)])
def test_what_cannot_be_written_is_done_without(which: str, site: Path, cache: Path) -> None:
    """A folder stands where the file should: the rule is compiled each time, without a word."""
    ask(site, cache)
    (path,) = cache.glob(which)
    path.unlink()
    path.mkdir()
    for _ in range(2):
        answer, _, misses = ask(site, cache)
        assert (answer, misses) == (41, int(which == "*.code"))
    assert not list(cache.glob("*.part"))


def test_processes_may_compile_side_by_side(site: Path, cache: Path) -> None:
    """Three processes meet an empty cache together: all give the answer, and what they leave is whole."""
    script = ASK.format(module="materiel.kernel.tiny", name="run_tiny", units=20)
    together = [start(site, script, MATERIEL_CACHE=str(cache)) for _ in range(3)]
    for process in together:
        out, err = process.communicate()
        assert (out.split()[0], err) == ("41", "")
    assert ask(site, cache) == (41, 1, 0)
    assert len(list(cache.iterdir())) == 2


def test_an_edit_under_way_is_not_mixed_up(site: Path, cache: Path) -> None:
    """A process that imported a rule before it was edited compiles the old one, and does not keep it as the new."""
    path = site / RULES
    script = (
        f"import time, pathlib; from materiel.kernel.tiny import run_tiny; time.sleep(0.1); path = pathlib.Path({str(path)!r}); "
        "path.write_text(path.read_text().replace('units * LOT', 'units * LOT * 2')); time.sleep(0.1); print(run_tiny(20))"
    )
    assert start(site, script, MATERIEL_CACHE=str(cache)).communicate() == ("41\n", "")
    assert ask(site, cache) == (81, 0, 1)


def test_old_code_goes(site: Path, cache: Path) -> None:
    """Of one rule the eight versions that were used last are kept, and nothing of other rules is touched."""
    cache.mkdir()
    names = [f"materiel.kernel.tiny.run_tiny-{k}.code" for k in range(10)] + ["materiel.kernel.tiny.run-0.code"]
    for k, name in enumerate(names):
        (cache / name).touch()
        os.utime(cache / name, (1000 + 10 * k,) * 2)
    assert ask(site, cache) == (41, 0, 1)
    left = {path.name for path in cache.glob("*.code")}
    assert left >= {*names[3:]}
    assert len(left & {*names[:10]}) == 7


@pytest.mark.slow
def test_bounds_checks_have_code_of_their_own(site: Path, cache: Path) -> None:
    """Code with and without bounds checks lies side by side."""
    assert ask(site, cache)[1:] == (0, 1)
    assert ask(site, cache, NUMBA_BOUNDSCHECK="1")[1:] == (0, 1)
    assert ask(site, cache)[1:] == ask(site, cache, NUMBA_BOUNDSCHECK="1")[1:] == (1, 0)


def test_installations_that_say_the_same_share_code(site: Path, cache: Path, tmp_path: Path) -> None:
    """Where an installation lies does not matter, and neither does when its files were written."""
    ask(site, cache)
    other = tmp_path / "elsewhere"
    shutil.copytree(site, other)
    os.utime(other / RULES, (0, 0))
    assert ask(other, cache) == (41, 1, 0)


def test_a_read_only_installation_works(site: Path, tmp_path: Path) -> None:
    """Compiled code goes to the user's cache folder and is found there again; nothing is written beside the sources."""
    before = sorted(site.rglob("*"))
    for path in [site, *before]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    user = tmp_path / "user"
    try:
        assert ask(site, XDG_CACHE_HOME=str(user)) == (41, 0, 1)
        assert ask(site, XDG_CACHE_HOME=str(user)) == (41, 1, 0)
    finally:
        for path in [site, *before]:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert sorted(site.rglob("*")) == before
    assert list((user / "materiel").glob("*.code"))


def test_without_a_user_cache_a_temporary_one_serves(site: Path, tmp_path: Path) -> None:
    """If the user's cache folder cannot be made, the system's temporary folder takes its place."""
    blocked, temporary = tmp_path / "file", tmp_path / "tmp"
    blocked.touch()
    temporary.mkdir()
    assert ask(site, XDG_CACHE_HOME=str(blocked), TMPDIR=str(temporary)) == (41, 0, 1)
    assert ask(site, XDG_CACHE_HOME=str(blocked), TMPDIR=str(temporary)) == (41, 1, 0)


@rule
def _doubled(units: int) -> int:
    return units * 2


def test_without_any_folder_rules_are_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    """No place to keep code is no reason not to run."""
    monkeypatch.setattr(store, "cache_folder", lambda: None)
    assert isinstance(_doubled, Rule)
    assert not _doubled.is_kept()
    assert _doubled(21) == 42
    assert _doubled.is_kept()


def test_rules_over_values_are_not_kept() -> None:
    """Two rules of one name that close over different values are two rules."""

    def times(factor: int) -> Callable[[int], int]:
        @rule
        def scaled(units: int) -> int:
            return units * factor

        return scaled

    assert [times(factor)(7) for factor in (2, 3)] == [14, 21]

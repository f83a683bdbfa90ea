"""The cache of compiled code: it follows the sources, and needs no writable installation. Shown with rules of one line."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

import materiel

RULE = """
from materiel.jit import rule

@rule
def lots(units: int) -> int:
    return units * 2
"""
KERNEL = """
from materiel.jit import rule
from materiel.rules.tiny import lots

@rule
def run_tiny(units: int) -> int:
    return lots(units) + 1
"""
ASK = """
from materiel.kernel.tiny import run_tiny
print(run_tiny(20), sum(run_tiny.stats.cache_hits.values()), sum(run_tiny.stats.cache_misses.values()))
"""


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """An installation with one rule, and a kernel in another file that calls it."""
    place = tmp_path / "site" / "materiel"
    for folder, text in (("rules", RULE), ("kernel", KERNEL)):
        (place / folder).mkdir(parents=True)
        (place / folder / "__init__.py").touch()
        (place / folder / "tiny.py").write_text(text, encoding="utf-8")
    (place / "__init__.py").touch()
    own = Path(materiel.__file__).parent / "jit"
    shutil.copytree(own, place / "jit", ignore=shutil.ignore_patterns("__pycache__"))
    return place


def ask(package: Path, **env: str) -> tuple[int, int, int]:
    """The kernel's answer in a process of its own; how often it was found in the cache, and how often not."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MATERIEL", "NUMBA", "XDG"))}
    kept |= {"PYTHONPATH": str(package.parent), "PYTHONDONTWRITEBYTECODE": "1", **env}
    done = subprocess.run([sys.executable, "-c", ASK], env=kept, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer, hits, misses = map(int, done.stdout.split())
    return answer, hits, misses


def test_an_edited_rule_changes_the_kernel(package: Path, tmp_path: Path) -> None:
    """A kernel is loaded from the cache until a rule that it calls, in another file, is edited: then it gives the new answer."""
    cache = str(tmp_path / "cache")
    assert ask(package, MATERIEL_CACHE=cache) == (41, 0, 1)
    assert ask(package, MATERIEL_CACHE=cache) == (41, 1, 0)
    rule = package / "rules" / "tiny.py"
    rule.write_text(rule.read_text(encoding="utf-8").replace("units * 2", "units * 3"), encoding="utf-8")
    assert ask(package, MATERIEL_CACHE=cache) == (61, 0, 1)
    rule.write_text(rule.read_text(encoding="utf-8").replace("units * 3", "units * 2"), encoding="utf-8")
    assert ask(package, MATERIEL_CACHE=cache)[0] == 41


def test_a_read_only_installation_works(package: Path, tmp_path: Path) -> None:
    """Compiled code goes to the user's cache folder and is found there again; nothing is written beside the sources."""
    before = sorted(package.rglob("*"))
    for path in [package, *before]:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    user = tmp_path / "user"
    try:
        assert ask(package, XDG_CACHE_HOME=str(user)) == (41, 0, 1)
        assert ask(package, XDG_CACHE_HOME=str(user)) == (41, 1, 0)
    finally:
        for path in [package, *before]:
            path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert sorted(package.rglob("*")) == before
    assert list((user / "materiel").glob("*/*/*.nbi"))


def test_without_a_user_cache_a_temporary_one_serves(package: Path, tmp_path: Path) -> None:
    """If the user's cache folder cannot be made, the system's temporary folder takes its place."""
    blocked, temporary = tmp_path / "file", tmp_path / "tmp"
    blocked.touch()
    temporary.mkdir()
    assert ask(package, XDG_CACHE_HOME=str(blocked), TMPDIR=str(temporary)) == (41, 0, 1)
    assert ask(package, XDG_CACHE_HOME=str(blocked), TMPDIR=str(temporary)) == (41, 1, 0)

"""The file of hashes: a head that says what it was made on, then a line a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from tests.hashes.platform import DECISIVE, here

FILE = Path(__file__).with_name("kept.txt")
NAMES = ("events", "record", "number of events")


def read(path: Path = FILE) -> tuple[dict[str, str], dict[str, str]]:
    """What the file was made on, and the line of each run by its name."""
    head, lines = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            key, _, value = line[2:].partition(": ")
            head[key] = value
        elif line:
            lines[line.partition(" ")[0]] = line
    return head, lines


def text(lines: Iterable[str]) -> str:
    """The file."""
    return "\n".join([*(f"# {key}: {value}" for key, value in here().items()), *lines, ""])


def elsewhere(head: Mapping[str, str]) -> str:
    """Why the hashes of a file with this head do not hold here; empty if they do."""
    now = here()
    other = [f"{key} {now[key]}, made on {head.get(key)}" for key in DECISIVE if now[key] != head.get(key)]
    return "; ".join(other)


def difference(lines: Iterable[str], kept: Mapping[str, str], head: Mapping[str, str]) -> str:
    """The first run that differs from what was kept, in what, and how many differ in all; empty if none does."""
    found = []
    for line in lines:
        name, *values = line.split(" ")
        if name not in kept:
            found.append(f"{name}: no such line in {FILE.name}")
        elif line != kept[name]:
            before = kept[name].split(" ")[1:]
            pairs = zip(NAMES, before, values, strict=True)
            found.append(f"{name}: {', '.join(f'{what} {b}, now {v}' for what, b, v in pairs if b != v)}")
    if not found:
        return ""
    now = here()
    versions = ", ".join(f"{key} {value}, now {now.get(key)}" for key, value in head.items() if now.get(key) != value)
    return f"{found[0]} ({len(found)} differ)" + (f"; made with {versions}" if versions else "")

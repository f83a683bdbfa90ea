"""Reading files: text, and TOML; and which files a world may read, those of its own folder and nothing else."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

from materiel.scenario.errors import Fault, ScenarioError


def shown(path: Path) -> str:
    """A path as messages show it: from the current folder if it lies in it."""
    try:
        return path.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def inside(folder: Path, name: Any, key: str, file: str) -> Path:
    """The file `name` in the folder. ScenarioError unless it is a plain file that lies in it, links followed."""
    if not isinstance(name, str) or not name:
        raise ScenarioError([Fault(key, f"expected the name of a file, got {name!r}", file)])
    parts = PurePosixPath(name)
    found = folder / name
    outside = parts.is_absolute() or ".." in parts.parts or "\\" in name or ":" in name or "\0" in name
    if outside or not os.path.realpath(found).startswith(os.path.realpath(folder) + os.sep):
        raise ScenarioError([Fault(key, f"expected a file in the folder of the world, got {name!r}", file)])
    if not found.exists():
        raise ScenarioError([Fault(key, f"expected a file, got {name!r}, which does not exist", file)])
    if not found.is_file():
        raise ScenarioError([Fault(key, f"expected a file, got {name!r}, which is none", file)])
    return found


def text_of(path: Path) -> str:
    """The text of a file, UTF-8. ScenarioError if it cannot be read or is empty."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        row = len((error.object[: error.start] + b"?").splitlines())
        raise ScenarioError(
            [Fault("", f"expected UTF-8 text, got other bytes at {error.start}", shown(path), row)]
        ) from None
    except OSError as error:
        raise ScenarioError([Fault("", f"cannot be read: {error.strerror}", shown(path))]) from None
    if "\0" in text:
        raise ScenarioError([Fault("", f"expected UTF-8 text, got a zero byte at {text.index(chr(0))}", shown(path))])
    if not text.strip():
        raise ScenarioError([Fault("", "expected a table, got an empty file", shown(path))])
    return text


def read_toml(path: Path) -> dict[str, Any]:
    """The tables of a TOML file. ScenarioError with the line if it is not TOML."""
    try:
        return tomllib.loads(text_of(path))
    except tomllib.TOMLDecodeError as error:
        raise ScenarioError([Fault("", f"not valid TOML: {error}", shown(path))]) from None

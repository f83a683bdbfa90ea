"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

from materiel.lab.errors import StoreError

_SUFFIX = ".part"
_PART = re.compile(r".*\.(?P<host>[^.]+)\.(?P<process>\d+)\.part")


def _host() -> str:
    return re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())


def write_whole(path: Path, write: Callable[[Path], None]) -> None:
    """Let `write` make the file beside its place, then put it there in one step. Raises StoreError, and leaves no half file."""
    part = path.with_name(f".{path.name}.{_host()}.{os.getpid()}{_SUFFIX}")
    try:
        write(part)
        with open(part, "rb") as written:
            os.fsync(written.fileno())
        os.replace(part, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(f"cannot write {path}: {error.strerror or error}") from error
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def write_text(path: Path, text: str) -> None:
    """Put a text, in UTF-8, in its place in one step. Raises StoreError, and leaves no half file."""

    def write(part: Path) -> None:
        part.write_text(text, encoding="utf-8")

    write_whole(path, write)


def sweep(folder: Path) -> None:
    """Remove the half files of processes of this machine that are no more."""
    for part in folder.glob(f".*{_SUFFIX}"):
        found = _PART.fullmatch(part.name)
        if found and found["host"] == _host() and not _alive(int(found["process"])):
            with contextlib.suppress(OSError):
                part.unlink()


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

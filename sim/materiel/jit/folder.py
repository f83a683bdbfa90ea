"""The folder where compiled code is kept, and its files: sealed, so that a damaged one is as good as none."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import tempfile
from pathlib import Path

_SEAL = hashlib.sha256().digest_size


@functools.cache
def cache_folder() -> Path | None:
    """`MATERIEL_CACHE`, the user's cache folder, or a temporary one of this user's; None if no place is writable."""
    wanted = os.environ.get("MATERIEL_CACHE")
    user = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    places = [Path(wanted)] if wanted else []
    for place in [*places, Path(user) / "materiel"]:
        if _writable(place):
            return place
    owner = os.getuid() if hasattr(os, "getuid") else 0
    shared = Path(tempfile.gettempdir()) / f"materiel-{owner}"
    return shared if _writable(shared) and _owned(shared, owner) else None


def _writable(folder: Path) -> bool:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _owned(folder: Path, owner: int) -> bool:
    """Whether a folder among everybody's is the user's own: compiled code of others is not run."""
    return not hasattr(os, "getuid") or folder.stat().st_uid == owner


def read_sealed(path: Path) -> bytes | None:
    """What was written; None if there is no such file, or it cannot be read, or it is not whole and unaltered."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    seal, kept = data[:_SEAL], data[_SEAL:]
    return kept if hashlib.sha256(kept).digest() == seal else None


def write_sealed(path: Path, data: bytes) -> bool:
    """Write a file with its seal, at once or not at all: whoever reads sees the old file or the new. False if that is not to be."""
    temporary = None
    try:
        handle, temporary = tempfile.mkstemp(prefix=path.name[:40], suffix=".part", dir=path.parent)
        with open(handle, "wb") as file:
            file.write(hashlib.sha256(data).digest() + data)
        os.replace(temporary, path)
    except OSError:
        if temporary is not None:
            with contextlib.suppress(OSError):
                os.unlink(temporary)
        return False
    return True

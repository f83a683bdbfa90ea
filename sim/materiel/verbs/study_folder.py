"""The results that a command names."""

from __future__ import annotations

from pathlib import Path

from materiel.lab.errors import StoreError
from materiel.lab.study.ground import ground_of
from materiel.lab.study.keep import MANIFEST, folder_of
from materiel.lab.study.load import locate


def folder_named(source: str, out: Path) -> Path:
    """The folder of results itself, or that of a study under `out`. StoreError, with what else is there, if there is none."""
    path = Path(source)
    if path.is_dir():
        return path
    ground = ground_of(locate(source))
    folder = folder_of(out, ground)
    if not (folder / MANIFEST).exists():
        others = sorted(p.name for p in out.glob(f"study-{ground.name}-*")) if out.is_dir() else []
        hint = f"; of another version of model, world or study there are {', '.join(others)}" if others else ""
        raise StoreError(f"{folder}: expected results of {source}, got none (materiel study run {source}){hint}")
    return folder

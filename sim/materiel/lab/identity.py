"""What a batch is: the hash that names its folder.

It covers the world's numbers, the policy, the seed and the version of the model; not how many replications, on which
engine, or by how many workers, since none of these changes a replication.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from materiel.jit.sources import trees
from materiel.metrics.setting import Setting
from materiel.network.arena import Network

_MODEL = (
    "chance",
    "layout",
    "rows",
    "rules",
    "kernel",
    "processes",
    "network",
    "scenario",
    "metrics",
    "jit",
    "record.py",
    "run.py",
    "lab/record/observe.py",
)


@functools.cache
def model_version() -> str:
    """Hash of all sources that have a part in what a replication leaves: of what they do, not of their comments and docstrings."""
    return version_of(Path(__file__).resolve().parents[1])


def version_of(package: Path) -> str:
    """The version of the model in this copy of the package."""
    files = [path for part in _MODEL for path in [package / part, *(package / part).glob("**/*.py")] if path.is_file()]
    return trees((path.relative_to(package).as_posix(), path) for path in sorted(files))[:16]


def world_hash(network: Network, setting: Setting) -> str:
    """Hash of the world with its values: the planes at the start, what their cells mean, and the yardsticks."""
    digest = hashlib.sha256()
    digest.update(network.whole.tobytes())
    digest.update(network.real.tobytes())
    digest.update(repr([(c.kind, c.name, c.field, c.mode, c.unit) for c in network.columns]).encode())
    digest.update(repr(list(network.instants)).encode())
    plain = {
        f.name: sorted(v) if isinstance(v := getattr(setting, f.name), frozenset) else v
        for f in dataclasses.fields(setting)
    }
    digest.update(json.dumps(plain, sort_keys=True, default=dict).encode())
    return digest.hexdigest()[:16]


def batch_hash(world: str, policy: str, seed: int, futures: Mapping[str, Any]) -> str:
    """Hash of all that defines a batch. `world` is its hash, `futures` what draws or sets uncertain numbers, and what relates
    replications.
    """
    told = json.dumps(
        {"world": world, "policy": policy, "seed": seed, "futures": dict(futures), "model": model_version()},
        sort_keys=True,
    )
    return hashlib.sha256(told.encode()).hexdigest()[:16]

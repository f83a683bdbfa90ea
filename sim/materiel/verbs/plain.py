"""Results as JSON."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np


def as_json(thing: Any) -> Any:
    """Results as JSON knows them: arrays as lists, and null for what is not a finite number."""
    if is_dataclass(thing) and not isinstance(thing, type):
        return {f.name: as_json(getattr(thing, f.name)) for f in fields(thing)}
    if isinstance(thing, dict):
        return {key: as_json(value) for key, value in thing.items()}
    if isinstance(thing, (np.ndarray, np.generic)):
        return as_json(thing.tolist())
    if isinstance(thing, (list, tuple)):
        return [as_json(each) for each in thing]
    return None if isinstance(thing, float) and not math.isfinite(thing) else thing

"""Overlays: a table laid over another, key by key."""

from __future__ import annotations

from typing import Any


def merged(under: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """An overlay laid over a table, key by key.

    `{delete = true}` takes a key away. A table that says anew what it is (`family`, `shape`, `central`, `policy`), a list and a
    plain value replace what they cover.
    """
    out = dict(under)
    for key, value in over.items():
        if isinstance(value, dict) and value == {"delete": True}:
            out.pop(key, None)
        elif isinstance(value, dict) and isinstance(out.get(key), dict) and not says_anew(value):
            out[key] = merged(out[key], value)
        else:
            out[key] = value
    return out


def says_anew(table: dict[str, Any]) -> bool:
    """Whether a table says what it is, and so stands for all of what it is laid over."""
    return any(key in table for key in ("family", "shape", "central", "policy"))

"""The journal of a tuning: every question to the world with its answer, a line each, on the disk before it counts.

What a tuning does next follows from its seed and the answers so far. To go on after an interrupt, it starts anew, and is given from
the journal what it asked before: the same questions, the same answers, the same bits, until the journal ends and the world is run.
"""

from __future__ import annotations

import json
import os
from collections import deque
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from materiel.jit import Real
from materiel.lab.errors import StoreError
from materiel.lab.tune.evaluate import Evaluate, Settings

_TOGETHER = 8


class Journal:
    """A file of JSON lines: the first says whose tuning it is, each other is a question with its answer.

    Raises StoreError if the file cannot be read or written, is damaged before its end, or is that of another tuning. A last line
    that was cut off by the end of the process (or a full disk) is dropped.
    """

    def __init__(self, path: Path, told: Mapping[str, Any], together: int = _TOGETHER) -> None:
        self.path, self._together = path, together
        self._kept: deque[dict[str, Any]] = deque()
        head = {"tuning": _plain(told)}
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._length = self._read(head)
            if self._length == 0:
                self._write(head)
        except OSError as error:
            raise StoreError(f"cannot write {path}: {error.strerror or error}") from error

    @property
    def kept(self) -> int:
        """Answers that are still to be given from the journal."""
        return len(self._kept)

    def _read(self, head: Mapping[str, Any]) -> int:
        """Take the lines in; the length of what is whole."""
        if not self.path.exists():
            return 0
        lines = self.path.read_bytes().splitlines(keepends=True)
        length = 0
        for number, line in enumerate(lines, start=1):
            try:
                found = json.loads(line) if line.endswith(b"\n") else None
            except ValueError:
                found = None
            if found is None:
                if number < len(lines):
                    raise StoreError(f"{self.path}, line {number}: expected JSON; remove the file to begin anew")
                break
            if number == 1 and found != head:
                raise StoreError(f"{self.path} is the journal of another tuning: {_unlike(found, head)}")
            if number > 1:
                self._kept.append(found)
            length += len(line)
        return length

    def _write(self, content: Mapping[str, Any]) -> None:
        line = (json.dumps(content) + "\n").encode()
        try:
            with open(self.path, "r+b" if self.path.exists() else "w+b") as file:
                file.truncate(self._length)
                file.seek(self._length)
                file.write(line)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise StoreError(f"cannot write {self.path}: {error.strerror or error}") from error
        self._length += len(line)

    def over(self, evaluate: Evaluate, name: str = "") -> Evaluate:
        """The same evaluation with its answers kept, a few candidates at a time. `name` tells evaluations of one journal apart."""

        def evaluated(candidates: Sequence[Settings], replications: range, /) -> Real:
            parts = [candidates[k : k + self._together] for k in range(0, len(candidates), self._together)]
            return np.concatenate([self._answer(evaluate, name, part, replications) for part in parts])

        return evaluated

    def _answer(self, evaluate: Evaluate, name: str, candidates: Sequence[Settings], replications: range) -> Real:
        asked = _plain(
            {
                "of": name,
                "candidates": [dict(candidate) for candidate in candidates],
                "replications": [replications.start, replications.stop],
            }
        )
        if self._kept:
            line = self._kept.popleft()
            if {key: line.get(key) for key in asked} != asked:
                raise StoreError(
                    f"{self.path}: expected the question {_short(asked)}, got {_short(line)}; "
                    f"it was written by another version: remove it to begin anew"
                )
            return np.array(line["values"], dtype=np.float64).reshape(len(candidates), len(replications), -1)
        values = evaluate(candidates, replications)
        self._write(asked | {"values": [[[None if v != v else v for v in r] for r in c] for c in values.tolist()]})
        return values


def _plain(content: Mapping[str, Any]) -> dict[str, Any]:
    """As it is read again."""
    plain: dict[str, Any] = json.loads(json.dumps(dict(content), default=str))
    return plain


def _unlike(found: Any, head: Mapping[str, Any]) -> str:
    held = found.get("tuning") if isinstance(found, dict) else None
    if not isinstance(held, dict):
        return "its first line does not say whose it is"
    key = next(k for k in (*head["tuning"], *held) if held.get(k) != head["tuning"].get(k))
    return f"expected {key} = {head['tuning'].get(key)}, got {held.get(key)}"


def _short(content: Mapping[str, Any]) -> str:
    text = json.dumps({key: content.get(key) for key in ("of", "replications", "candidates")})
    return text if len(text) <= 120 else text[:117] + "..."

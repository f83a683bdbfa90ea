"""Verdicts in words: for each kind the ways to say it, the fullest first, with the names in braces that may be shortened."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from materiel.lab.wording import named, number

if TYPE_CHECKING:
    from materiel.lab.analysis.verdict import Kind, Verdict

Ways = Callable[["Verdict"], list[str]]


def _best(v: Verdict) -> list[str]:
    told = f"{{one}} is best in {{inside}}: {v.interval}"
    return [f"{told} against {{other}}", told]


def _judged(word: str) -> Ways:
    def ways(v: Verdict) -> list[str]:
        start, told = f"{{one}} is {word} in {{inside}}", v.interval
        doubt = f"; {v.rivals} of {v.of} may be best" if v.rivals > 1 and v.of > 2 else ""
        return [f"{start} than {{other}}: {told}{doubt}", f"{start} than {{other}}: {told}", f"{start}: {told}"]

    return ways


def _directed(word: str) -> Ways:
    def ways(v: Verdict) -> list[str]:
        start = f"{{metric}} is {word} under {{one}}"
        return [f"{start} than under {{other}}: {v.interval}", f"{start}: {v.interval}"]

    return ways


def _not_shown(v: Verdict) -> list[str]:
    start = "No difference in {inside} is shown"
    return [
        f"{start} between {{one}} and {{other}}: {v.interval}",
        f"{start}: {v.interval} under {{one}}",
    ]


def _identical(v: Verdict) -> list[str]:
    who = f"all {v.of} candidates are" if v.rivals == v.of > 2 else "{one} and {other} are"
    return [
        f"No difference in {{inside}}: {who} identical in every run",
        "No difference in {inside}: identical in every run",
    ]


def _one_run(v: Verdict) -> list[str]:
    how = f"{number(v.estimate, sign=True)}{named(v.unit)} in one observation, which bears no interval"
    return [f"{{metric}} under {{one}} less {{other}}: {how}", f"{{metric}} under {{one}}: {how}"]


def _undefined(v: Verdict) -> list[str]:
    start = "{metric} is undefined under {one}"
    return [f"{start}: {v.valued} of {v.runs} runs have a value", start]


def _nobody(v: Verdict) -> list[str]:
    start = "No candidate meets {inside} {other}"
    return [
        f"{start}: {{one}} comes nearest, {v.interval} short",
        f"{start}: {{one}} is {v.interval} short",
        f"{start}: the nearest is {v.interval} short",
    ]


def _scope(v: Verdict) -> str:
    return f"Of {v.of} {v.among}, " if v.among and v.of > 1 else ""


def _moves_most(v: Verdict) -> list[str]:
    if v.of_variance:
        start = f"{_scope(v)}{{one}} matters most to {{inside}}"
        return [
            f"{start}: it has part in {v.interval} of its variance",
            f"{start}: {v.interval} of its variance",
        ]
    start = f"{_scope(v)}{{one}} moves {{inside}} most: by {v.interval}"
    return [f"{start} over its range", start]


def _moves(v: Verdict) -> list[str]:
    if v.of_variance:
        told = f"{_scope(v)}{{one}} matters to {{inside}}: {v.interval} of its variance"
        return [f"{told}; {v.rivals} of {v.of} may matter most", told]
    told = f"{_scope(v)}{{one}} moves {{inside}}: by {v.interval}"
    return [f"{told}; {v.rivals} of {v.of} may move it most", told]


def _none_shown(v: Verdict) -> list[str]:
    start = (
        f"Of {v.of} {v.among or 'factors'}, none is shown to move {{inside}}"
        if v.of > 1
        else "{one} is not shown to move {inside}"
    )
    if not math.isfinite(v.estimate):
        return [start]
    told = f"{v.interval} of its variance" if v.of_variance else v.interval
    return [f"{start}: at most {{one}}, by {told}", f"{start}: at most by {told}"]


def _none_moves(v: Verdict) -> list[str]:
    start = f"Of {v.of} {v.among or 'factors'}, none moves {{inside}}" if v.of > 1 else "{one} does not move {inside}"
    return [f"{start}: it is the same at every point", start]


def _level(v: Verdict) -> list[str]:
    return [f"{{metric}} is {v.interval} under {{one}}"]


WAYS: Mapping[Kind, Ways] = {
    "best": _best,
    "better": _judged("better"),
    "worse": _judged("worse"),
    "higher": _directed("higher"),
    "lower": _directed("lower"),
    "no difference shown": _not_shown,
    "identical": _identical,
    "one run": _one_run,
    "undefined": _undefined,
    "nobody feasible": _nobody,
    "moves most": _moves_most,
    "moves": _moves,
    "none shown to move": _none_shown,
    "none moves": _none_moves,
    "level": _level,
}
"""The ways of every kind."""

"""Rules as machine code: parts of whoever calls them, planes as bare pointers, and arrays from Python."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numba.core.errors import NumbaError

from materiel.jit import Real, Whole, rule
from materiel.jit.linking import Part
from materiel.jit.planes import CHECKED


def compiled() -> tuple[Any, Any]:
    """A rule and one that calls it, of this module, which is none of the package; compiled here and now, since both close over a value."""
    offset = 3

    @rule
    def cell(n: Whole, x: Real, at: int, sum_: float) -> float:
        total = sum_
        for k in range(n[at]):
            n[at + k + offset] += 1
            total += x[at + k]
        return total

    @rule
    def cells(n: Whole, x: Real, at: int) -> float:
        return cell(n, x, at, 0.5) + cell(n, x, at + offset, 0.25)

    n, x = np.zeros(20, np.int64), np.arange(20.0)
    n[2] = n[5] = 2
    assert cells(n, x, 2) == 0.5 + 2.0 + 3.0 + 0.25 + sum(range(5, 5 + 3))
    return cell, cells


def part_of_a_whole() -> tuple[str, int]:
    """How a rule that is too long to be written out in its callers is bound in the code of one, and how many arguments it has there."""
    offset = 1

    @rule
    def long(n: Whole, x: Real, at: int, unused: float) -> None:
        for k in range(n[at]):
            if n[at + k] > 5:
                n[at + k] = n[at + 2 * k] * 7 + n[at + 3 * k] % 11
            elif n[at + k] > 3:
                n[at + 4 * k] = n[at + k] // (k + 1) + n[at + 5 * k] % (k + 3)
            else:
                x[at + k] = math.sqrt(x[at + 2 * k] + 1.0) * math.exp(-x[at + 3 * k]) + math.log(x[at] + 2.0)
            for j in range(n[at + k] % 5):
                n[at + j] = n[at + j * k] * 3 + n[at + offset] % (j + 2) + n[at + k * j + 1] // (j + 5)
                x[at + j] = math.pow(x[at + j] + 1.0, 0.3) * math.exp(-x[at + j * 2]) + math.log1p(x[at + j * 3])

    @rule
    def whole(n: Whole, x: Real, at: int) -> None:
        long(n, x, at, 1.0)
        long(n, x, at + 1, 2.0)
        long(n, x, at + 2, 3.0)

    whole(np.zeros(9, np.int64), np.zeros(9), 0)
    (result,) = whole.overloads.values()  # type: ignore[attr-defined]
    (name,) = (part.fndesc.mangled_name for part in long._part.overloads.values())  # type: ignore[attr-defined]
    function = result.library._final_module.get_function(name)
    return function.linkage.name, len(list(function.arguments))


def test_rules_of_any_package_are_merged_into_their_callers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of a rule that is linked in can be called from outside, so that the optimiser may shape it to its one caller, whatever
    its module is called. Without its mark it would stay as it is."""
    linkage, arguments = part_of_a_whole()
    assert linkage == "internal"
    monkeypatch.setattr(Part, "names", type("Nobody", (set,), {"add": lambda *_: None})())
    before, more = part_of_a_whole()
    assert before == "linkonce_odr"
    assert arguments < more


def test_a_plane_is_one_pointer() -> None:
    """A part takes where its result goes, where a fault goes, two planes, and two numbers; a plane with bounds knows its length too."""
    (result,) = compiled()[0]._part.overloads.values()
    function = result.library._final_module.get_function(result.fndesc.mangled_name)
    types = [str(argument.type) for argument in function.arguments]
    planes = ["ptr", "i64"] * 2 if CHECKED else ["ptr"] * 2
    assert [t if t.startswith("i") or t == "double" else "ptr" for t in types] == [
        "ptr",
        "ptr",
        *planes,
        "i64",
        "double",
    ]


@rule
def _first(n: Whole, x: Real) -> float:
    return x[n[0]]


WRONG: dict[str, Callable[[], tuple[Any, Any]]] = {
    "int32": lambda: (np.zeros(3, np.int32), np.zeros(3)),
    "real for whole": lambda: (np.zeros(3), np.zeros(3)),
    "whole for real": lambda: (np.zeros(3, np.int64), np.zeros(3, np.int64)),
    "two-dimensional": lambda: (np.zeros((3, 1), np.int64), np.zeros(3)),
    "every other cell": lambda: (np.zeros(6, np.int64)[::2], np.zeros(3)),
    "a list": lambda: ([0, 0], np.zeros(3)),
    "nothing": lambda: (None, np.zeros(3)),
}


def test_from_python_a_plane_is_an_array() -> None:
    """Contiguous, of the right cells, and writable: anything else is refused, not read."""
    n, x = np.array([2, 0]), np.array([0.0, 1.5, 2.5])
    assert _first(n, x) == 2.5
    assert _first(np.array([1, 0]), x[1:]) == 2.5
    for what, made in WRONG.items():
        with pytest.raises(TypeError, match="No matching definition"):
            _first(*made())
        assert what
    locked = np.zeros(3, np.int64)
    locked.flags.writeable = False
    with pytest.raises(TypeError, match="No matching definition"):
        _first(locked, x)


def test_the_first_call_is_looked_at_too() -> None:
    """A rule that is compiled by a call with something else than planes refuses it, and works for the next."""
    offset = 0

    @rule
    def cell(n: Whole, at: int) -> int:
        return n[at + offset]

    with pytest.raises(TypeError, match="No matching definition"):
        cell(np.zeros(3), 0)  # type: ignore[arg-type]
    assert cell(np.array([7]), 0) == 7


def test_numbers_are_converted_to_the_declared_types() -> None:
    """A rule has one compiled form, for whatever number it is given."""

    @rule
    def half(units: int, share: float) -> float:
        return units * share

    values = (3, np.int32(3), np.int64(3), True, np.uint8(3))
    assert [half(units, share) for units in values for share in (2, 0.5, np.float32(0.5))] == [
        int(units) * share for units in values for share in (2.0, 0.5, 0.5)
    ]
    assert len(half.overloads) == 1  # type: ignore[attr-defined]


def test_a_real_number_does_not_become_whole_unasked() -> None:
    """Writing a real number to the plane of whole numbers does not compile; whole numbers and truth values are written to either."""

    @rule
    def truncates(n: Whole, x: Real) -> None:
        n[0] = x[0] * 2.0

    @rule
    def converts(n: Whole, x: Real) -> None:
        n[0] = int(x[0] * 2.0)
        x[1] = n[0]
        n[1] = x[1] > 4.0
        x[2] = x[1] > 4.0

    n, x = np.zeros(2, np.int64), np.array([2.75, 0.0, 0.0])
    with pytest.raises(NumbaError, match=r"setitem\(Plane\(int64\), .*, float64\)"):
        truncates(n, x)
    converts(n, x)
    assert (n.tolist(), x.tolist()) == ([5, 1], [2.75, 5.0, 1.0])


OUTSIDE = """
import sys
import numpy as np
from materiel.jit import Real, Whole, rule

def rules(away):
    @rule
    def read(n: Whole, x: Real, at: int) -> float:
        return x[at + away] + n[0]

    @rule
    def write(n: Whole, x: Real, at: int) -> None:
        n[at + away] = 1

    @rule
    def through(n: Whole, x: Real, at: int) -> float:
        write(n, x, at)
        return read(n, x, at)

    return {"read": read, "write": write, "through": through}

for name, called in rules(0).items():
    for at in (0, 4, 5, -1, -5, -6, 2**40):
        n, x = np.zeros(5, np.int64), np.arange(5.0)
        try:
            print(name, at, called(n, x, at), n.sum())
        except IndexError as error:
            print(name, at, type(error).__name__, n.sum())
"""


def test_bounds_checks_hold_for_planes(tmp_path: Path) -> None:
    """With NUMBA_BOUNDSCHECK=1 an address beyond the end or below zero raises IndexError, in a rule that Python calls and in its
    parts, and nothing is written."""
    env = {**os.environ, "NUMBA_BOUNDSCHECK": "1", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    program = tmp_path / "outside.py"
    program.write_text(OUTSIDE, encoding="utf-8")
    done = subprocess.run([sys.executable, str(program)], env=env, capture_output=True, text=True, check=True)
    told = {tuple(line.split()[:2]): line.split()[2:] for line in done.stdout.splitlines()}
    assert len(told) == 3 * 7
    for (name, at), answer in told.items():
        if 0 <= int(at) < 5:
            value = {"read": f"{float(at)}", "write": "None", "through": f"{float(at) + (at == '0')}"}[name]
            assert answer == [value, str(int(name != "read"))], (name, at)
        else:
            assert answer == ["IndexError", "0"], (name, at)

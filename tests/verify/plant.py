"""Faults planted one at a time: copies of the package that model something wrongly, which a known answer has to notice.

`python -m tests.verify.plant` prints the table of docs/verification.md. A copy runs in plain Python, where changed rules need
not be compiled, on a shorter run of the case.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import materiel

Edit = tuple[str, str, str]
"""File of the package, what stands there, what it becomes."""


@dataclass(frozen=True)
class Fault:
    """What is wrong, the case and variant that notice it, how the case is shortened, and the edits."""

    what: str
    case: str
    variant: str
    replications: int
    shorter: tuple[str, ...]
    warm_up_days: float
    edits: tuple[Edit, ...]


FAULTS = [
    Fault(
        "orders arrive in the order of ordering instead of crossing", "I01", "exponential", 40,
        ("world.end=100",), 20,
        ((
            "rules/source.py", "    shipment = take_ticket(n, x, source)\n",
            "    lead = max(lead, x[source + so.LAST] - x[h.NOW])\n    x[source + so.LAST] = x[h.NOW] + lead\n"
            "    shipment = take_ticket(n, x, source)\n",
        ),),
    ),
    Fault(
        "a layer forgets to consume interceptors", "C13", "", 40,
        ("world.end=1055",), 369,
        (("rules/engagement.py", "fired + short, fired, n[layer", "fired + short, 0, n[layer"),),
    ),
    Fault(
        "an interrupted repair loses the time that remained", "N03", "constant", 60,
        ("world.end=800",), 40,
        ((
            "rules/shop.py", "    x[shop + sh.SPEED] = speed\n",
            "    if speed > 0.5 and x[shop + sh.SPEED] < 0.5 and n[shop + sh.IN_BAYS + HEAD] != 0:\n"
            "        x[shop + sh.WORK_CLOCK] = x[n[shop + sh.IN_BAYS + HEAD] + t.DUE]\n"
            "    x[shop + sh.SPEED] = speed\n",
        ),),
    ),
    Fault(
        "an interrupted repair begins again", "N03", "constant", 60,
        ("world.end=800",), 40,
        (("rules/shop.py", "+= x[shop + sh.SPEED] * (x[h.NOW] - x[shop + sh.UP_TO])", "+= 0.0"),),
    ),
    Fault(
        "a lot begins again after a breakdown", "N04", "", 40,
        ("world.end=4500",), 500,
        (("rules/line.py", "max(0.0, x[station + li.LEFT] - done)", "x[station + li.LEFT]"),),
    ),
    Fault(
        "Poisson arrivals instead of a timetable", "Q11", "D", 60,
        ("world.end=1000",), 500,
        ((
            "rules/demand.py", "    gap = sample(n, x, n[demand + d.GAP], draw(n, x, demand + d.GAP_DRAWS))\n",
            "    gap = -law_mean(n, x, n[demand + d.GAP]) * math.log(draw(n, x, demand + d.GAP_DRAWS))\n",
        ),
        ("rules/demand.py", "import sample\n", "import law_mean, sample\n")),
    ),
    Fault(
        "raids of a Poisson size instead of a given one", "C11", "a", 40,
        ("world.end=99.75",), 0,
        ((
            "rules/raid.py", "size = sample(n, x, n[part + r.SIZE], draw_at(n, x, part + r.SIZE_DRAWS, number))",
            "size = float(poisson(draw_at(n, x, part + r.SIZE_DRAWS, number), law_mean(n, x, n[part + r.SIZE])))",
        ),
        ("rules/raid.py", "import binomial\n", "import binomial, poisson\n"),
        ("rules/raid.py", "import sample\n", "import law_mean, sample\n")),
    ),
]  # fmt: skip


def planted(fault: Fault, sound: bool = False) -> dict[str, dict[str, Any]]:
    """What a copy of the package with the fault (or an unchanged one) says of the case: verdict by metric."""
    package, tests = Path(materiel.__file__).parent, Path(__file__).parents[2]
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "materiel"
        shutil.copytree(package, copy, ignore=shutil.ignore_patterns("__pycache__"))
        for file, before, after in () if sound else fault.edits:
            source = (copy / file).read_text(encoding="utf-8")
            if source.count(before) != 1:
                raise ValueError(
                    f"{file}: expected {before!r} once, got {source.count(before)}: bring the fault up to date"
                )
            (copy / file).write_text(source.replace(before, after), encoding="utf-8")
        at = FAULTS.index(fault)
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-c", f"from tests.verify.plant import play; play({at})"],
            env={
                **os.environ,
                "PYTHONPATH": f"{folder}{os.pathsep}{tests}",
                "NUMBA_DISABLE_JIT": "1",
            },
            cwd=folder,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told: dict[str, dict[str, Any]] = json.loads(done.stdout)
    return told


def play(at: int) -> None:
    """Run the shortened case on this installation and print verdict and z by metric; no second try."""
    from materiel.lab.opening import futures_of
    from materiel.verify.campaign import experiments_of, piece, verdicts_on
    from materiel.verify.case import Tolerance, read_case

    fault = FAULTS[at]
    folder = Path(__file__).parents[2] / "configs" / "reference" / fault.case
    case = read_case(folder)
    loose = Tolerance(max_rel_se=1.0)  # a shorter run: what counts is how far off it is in standard errors
    values = [v.model_copy(update={"tolerance": v.tolerance and loose}) for v in case.values]
    shorter = {
        "set": [*case.set, *fault.shorter],
        "replications": fault.replications,
        "warm_up_days": fault.warm_up_days,
        "tolerance": loose,
        "values": values,
    }
    told = {}
    for e in experiments_of(fault.case, case.model_copy(update=shorter), folder):
        if e.variant != fault.variant or e.network is None:
            continue
        futures = futures_of("central", e.network, case.seed)
        rows = piece(futures, e.columns, case.seed, 0, fault.replications, "kernel")
        for v in verdicts_on(e, rows, 1.0, 1):
            told[v.metric] = {"verdict": v.verdict, "z": v.z, "expected": v.value.expected, "estimate": v.estimate}
    print(json.dumps(told))


def failing(told: dict[str, dict[str, Any]]) -> list[str]:
    """The metrics that fail."""
    return [metric for metric, v in told.items() if v["verdict"] == "fail"]


if __name__ == "__main__":
    for each in FAULTS:
        found = planted(each)
        if not failing(found):
            raise SystemExit(f"{each.what}: {each.case} does not notice it")
        worst = max(failing(found), key=lambda m: abs(found[m]["z"] or 1e9))
        v = found[worst]
        print(f"| {each.what} | {each.case} | {worst}: {v['estimate']:.3g} for {v['expected']:.3g} |", flush=True)

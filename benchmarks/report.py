"""From what was seen to `RESULTS.md`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from benchmarks import environment, machine
from benchmarks.measures.engines import Speed
from benchmarks.rounds import Timing, differs, ratio

KERNEL, PRODUCT_SIMPY, PLAIN = "materiel, kernel", "materiel, SimPy engine", "C, the product's numbers"
IDIOMATIC = "SimPy, idiomatic"


@dataclass
class Seen:
    """Everything that one call of the benchmark measured."""

    machine: list[str] = field(default_factory=machine.describe)
    small: dict[str, Timing] = field(default_factory=dict)
    mm1: dict[str, Timing] = field(default_factory=dict)
    events: tuple[int, int] = (0, 0)
    floors: dict[str, Speed] = field(default_factory=dict)
    growth: dict[int, tuple[float, float]] = field(default_factory=dict)
    threads: float = 0.0
    memory: tuple[float, float, float] | None = None
    overhead: tuple[float, float] | None = None
    draws: dict[str, float] = field(default_factory=dict)
    cold: tuple[float, float, float | None] | None = None


def _race(timings: dict[str, Timing]) -> list[str]:
    lines = [
        "| contestant | ms a run | runs a second | times idiomatic SimPy | times the kernel | results |",
        "|---|---:|---:|---:|---:|---|",
    ]
    for name, timing in sorted(timings.items(), key=lambda item: -item[1].cost):
        odd = differs(timing, timings[KERNEL])
        lines.append(
            f"| {name} | {timing.cost * 1e3:.3g} | {1.0 / timing.cost:,.3g} | {ratio(timings[IDIOMATIC], timing):.3g}"
            f" | {ratio(timings[KERNEL], timing):.2g} | {odd or 'agree'} |"
        )
    return lines


def _target(what: str, wanted: str, value: float, shown: str, reached: bool) -> str:
    return f"| {what} | {wanted} | {shown.format(value)} | {'yes' if reached else '**no**'} |"


def _at_least(what: str, least: float, value: float) -> str:
    return _target(what, f"at least {least:g}", value, "{:.3g}", value >= least)


def _at_most(what: str, most: float, value: float) -> str:
    return _target(what, f"at most {most:g}", value, "{:.3g}", value <= most)


def _targets(seen: Seen) -> list[str]:
    lines = ["| figure | to reach | seen | reached |", "|---|---|---|---|"]
    for world, speed in seen.floors.items():
        lines += [
            _at_least(f"{world}: SimPy engine, events a second, beside bare timeouts", 0.2, speed.simpy_of_timeouts),
            _at_least(f"{world}: kernel beside an empty numba heap", 0.25, speed.kernel_of_heap),
            f"| {world}: kernel against SimPy engine | 40 expected | {speed.engines:.1f} | |",
        ]
    if seen.small:
        small = seen.small
        lines += [
            _at_least("small model: times idiomatic SimPy", 60, ratio(small[IDIOMATIC], small[KERNEL])),
            _at_least("small model: times cimba", 1, ratio(small["cimba"], small[KERNEL])),
            _at_least("small model: speed beside the plain C loop", 0.5, ratio(small[PLAIN], small[KERNEL])),
        ]
    if seen.growth:
        lines.append(_at_most("cost of an event at 16 times the default network", 1.6, seen.growth[16][1]))
    if seen.threads:
        lines.append(_at_least("two threads, times one", 1.8, seen.threads))
    if seen.overhead:
        lines.append(
            _at_most("study of 200 points x 200 replications: share of CPU outside the engine", 0.1, seen.overhead[0])
        )
    if seen.draws:
        common = max(seen.draws[k] for k in ("exponential", "lognormal", "Weibull", "gamma", "triangular", "normal"))
        lines += [
            _at_most("uniform draw, ns", 16, seen.draws["uniform"]),
            _at_most("dearest common family, ns", 60, common),
        ]
    if seen.cold:
        lines.append(_at_most("cold compile, s of CPU", 40, seen.cold[0]))
        if seen.cold[2] is None:
            lines.append("| cached `materiel run -n 1`, s | at most 2 | not measured: no such command is installed | |")
        else:
            lines.append(_at_most("cached `materiel run -n 1`, s of CPU", 2, seen.cold[2]))
    return lines


def _floors(world: str, speed: Speed) -> str:
    return (
        f"| {world} | {speed.pending} | {speed.kernel:.0f} | {speed.heap:.0f} | {speed.simpy:,.0f} | {speed.timeouts:.0f}"
        f" | {speed.single:.0f} | {speed.simpy_of_single:.2f} |"
    )


def _others(seen: Seen) -> list[str]:
    lines = []
    if seen.threads:
        lines.append(
            f"- Two threads do the same replications {seen.threads:.2f} times as fast as one (default world, wall clock)."
        )
    if seen.memory:
        planes, before, after = seen.memory
        lines += [
            f"- The planes of one replication of the small model take {planes:.2f} MB. The process had {before:.1f} MB after 100",
            f"  replications and {after:.1f} MB after 1,000 ({(after - before) / before:+.1%}).",
        ]
    if seen.overhead:
        share, seconds = seen.overhead
        lines += [
            "- A study of 200 points x 200 replications of the default world's first two years spends",
            f"  {share:.1%} of its CPU time outside the engine (binding, metrics, store, loop), {seconds:.0f} s in all",
            "  on two threads.",
        ]
    if seen.cold:
        lines.append(
            f"- First run with an empty cache {seen.cold[0]:.1f} s of CPU, with a full one {seen.cold[1]:.1f} s."
        )
    return lines


def write(seen: Seen) -> str:
    """The page; what has not been measured yet is left out."""
    parts = [
        "# Speed, side by side",
        "",
        "Written by `make bench` (`python -m benchmarks`); do not edit. CPU time, medians of 5 interleaved rounds; a ratio is the",
        "median of the ratios within a round. Figures are provisional if the machine was not quiet.",
        "",
        f"- date: {date.today().isoformat()}",
        *(f"- {line}" for line in seen.machine),
        "- versions: " + ", ".join(f"{name} {version}" for name, version in environment.versions().items()),
        "",
        "## Figures to reach",
        "",
        *_targets(seen),
    ]
    if seen.small:
        parts += [
            "",
            "## Factory, depot, front",
            "",
            f"Defined in `peers/README.md`. A run is ten years, {seen.events[0]:,} events of the product, wake-ups included. The",
            "product's world is `worlds/small.toml`: table-driven, by general options. C with the product's numbers",
            "gives the product's results to the last bit (checked for 20 runs before the race). Ciw cannot express it.",
            "cimba is its Python front end from the package registry, which compiles models for its C engine;",
            "the headers of the C interface are not there.",
            "",
            *_race(seen.small),
        ]
    if seen.mm1:
        parts += [
            "",
            "## M/M/1",
            "",
            f"10,000 days; a run is {seen.events[1]:,} events of the product (`worlds/mm1.toml`).",
            "",
        ]
        parts += _race(seen.mm1)
    if seen.floors:
        parts += [
            "",
            "## Engines beside their floors",
            "",
            "Nanoseconds an event. *Heap*: a numba loop that pops and pushes, with as many events pending as the world has",
            "entities. *Timeouts*: bare SimPy, as many processes as the world has entities, each waiting again and again;",
            "*single*: one such process.",
            "",
            "| world | pending | kernel | heap | SimPy engine | timeouts | single | SimPy engine beside single |",
            "|---|---:|---:|---:|---:|---:|---:|---:|",
            *(_floors(world, speed) for world, speed in seen.floors.items()),
        ]
    if seen.growth:
        parts += [
            "",
            "## Size of the network",
            "",
            "Copies of the default world that have nothing to do with each other, in one network.",
            "",
        ]
        parts += ["| copies | ns an event | times one copy |", "|---:|---:|---:|"]
        parts += [f"| {size} | {ns:.0f} | {times:.2f} |" for size, (ns, times) in seen.growth.items()]
    if _others(seen):
        parts += ["", "## Threads, memory, compile time", "", *_others(seen)]
    if seen.draws:
        parts += ["", "## Draws", "", "In a compiled loop, generator included.", "", "| law | ns |", "|---|---:|"]
        parts += [f"| {name} | {ns:.1f} |" for name, ns in seen.draws.items()]
    return "\n".join([*parts, ""])

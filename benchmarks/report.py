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
    floors: Speed | None = None
    floors16: Speed | None = None
    growth: dict[int, tuple[float, float]] = field(default_factory=dict)
    threads: float = 0.0
    memory: tuple[float, float, float] = (0.0, 0.0, 0.0)
    draws: dict[str, float] = field(default_factory=dict)
    cold: tuple[float, float, float | None] = (0.0, 0.0, None)


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


def _targets(seen: Seen) -> list[str]:
    small, floors, big = seen.small, seen.floors, seen.floors16
    assert floors is not None and big is not None
    times = ratio(small[IDIOMATIC], small[KERNEL])
    behind = ratio(small["cimba"], small[KERNEL])
    of_c = ratio(small[PLAIN], small[KERNEL])
    grown = seen.growth[16][1]
    lines = ["| figure | to reach | seen | reached |", "|---|---|---|---|"]
    for label, speed in (("one copy", floors), ("16 copies", big)):
        lines += [
            _target(
                f"SimPy engine, events a second beside bare timeouts ({label}, {speed.pending} pending)",
                "at least 0.2",
                speed.simpy_of_timeouts,
                "{:.2f}",
                speed.simpy_of_timeouts >= 0.2,
            ),
            _target(
                f"kernel beside an empty numba heap ({label}, {speed.pending} pending)",
                "at least 0.25",
                speed.kernel_of_heap,
                "{:.2f}",
                speed.kernel_of_heap >= 0.25,
            ),
            _target(
                f"kernel against SimPy engine ({label})", "40 expected", speed.engines, "{:.1f}", speed.engines >= 40
            ),
        ]
    lines += [
        _target("small model: times idiomatic SimPy", "at least 60", times, "{:.1f}", times >= 60),
        _target("small model: times cimba", "at least 1", behind, "{:.2f}", behind >= 1),
        _target("small model: share of the plain C loop's speed", "at least 0.5", of_c, "{:.2f}", of_c >= 0.5),
        _target("cost of an event at 16 times the network", "at most 1.6", grown, "{:.2f}", grown <= 1.6),
        _target("two threads, times one", "at least 1.8", seen.threads, "{:.2f}", seen.threads >= 1.8),
        _target("uniform draw, ns", "at most 16", seen.draws["uniform"], "{:.1f}", seen.draws["uniform"] <= 16),
    ]
    common = max(seen.draws[k] for k in ("exponential", "lognormal", "Weibull", "gamma", "triangular", "normal"))
    lines.append(_target("dearest of the common families, ns", "at most 60", common, "{:.0f}", common <= 60))
    cold, _, command = seen.cold
    lines.append(_target("cold compile, s", "at most 40", cold, "{:.0f}", cold <= 40))
    if command is None:
        lines.append("| cached `materiel run -n 1`, s | at most 2 | not measured: there is no such command yet | |")
    else:
        lines.append(_target("cached `materiel run -n 1`, s", "at most 2", command, "{:.1f}", command <= 2))
    return lines


def _floors(label: str, speed: Speed) -> str:
    return (
        f"| {label} | {speed.pending} | {speed.kernel:.0f} | {speed.heap:.0f} | {speed.simpy:,.0f} | {speed.timeouts:.0f}"
        f" | {speed.single:.0f} | {speed.engines:.1f} | {speed.simpy_of_single:.2f} |"
    )


def write(seen: Seen) -> str:
    """The page."""
    assert seen.floors is not None and seen.floors16 is not None
    before, after = seen.memory[1:]
    parts = [
        "# Speed, side by side",
        "",
        "Written by `make bench` (`python -m benchmarks`); do not edit. CPU time, medians of 5 interleaved rounds; a",
        "ratio is the median of the",
        "ratios within a round. The machine may have had other work: figures of a load above 0.3 are provisional.",
        "",
        f"- date: {date.today().isoformat()}",
        *(f"- {line}" for line in seen.machine),
        "- versions: " + ", ".join(f"{name} {version}" for name, version in environment.versions().items()),
        "",
        "## Figures to reach",
        "",
        *_targets(seen),
        "",
        "## Factory, depot, front",
        "",
        f"Defined in `peers/README.md`; a run is ten years, {seen.events[0]:,} events of the product, wake-ups included.",
        "The product's world is table-driven, made of general options.",
        "C with the product's numbers gives the product's results to the last bit (checked for 20 runs before the",
        "race). Ciw cannot express this model.",
        "cimba is its Python front end from the package registry, which compiles models for the C engine; the",
        "headers of the C interface are not there.",
        "",
        *_race(seen.small),
        "",
        "## M/M/1",
        "",
        f"10,000 days; {seen.events[1]:,} events of the product, whose queue is here the order book of a line: an",
        "arrival, the stock's review, the station's",
        "wake-up, the lot, and the hand-over by a lane are events of their own, where a queue needs two.",
        "",
        *_race(seen.mm1),
        "",
        "## Engines beside their floors",
        "",
        "Nanoseconds an event. *Heap*: a numba loop that pops and pushes, with as many events pending as the world",
        "has entities. *Timeouts*: bare",
        "SimPy, as many processes as the world has entities, each waiting again and again; *single*: one such process.",
        "",
        "| world | pending | kernel | heap | SimPy engine | timeouts | single | engines | SimPy engine beside single |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
        _floors("factory, depot, front", seen.floors),
        _floors("16 copies of it", seen.floors16),
        "",
        "## Size of the network",
        "",
        "| copies | ns an event | times one copy |",
        "|---:|---:|---:|",
        *(f"| {size} | {ns:.0f} | {times:.2f} |" for size, (ns, times) in seen.growth.items()),
        "",
        "## Memory, threads, compile time",
        "",
        f"- The planes of one replication take {seen.memory[0]:.2f} MB. The process had {before:.1f} MB after 100 replications and"
        f" {after:.1f} MB after 1,000 ({(after - before) / before:+.1%}).",
        f"- Two threads do the same replications {seen.threads:.2f} times as fast as one (wall clock).",
        f"- First run with an empty cache {seen.cold[0]:.1f} s, with a full one {seen.cold[1]:.1f} s, start of Python included.",
        "",
        "## Draws",
        "",
        "In a compiled loop, generator included.",
        "",
        "| law | ns |",
        "|---|---:|",
        *(f"| {name} | {ns:.1f} |" for name, ns in seen.draws.items()),
        "",
    ]
    return "\n".join(parts)

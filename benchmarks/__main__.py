"""Measure everything and write `RESULTS.md`: `python -m benchmarks` (`make bench`)."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import environment, report
from benchmarks.measures import cold, draws, engines, memory, threads
from benchmarks.plain_c import Loop
from benchmarks.product import SEED, Mm1, Small
from benchmarks.rounds import Contestant, Timing, own, race

PEERS = {
    "SimPy, idiomatic": "simpy_idiomatic",
    "SimPy, lean": "simpy_lean",
    "salabim": "salabim_model",
    "Ciw": "ciw_mm1",
    "cimba": "cimba_model",
    "numba, specialised": "numba_loop",
}
CANNOT = {("Ciw", "small")}


def race_model(model: str, product: Small | Mm1, plain: Loop, sequential: Loop) -> dict[str, Timing]:
    """All contestants on one model. The plain loop with the product's numbers must give the product's results to the last bit."""
    for replication in range(20):
        mine, its = product("kernel", replication), getattr(plain, model)(SEED, replication)
        if mine != its:
            raise SystemExit(f"{model}, replication {replication}: the plain loop gives {its}, the product {mine}")
    contestants: dict[str, Contestant] = {
        "materiel, kernel": own(lambda k: product("kernel", k)),
        "materiel, SimPy engine": own(lambda k: product("simpy", k)),
        "C, the product's numbers": own(lambda k: getattr(plain, model)(SEED, k)),
        "C, its own numbers": own(lambda k: getattr(sequential, model)(SEED, k)),
    }
    peers = {name: environment.Peer(file, model) for name, file in PEERS.items() if (name, model) not in CANNOT}
    try:
        return race(contestants | peers)
    finally:
        for peer in peers.values():
            peer.close()


def say(what: str) -> None:
    print(what, file=sys.stderr)


def main() -> None:
    """The whole benchmark; some ten minutes."""
    environment.prepare()
    say("factory, depot, front")
    seen = report.Seen()
    plain, sequential = Loop(sequential=False), Loop(sequential=True)
    product = Small()
    seen.small = race_model("small", product, plain, sequential)
    say("M/M/1")
    queue = Mm1()
    seen.mm1 = race_model("mm1", queue, plain, sequential)
    for world in (product, queue):
        world.events = 0
        world("kernel", 1)
    seen.events = product.events, queue.events
    say("engines beside their floors")
    seen.floors = engines.floors(product)
    seen.floors16 = engines.floors(Small(16))
    say("growth of the network")
    seen.growth = engines.growth()
    say("threads, memory, draws, compile time")
    seen.threads = threads.measure()
    seen.memory = memory.measure()
    seen.draws = draws.measure()
    seen.cold = cold.measure()
    Path(__file__).with_name("RESULTS.md").write_text(report.write(seen))
    say("benchmarks/RESULTS.md is written")


if __name__ == "__main__":
    main()

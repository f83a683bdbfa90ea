"""Measure everything and write `RESULTS.md`: `python -m benchmarks` (`make bench`)."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks import environment, report
from benchmarks.measures import cold, draws, engines, memory, overhead, threads
from benchmarks.plain_c import Loop
from benchmarks.product import SEED, Mm1, Product, Small
from benchmarks.rounds import Contestant, Timing, own, race
from materiel.scenario.load import DEFAULT

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
    """The whole benchmark; some fifteen minutes on a quiet machine. The page is written again after each part."""
    environment.prepare()
    seen = report.Seen()

    def part(what: str) -> None:
        Path(__file__).with_name("RESULTS.md").write_text(report.write(seen))
        print(what, file=sys.stderr, flush=True)

    part("factory, depot, front")
    plain, sequential = Loop(sequential=False), Loop(sequential=True)
    product, queue = Small(), Mm1()
    seen.events = round(product.events_of(5)), round(queue.events_of(5))
    seen.small = race_model("small", product, plain, sequential)
    part("M/M/1")
    seen.mm1 = race_model("mm1", queue, plain, sequential)
    part("engines beside their floors")
    seen.floors[DEFAULT] = engines.floors(Product(DEFAULT, tickets=engines.TICKETS))
    seen.floors["factory, depot, front"] = engines.floors(product)
    part("size of the network")
    seen.growth = engines.growth(DEFAULT)
    part("threads, memory")
    seen.threads = threads.measure()
    seen.memory = memory.measure()
    part("a study of 200 points x 200 replications")
    seen.overhead = overhead.measure()
    part("draws")
    seen.draws = draws.measure()
    part("compile time")
    seen.cold = cold.measure()
    part("benchmarks/RESULTS.md is written")


if __name__ == "__main__":
    main()

"""Stores of studies of a small world, written by the real store, with answers that are made up and known."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from materiel.lab.study.answers import Answers
from materiel.lab.study.block import Block, Task
from materiel.lab.study.ground import ground_of
from materiel.lab.study.keep import StudyStore
from materiel.lab.study.manifest import manifest_of

WORKSHOP = Path(__file__).parents[2] / "worlds" / "workshop.toml"
REPLICATIONS, BLOCK = 24, 12
STUDY = """
title = "Made up"
world = "world.toml"
policies = [{policies}]
replications = 24
block = 12
series = ["on_hand/shell"]

[levers.depth]
title = "Stock at the front"
unit = "units"
path = "stocks.front.replenish.up_to"
low = 20
high = 60
whole = true

[levers.lot]
title = "Lot"
path = "lines.shells.lot"
low = 2
high = 8
whole = true

[design]
{design}

[uncertainties.power]
title = "Power"
path = "sites.grid.power_capacity"
low = 0.5
high = 1.0

[uncertainties.loss]
title = "Loss on the road"
path = "lanes.road.loss"
low = 0.0
high = 0.2

[futures]
{futures}

[metrics.service]
title = "Service"
unit = "points"
of = "on_hand/shell"
better = "higher"

[metrics.cost]
title = "Cost"
unit = "EUR"
of = "made/shell"
read = "sum"
better = "lower"
"""
GRID = 'kind = "full factorial"\nlevels = 3'
STAR = 'kind = "one at a time"'
CUBE = 'kind = "latin hypercube"\npoints = 24'
CENTRAL = ""
SQUARE = 'kind = "full factorial"\nlevels = 3'
MORRIS = 'kind = "morris"\npoints = 6\nlevels = 4'
SOBOL = 'kind = "saltelli"\npoints = 16'


def service(policy: int, depth: float, lot: float, power: float, loss: float) -> float:
    """The true mean of the service, factors in [0, 1]: the second policy gains 1, but loses 4 for all the road's loss."""
    return 50.0 + 4.0 * depth + 1.0 * lot + 2.0 * power + policy * (1.0 - 4.0 * loss)


def cost(policy: int, depth: float) -> float:
    """The true mean of the cost: it grows with the depth, and the second policy adds 5."""
    return 100.0 + 10.0 * depth + 5.0 * policy


def answered(
    folder: Path, design: str = GRID, futures: str = SQUARE, policies: tuple[str, ...] = ("as it stands", "deep")
) -> Answers:
    """A store whose answers are the true means plus chance: 1 common to a replication number, 0.05 of each run's own."""
    world = WORKSHOP.read_text(encoding="utf-8")
    world = world.replace("[levers]\n", '[levers]\n"lines.shells.lot" = { low = 1, high = 10 }\n')
    (folder / "world.toml").write_text(world, encoding="utf-8")
    text = STUDY.format(policies=", ".join(f'"{p}"' for p in policies), design=design, futures=futures)
    if not design:
        text = text[: text.index("[levers.depth]")] + text[text.index("[uncertainties.power]") :]
    if not futures:
        text = text[: text.index("[uncertainties.power]")] + text[text.index("[metrics.service]") :]
    (folder / "study.toml").write_text(text, encoding="utf-8")
    ground = ground_of(folder / "study.toml")
    grid = ground.grid
    store = StudyStore(folder / "store", ground)
    store.open(manifest_of(ground), text)
    levers = grid.lever_units if grid.lever_units.shape[1] else np.full((1, 2), 0.5)
    uncertain = grid.future_units if grid.future_units.shape[1] else np.full((1, 2), 0.5)
    periods = len(ground.periods)
    for point in range(grid.points):
        candidate, future = divmod(point, len(grid.futures))
        policy, row = divmod(candidate, len(levers))
        depth, lot = levers[row]
        for block in range(REPLICATIONS // BLOCK):
            numbers = tuple(Task(point, block).members(BLOCK))
            own = np.random.default_rng([point, block]).normal(0.0, 0.05, (BLOCK, 2))
            common = np.array([np.random.default_rng(1000 + r).normal(0.0, 1.0, 2) for r in numbers])
            values = own + common + [service(policy, depth, lot, *uncertain[future]), cost(policy, depth)]
            series = [
                np.full(periods, common[k, 0]) + policy * np.linspace(0.0, 2.0, periods) + 0.01 * own[k, 0]
                for k in range(BLOCK)
            ]
            store.add(Block(Task(point, block), numbers, values, {"on_hand/shell": list(series)}, ("",) * BLOCK))
    return Answers(folder / "store")

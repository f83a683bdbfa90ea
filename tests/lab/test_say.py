"""The order of say in runs of the default world: what is in the planes is what it gives."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from materiel.cli import run_command
from materiel.lab.futures import Listed, Sampled
from materiel.lab.opening import batch_of, futures_of
from materiel.lab.posteriors import resolved
from materiel.network.arena import Network
from materiel.network.bind import bind
from materiel.network.lower import network_of
from materiel.run import replicate
from materiel.scenario.change import with_values
from materiel.scenario.errors import MaterielError
from materiel.scenario.law import Law
from materiel.scenario.load import load, locate
from materiel.scenario.policy import WorldPolicy
from materiel.scenario.profile import Shape
from materiel.scenario.register import numbers
from materiel.scenario.say import above, spec_at
from materiel.scenario.values import Count, Number
from materiel.scenario.world import Scenario

WORLD = load()
NETWORK = network_of(WORLD)
NOT_NATURE = ("world", "yardsticks", "levers", "policies", "futures", "events")
FUTURES = ("posterior-2024-12", "central", "sample", "file")


@cache
def bases() -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """The second draws of the shipped posterior, a sample, and for a file of one future each tenth number of the third draws."""
    posterior = futures_of("posterior-2024-12", NETWORK, 1)
    sample = futures_of("sample", NETWORK, 1)
    assert isinstance(posterior, Listed) and isinstance(sample, Sampled)
    drawn = posterior.turn(1).of_world().values
    third = posterior.turn(2).of_world().values
    return dict(drawn), sample.values(1), {p: float(third[p]) for p in list(third)[::10]}


def values_in(futures: str) -> dict[str, float]:
    posterior, sample, listed = bases()
    return {"posterior-2024-12": posterior, "central": {}, "sample": sample, "file": listed}[futures]


@cache
def network_in(futures: str) -> Network:
    return bind(NETWORK, values_in(futures))


@cache
def world_in(futures: str) -> Scenario:
    return with_values(WORLD, values_in(futures))[0]


def chosen(count: int, seed: int) -> Iterator[tuple[str, Any]]:
    """Random paths with a value that the world admits: half around drawn numbers, at them or above them, half anywhere."""
    at = random.Random(seed)
    every = [p for p, _ in numbers(WORLD) if p.split(".")[0] not in NOT_NATURE]
    drawn = list(bases()[0])
    for turn in range(20 * count):
        path = at.choice(drawn if turn % 2 else every)
        path = at.choice([p for p in above(path) if p.count(".") >= 2])
        there = spec_at(WORLD, path)
        value: Any
        if isinstance(there, Number):
            value = round(there.value * 0.9) if isinstance(there, Count) else there.value * 0.9
        elif isinstance(there, Shape):
            value = min(min(number.stated()) for _, number in there.points()) * 0.9
        elif isinstance(there, Law):
            value = {"family": "gamma", "mean": 0.8, "cv": 0.1}
        else:
            continue
        try:
            for futures in FUTURES:
                bind(network_in(futures), {path: value})
        except MaterielError:
            continue  # not a value that may stand there, or one that has to be set in the world
        yield path, value
        count -= 1
        if not count:
            return
    raise AssertionError("expected more paths")


def same(one: Network, other: Network) -> bool:
    return bool(np.array_equal(one.whole, other.whole) and np.array_equal(one.real, other.real))


def check(count: int, seed: int, folder: Path) -> None:
    file = folder / "f.csv"
    listed = bases()[2]
    file.write_text(f"{','.join(listed)}\n{','.join(map(repr, listed.values()))}\n")
    for path, value in chosen(count, seed):
        policy = WorldPolicy(values={path: value})
        with_policy = WORLD.model_copy(update={"policies": {"p": policy}})
        set_world, _ = with_values(WORLD, {path: value})
        laid, base = network_of(set_world), replace(NETWORK, recipe=replace(NETWORK.recipe, scenario=with_policy))
        for futures in FUTURES:
            how = str(file) if futures == "file" else futures
            under = batch_of(with_policy, "p", base, 1, how).futures.network(1)
            expected = bind(network_in(futures), {path: value})
            assert same(under, expected), (path, futures, "policy")
            assert under.recipe.scenario.policies["p"] == policy
            run = batch_of(set_world, "", laid, 1, how, sets={path: value}).futures.network(1)
            last, _ = with_values(world_in(futures), {path: value})
            section, name = path.split(".")[:2]
            assert getattr(run.recipe.scenario, section)[name] == getattr(last, section)[name], (path, futures, "--set")


def test_what_is_chosen_is_in_the_planes(tmp_path: Path) -> None:
    """Eight random paths (numbers, profiles, laws), each as a policy and as `--set`, in each kind of future: the planes are those of
    the future with the value put last, or the entity is that of such a world.
    """
    check(8, 1, tmp_path)


@pytest.mark.slow
def test_what_is_chosen_is_in_the_planes_at_sixty_paths(tmp_path: Path) -> None:
    """The same for sixty others."""
    check(60, 2, tmp_path)


def rows_before(network: Network, base: Network, day: float) -> bool:
    """Whether no record row before a day differs in a replication."""
    one, other = (replicate(n, 1, 0).record for n in (network, base))
    before = one.instants < day
    return bool(before.any()) and np.array_equal(one.rows[before], other.rows[before], equal_nan=True)


def levers_hold_from_their_date(names: list[str], dates: list[date]) -> None:
    for name in names:
        lever = WORLD.levers[name]
        for when in dates:
            value = lever.high if lever.choices is None else lever.choices[-1]
            policy = WorldPolicy.model_validate({"dated": [{"date": when, "values": {name: value}}]})
            with_policy = WORLD.model_copy(update={"policies": {"p": policy}})
            base = replace(NETWORK, recipe=replace(NETWORK.recipe, scenario=with_policy))
            batches = [batch_of(with_policy, p, base, 1, "posterior-2024-12") for p in ("p", "")]
            late, plain = (batch.futures.network(0) for batch in batches)
            assert rows_before(late, plain, float((when - WORLD.world.start).days)), (name, when)


def test_a_lever_of_a_date_changes_nothing_before(tmp_path: Path) -> None:
    """A donor's share, drawn by the posterior or not, from three dates on: every record row before the date is the same."""
    levers_hold_from_their_date(["donors.us.commitment"], [date(2024, 1, 1), date(2027, 7, 1), date(2031, 3, 1)])


@pytest.mark.slow
def test_no_lever_of_a_date_changes_anything_before(tmp_path: Path) -> None:
    """The same for every lever that is shipped."""
    levers_hold_from_their_date(list(WORLD.levers), [date(2024, 1, 1), date(2027, 7, 1), date(2031, 3, 1)])


def test_a_drawn_number_holds_until_the_date() -> None:
    """The scale of a budget is drawn; a policy of March 2031 sets it: before, the draw is in the planes and the rows are the same."""
    path = "donors.germany.budget_eur_per_month.scale"
    assert path in bases()[0]
    policy = WorldPolicy.model_validate({"dated": [{"date": date(2031, 3, 1), "values": {path: {"scale": 1.4}}}]})
    with_policy = WORLD.model_copy(update={"policies": {"p": policy}})
    base = replace(NETWORK, recipe=replace(NETWORK.recipe, scenario=with_policy))
    late, plain = (batch_of(with_policy, p, base, 1, "posterior-2024-12").futures.network(1) for p in ("p", ""))
    assert spec_at(late.recipe.scenario, path).value == bases()[0][path]
    assert late.recipe.dated == ((date_of(2031), {path: bases()[0][path] * 1.4}),)
    assert rows_before(late, plain, date_of(2031))


def date_of(year: int) -> float:
    return float((date(year, 3, 1) - WORLD.world.start).days)


def overlay(folder: Path, text: str = "") -> Path:
    (folder / "w.toml").write_text(f'extends = "ukraine-2022"\n{text}')
    return folder / "w.toml"


def test_a_world_that_only_extends_keeps_all_draws(tmp_path: Path) -> None:
    """Its planes are those of the shipped world in every future, and a sentence says that all draws apply."""
    file = overlay(tmp_path)
    mine = load(file)
    how = resolved(None, file, "central")
    batch = batch_of(mine, "", network_of(mine), 1, how, world=file)
    own = batch_of(
        WORLD, "", NETWORK, 1, resolved(None, locate("ukraine-2022"), "central"), world=locate("ukraine-2022")
    )
    assert batch.identity == own.identity
    assert all(same(batch.futures.network(k), own.futures.network(k)) for k in (0, 1, 7))
    assert isinstance(batch.futures, Listed) and "draws of 202 numbers apply, all of them" in batch.futures.note
    assert isinstance(own.futures, Listed) and own.futures.note == ""


def test_numbers_that_an_overlay_changes_are_its_own(tmp_path: Path) -> None:
    """One number changed: its draw is dropped, 201 apply, and the planes hold the overlay's value."""
    file = overlay(tmp_path, "[arsenals.cruise]\nstock = 12345\n")
    mine = load(file)
    batch = batch_of(mine, "", network_of(mine), 1, resolved("posterior", file, "central"), world=file)
    assert isinstance(batch.futures, Listed)
    assert "draws of 201 numbers apply, those of 1 that it changes are dropped" in batch.futures.note
    scenario = batch.futures.network(1).recipe.scenario
    assert spec_at(scenario, "arsenals.cruise.stock").value == 12345
    path = "donors.germany.budget_eur_per_month.scale"
    assert spec_at(scenario, path).value == bases()[0][path]


SMALL = """
[world]
name = "w"
kind = "reference"
start = 2023-01-01
end = 30
record_months = false
[items.part]
[stocks.bin]
item = "part"
on_hand = 10
[demands.d]
stock = "bin"
gap_days = { family = "deterministic", value = 1 }
[levers]
"demands.d.gap_days" = { low = 0.5, high = 100 }
[policies.calm]
values = { "demands.d.gap_days" = 100 }
[futures.full]
values = { "stocks.bin.on_hand" = 20 }
"""


def small(folder: Path) -> tuple[Scenario, Network, Path]:
    (folder / "small.toml").write_text(SMALL)
    world = load(folder / "small.toml")
    return world, network_of(world), folder / "small.toml"


def test_a_policy_stands_against_the_draw_of_a_part(tmp_path: Path) -> None:
    """The file draws `gap_days.value`, the policy sets `gap_days`: nobody comes in thirty days, ten stay on hand. With the gap of a
    day that is set for the run, `--set` has the last word over both.
    """
    world, network, _ = small(tmp_path)
    file = tmp_path / "f.csv"
    file.write_text("demands.d.gap_days.value\n2\n")
    calm = batch_of(world, "calm", network, 1, str(file)).futures.network(0)
    assert spec_at(calm.recipe.scenario, "demands.d.gap_days.value").value == 100
    again = batch_of(world, "calm", network, 1, str(file), sets={"demands.d.gap_days": 1}).futures.network(0)
    assert spec_at(again.recipe.scenario, "demands.d.gap_days.value").value == 1


def test_futures_that_a_world_names(tmp_path: Path) -> None:
    """`--futures full` is the world's future of that name: twenty on hand at the start in every replication."""
    _, network, _ = small(tmp_path)
    found = futures_of("full", network, 1)
    assert {spec_at(found.network(k).recipe.scenario, "stocks.bin.on_hand").value for k in range(3)} == {20}


def test_draws_that_there_are_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`posterior` asked for by name, of a world without draws: exit 2, one sentence, nothing run; left out, central values."""
    file = small(tmp_path)[2]
    for name in ("posterior", "posterior-2024-12"):
        assert run_command(["run", str(file), "-n", "1", "--futures", name, "--out", str(tmp_path / "r")]) == 2
        told = capsys.readouterr().err
        assert told.count("\n") == 1 and f"--futures {name}: expected" in told
    assert not (tmp_path / "r").exists() and resolved(None, file, "central") == "central"


def test_what_cannot_be_bound_is_refused_before_anything_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A multiple that lifts a drawn share above one in some draw: exit 2 and no folder."""
    path = "layers.nato_long.against.ballistic.kill_probability"
    text = f'[levers]\n"{path}" = {{ low = 0, high = 1 }}\n[policies.better.values]\n"{path}" = {{ scale = 1.05 }}\n'
    file = overlay(tmp_path, text)
    (tmp_path / "f.csv").write_text(f"{path}.value\n0.5\n0.99\n")
    command = ["run", str(file), "-n", "1", "--policy", "better", "--futures", str(tmp_path / "f.csv")]
    assert run_command([*command, "--out", str(tmp_path / "r")]) == 2
    assert "row 3" in capsys.readouterr().err and not (tmp_path / "r").exists()

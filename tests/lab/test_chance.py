"""Related replications in the lab: futures, intervals, folders, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from materiel.chance.philox import stream_id, uniform
from materiel.chance.replications import Chance
from materiel.cli import run_command
from materiel.lab.analysis.clusters import clustered
from materiel.lab.errors import LabError
from materiel.lab.futures import Listed, heights
from materiel.lab.futures_file import ListedFuture
from materiel.lab.opening import batch_of, chance_of, networks_of
from materiel.lab.summary import interval
from materiel.scenario.errors import StreamError
from materiel.scenario.load import load

WORLDS = Path(__file__).parents[1] / "worlds"
DEPOT = str(WORLDS / "depot.toml")
PATHS = [f"lines.line_{k}.rate" for k in range(100)]
SOJOURN = "regime/tempo/sojourn"
LED = Chance("quasi", ((SOJOURN, 5),))


def test_futures_of_a_pair_are_mirror_images() -> None:
    """u and 1 - u, to the bit, of what replication k of an independent batch has; listed futures are shared."""
    for k in range(5):
        one, two = (np.array(heights(1, r, PATHS, Chance("antithetic"))) for r in (2 * k, 2 * k + 1))
        assert one.tolist() == heights(1, k, PATHS)
        assert np.all(one + two == 1.0)
    network = networks_of(load(Path(DEPOT)), ())[""]
    listed = Listed(network, [ListedFuture({"lanes.road.lead_days": days}) for days in (1, 2, 3)], Chance("antithetic"))
    assert [listed.network(r).real.sum() for r in (2, 3)] == [Listed(network, listed.listed).network(1).real.sum()] * 2


def test_futures_are_points_of_the_sequence_behind_the_led_streams() -> None:
    """105 dimensions: number d of 100 is led as a stream of dimension 5 + d would be; each 64 in a row are balanced in each."""
    u = np.array([heights(9, r, PATHS, LED) for r in range(128)])
    for d in (0, 7, 58):
        stream = LED.stream(stream_id(f"future/{PATHS[d]}"), LED.dimensions + d)
        assert u[:, d].tolist() == [uniform(9, r, stream, 0) for r in range(128)]
    for block in (u[:64], u[64:]):
        assert all(sorted((block[:, d] * 64).astype(int)) == list(range(64)) for d in range(100))
    far = Chance("quasi", points=1024)
    assert sorted((np.array([heights(9, r, PATHS[:1], far)[0] for r in range(1024)]) * 1024).astype(int)) == list(
        range(1024)
    )


def test_dependent_replications_are_one_part() -> None:
    """1, 3 and 2, 6 are means of 2 and 4: standard error 1 from two parts; a pair whose mate has no value is a part too."""
    pairs = np.array([0, 0, 1, 1])
    assert np.square(clustered(np.array([[1.0, 3.0, 2.0, 6.0]]), pairs).scores).sum() == pytest.approx(1.0)
    assert np.isnan(clustered(np.array([[1.0, 3.0]]), pairs[:2]).scores).all()
    found = interval(np.array([1.0, 3.0, 2.0, 6.0, np.nan, np.nan]), np.array([0, 0, 1, 1, 2, 2]))
    assert found is not None and (found["n"], found["parts"], found["se"]) == (4, 2, 1.0)
    alone = np.array([[1.0, 5.0, 2.0]])
    assert clustered(alone, np.arange(3)).scores == pytest.approx(clustered(alone).scores)


def test_intervals_of_pairs_cover() -> None:
    """2,000 batches of 20 antithetic pairs, a sum of eight squares of u: the 95 % interval covers in 93 to 97 % (z = 4 of
    0.5 %); taken for independent, the same replications would cover all but always.
    """
    together = np.repeat(np.arange(20), 2)
    u = np.random.default_rng(1).random((2000, 20, 8))
    values = np.stack([np.sum(u**2, axis=2), np.sum((1 - u) ** 2, axis=2)], axis=2).reshape(2000, 40)
    cover = np.zeros(2)
    for batch in values:
        for k, parts in enumerate((together, None)):
            found = interval(batch, parts)
            assert found is not None
            cover[k] += found["ci95"][0] < 8 / 3 < found["ci95"][1]
    print(f"cover: pairs {cover[0] / 2000:.3f}, as if independent {cover[1] / 2000:.3f}")
    assert 0.93 < cover[0] / 2000 < 0.97
    assert cover[1] / 2000 > 0.985


def test_a_batch_is_named_by_what_relates_it() -> None:
    """Independent replications have the name that they always had; all others have their own."""
    world = load(WORLDS / "workshop.toml")
    network = networks_of(world, ())[""]

    def name(chance: Chance) -> str:
        return batch_of(world, "", network, 1, chance=chance).identity

    assert name(Chance()) == batch_of(world, "", network, 1).identity
    kinds = (Chance(), Chance("antithetic"), LED, Chance("quasi", LED.leading, 128), Chance("quasi", ((SOJOURN, 4),)))
    assert len({name(chance) for chance in kinds}) == 5
    with pytest.raises(StreamError, match="nearest is 'regime/tempo/sojourn'"):
        name(Chance("quasi", (("regime/tempo/sojourns", 1),)))
    with pytest.raises(LabError, match="expected leading streams or sampled futures, got neither"):
        name(Chance("quasi"))


def test_leading_streams_are_read() -> None:
    """With a count, and without; a count that is none."""
    assert chance_of("quasi", ["a/b/c:3", "a/b/d e"], 64).leading == (("a/b/c", 3), ("a/b/d e", 1))
    with pytest.raises(LabError, match="--leading a/b/c:many: expected kind/name/purpose or kind/name/purpose:count"):
        chance_of("quasi", ["a/b/c:many"], 64)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--chance", "quasi"], "expected leading streams or sampled futures, got neither"),
        (["--chance", "quasi", "--leading", "regime/tempo/sojourm"], "nearest is 'regime/tempo/sojourn'"),
        (["--leading", SOJOURN], "expected with quasi replications only, got independent"),
        (["--chance", "quasi", "--leading", SOJOURN, "--points", "100"], "expected a power of two"),
        (["--chance", "quasi", "--leading", f"{SOJOURN}:65"], "expected at most 64 numbers in all, got 65"),
    ],
)
def test_bad_options_are_one_message(
    options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, one line, nothing written."""
    assert run_command(["run", str(WORLDS / "workshop.toml"), "--out", str(tmp_path), *options]) == 2
    told = capsys.readouterr().err
    assert message in told and told.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The depot under sampled futures: a plain, an antithetic and a quasi batch stand side by side; the depot has no other chance, so
    that means of 16 points lie within a fifth of the spread that means of 16 independent ones would have; 16 of them.
    """
    means = {}
    for kind in ("independent", "antithetic", "quasi"):
        options = ["--chance", kind, "--points", "16"] if kind == "quasi" else ["--chance", kind]
        shared = ["-n", "256", "--futures", "sample", "--workers", "1", "--out", str(tmp_path), "--json", "--quiet"]
        assert run_command(["run", DEPOT, *shared, *options]) == 0
        told = json.loads(capsys.readouterr().out)
        means[kind] = told["metrics"]["time_average/lane/road/underway_days"]
        manifest = json.loads((Path(told["result"]) / "manifest.json").read_text())
        assert Chance.of(manifest) == Chance(kind, points=16 if kind == "quasi" else 64)  # type: ignore[arg-type]
    assert len(list(tmp_path.iterdir())) == 3
    print({kind: (m["mean"], m["se"], m.get("parts")) for kind, m in means.items()})
    assert [means[kind].get("parts") for kind in means] == [None, 128, 16]
    assert means["quasi"]["se"] < means["independent"]["se"] / 5
    assert means["antithetic"]["se"] < means["independent"]["se"] / 1.5
    assert abs(means["quasi"]["mean"] - means["independent"]["mean"]) < 4 * means["independent"]["se"]

"""Futures: values for uncertain numbers."""

from __future__ import annotations

from pathlib import Path

import pytest

from materiel.lab.errors import FutureError
from materiel.lab.futures import Sampled, quantile, uncertain_numbers
from materiel.lab.futures_file import read_futures
from materiel.lab.opening import futures_of, networks_of
from materiel.scenario.load import load
from materiel.scenario.values import Count, Number

DEPOT = Path(__file__).parents[1] / "worlds" / "depot.toml"


def test_uncertain_numbers_have_paths() -> None:
    """The depot's one uncertain number is the lead time of its road."""
    (path,) = uncertain_numbers(load(DEPOT))
    assert path.startswith("lanes.road.lead_days")


def test_a_range_is_a_triangle() -> None:
    """Low at 0, high at 1, and at u = F(central) the central value; a count is whole."""
    number = Number(low=0, central=2, high=4)
    assert quantile(number, 0.5) == pytest.approx(2.0)
    assert quantile(number, 0.125) == pytest.approx(1.0)
    assert quantile(Count(low=0, central=2, high=4), 0.2) == 1.0
    assert quantile(Number(central=5), 0.3) == 5.0


def test_futures_are_drawn_anew_for_each_replication() -> None:
    """Two replications differ; the same one is the same; all lie in the range, and the network follows."""
    network = networks_of(load(DEPOT), ())[""]
    futures = futures_of("sample", network, 1)
    assert isinstance(futures, Sampled)
    drawn = [next(iter(futures.values(r).values())) for r in range(20)]
    assert len(set(drawn)) == 20
    assert all(1.0 <= v <= 5.0 for v in drawn)
    assert futures.values(3) == futures.values(3)
    assert (futures.network(0).real != futures.network(1).real).any()


def test_futures_from_a_file_are_taken_in_turn(tmp_path: Path) -> None:
    """Three rows of a CSV: replication 4 gets the second."""
    file = tmp_path / "posterior.csv"
    file.write_text("lanes.road.lead_days\n1\n2\n3\n")
    network = networks_of(load(DEPOT), ())[""]
    futures = futures_of(str(file), network, 1)
    assert (futures.network(4).real == futures.network(1).real).all()
    assert (futures.network(4).real != futures.network(0).real).any()


def test_futures_from_toml(tmp_path: Path) -> None:
    """A table of paths, written as quoted keys or as tables."""
    file = tmp_path / "futures.toml"
    file.write_text(
        '[futures.slow.values]\n"lanes.road.lead_days" = 9\n[futures.fast.values.lanes.road]\nlead_days = 1\n'
    )
    assert [f.values for f in read_futures(file)] == [{"lanes.road.lead_days": 9}, {"lanes.road.lead_days": 1}]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.csv", "lanes.road.lead_days\nfast\n", "row 2"),
        ("a.csv", "x,y\n1\n", "expected 2 cells, got 1"),
        ("a.toml", "x = ", "futures"),
        ("a.csv", "lanes.road.lead_days\n", "at least one future"),
    ],
)
def test_bad_files_say_where(name: str, text: str, message: str, tmp_path: Path) -> None:
    """Row and value stand in the message."""
    (tmp_path / name).write_text(text)
    with pytest.raises(FutureError, match=message):
        read_futures(tmp_path / name)


def test_missing_file_is_named(tmp_path: Path) -> None:
    """Neither central nor sample nor a file."""
    with pytest.raises(FutureError, match="expected central, sample or a file"):
        read_futures(tmp_path / "nothing.toml")

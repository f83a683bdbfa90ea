"""The shipped default world."""

import csv

import pytest

from materiel.scenario.load import load, locate
from materiel.scenario.register import assumptions, numbers


@pytest.fixture(scope="module")
def world():
    return load()


@pytest.fixture(scope="module")
def sources():
    with open(locate("ukraine-2022").parent / "sources.csv", encoding="utf-8") as file:
        return {row["id"] for row in csv.DictReader(file)}


def test_every_source_is_known(world, sources):
    """A number that names a source names one of sources.csv, or says that it is an assumption."""
    odd = [
        f"{path}: {number.source}"
        for path, number in numbers(world)
        if number.source not in sources | {"", "assumption"}
    ]
    assert odd == []


def test_every_range_has_a_source_and_a_confidence(world):
    """Whatever has a range says where it comes from and how far that is trusted."""
    odd = [
        a.path
        for a in assumptions(world)
        if (a.low is not None or a.high is not None) and not (a.source and a.confidence)
    ]
    assert odd == []


def test_policies_stay_within_their_levers(world):
    """Every value of a policy is that of a declared lever, within its range."""
    for policy in world.policies.values():
        for path, value in policy.values.items():
            assert world.levers[path].refuses(value) == ""


def test_the_report_is_visible(world):
    """Ten years from October 2022, both standards in every family that converts, two customers on the shell lines."""
    assert world.world.horizon_years == 10
    assert any(str(event.date) == "2022-10-12" for event in world.events)
    for family in (
        "shells",
        "tanks",
        "ifv",
        "howitzers",
        "ad_long",
        "ad_medium",
        "interceptors_long",
        "interceptors_medium",
    ):
        assert {i.standard for i in world.items.values() if i.family == family} == {"soviet", "nato"}
    for name in ("us_155", "eu_155_de", "eu_155_rest"):
        customers = world.lines[name].customers
        assert "ukraine" in customers and set(customers) & set(world.donors)

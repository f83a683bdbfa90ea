"""Expected signs: what may be declared, what is refused, and what runs say of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.lab.axioms.worlds import theatre

from materiel.cli import run_command
from materiel.lab.errors import LabError
from materiel.lab.measures import measure_of
from materiel.lab.signs import Sign, arms_of, expectations_of, sign_faults, signs_of
from materiel.lab.signs_page import as_data, as_markdown
from materiel.scenario.world import Scenario

MORE = {"metric": "availability", "direction": "up", "why": "repaired guns come back sooner"}
LEVERS = {
    "shops.works.bays": {"title": "Bays", "low": 2, "high": 20, "expects": [MORE]},
    "stocks.powder.on_hand": {"low": 0, "high": 10_000_000},
    "holdings.ally.floor": {"low": 0.0, "high": 1.0},
}
POLICIES = {
    "bays": {"title": "More bays", "values": {"shops.works.bays": 20}},
    "powder": {"values": {"stocks.powder.on_hand": 300_000}},
}


def world(expects: dict[str, list[dict[str, Any]]], levers: dict[str, Any] | None = None) -> Scenario:
    """The theatre with policies that expect something."""
    policies = {name: {**policy, "expects": expects.get(name, [])} for name, policy in POLICIES.items()}
    plain = {path: {k: v for k, v in lever.items() if k != "expects"} for path, lever in LEVERS.items()}
    return theatre(levers=levers or plain, policies=policies)


def signs(scenario: Scenario, replications: int = 16) -> list[Sign]:
    """What comes of its expectations."""
    return signs_of(scenario, 1, replications, 2)


def test_held_not_held_undecided():
    """Twenty bays instead of eight bring guns back sooner (t above 4): up is held, down is not. More powder, of which there is enough,
    moves nothing in any replication, so that neither sign is held."""
    down = {**MORE, "direction": "down", "why": "of no reason at all"}
    found = signs(world({"bays": [MORE, down], "powder": [MORE, down]}))
    assert [sign.verdict for sign in found] == ["held", "not held", "not held", "not held"]
    assert found[0].effect.mean > 4 * found[0].effect.se > 0.0
    assert found[2].effect.mean == found[2].effect.se == 0.0


def test_what_chance_covers_is_undecided():
    """Two replications of a queue under more bays: the interval is wider than the difference."""
    found = signs(world({"bays": [{"metric": "shop_queue/works", "direction": "down", "why": "more work at once"}]}), 2)
    low, high = found[0].effect.interval
    assert low < 0.0 < high
    assert found[0].verdict == "undecided"


def test_a_lever_is_raised_from_low_to_high_or_between_two_values():
    """From 2 bays to 20; or, where the expectation says so, between 8 and 10, which does less."""
    narrow = {**MORE, "between": [8, 10]}
    scenario = world({}, {"shops.works.bays": {**LEVERS["shops.works.bays"], "expects": [MORE, narrow]}})
    assert [(e.less.value, e.more.value) for e in expectations_of(scenario)] == [(2, 20), (8, 10)]
    assert arms_of(scenario) == 4
    wide, small = signs(scenario)
    assert wide.verdict == "held"
    assert wide.effect.mean > 2 * small.effect.mean > 0.0
    levers = {"shops.works.bays": {"choices": [2, 8, 20], "expects": [MORE]}}
    assert [(e.less.value, e.more.value) for e in expectations_of(world({}, levers))] == [(2, 20)]


def test_a_series_is_averaged_from_a_date_on():
    """Bays from the second year on: nothing before, and from 2025 on twice what it is over both years."""
    later = [{"date": "2025-01-01", "values": {"shops.works.bays": 20}}]
    metric = "operational/guns"
    expects = [{**MORE, "metric": metric}, {**MORE, "metric": metric, "from": "2025-01-01"}]
    scenario = theatre(
        levers={"shops.works.bays": {"low": 2, "high": 20}}, policies={"later": {"dated": later, "expects": expects}}
    )
    both, second = signs(scenario)
    assert second.effect.mean == pytest.approx(2 * both.effect.mean)
    assert second.effect.mean > 0.5


def test_a_changed_expectation_keeps_the_old_one_on_the_page():
    """What was expected before stands under the table with when and why it was changed, and in the data."""
    was = {
        "metric": "availability", "direction": "down", "from": "2024-03-01", "why": "bays take men from the line",
        "changed": "2024-06-01", "because": "no men are modelled",
    }  # fmt: skip
    found = signs(world({"bays": [{**MORE, "was": [was]}]}), 4)
    page = "\n".join(as_markdown(found, 1, 4, "central"))
    assert "| bays | availability | start | up | +" in page
    assert (
        "- bays: until 2024-06-01 availability down from 2024-03-01 (bays take men from the line); changed because: no men are modelled"
        in page
    )
    assert as_data(found)[0]["was"][0]["because"] == "no men are modelled"
    assert as_data(found)[0]["more"] == "bays"


@pytest.mark.parametrize(
    ("expectation", "fault"),
    [
        ({"metric": "mean_redyness"}, "expects.0.metric: expected the name of a metric; the nearest is mean_readiness"),
        ({"metric": "mean_readiness", "from": "2024-06"}, "expects.0.from: expected none with mean_readiness, a number of the whole run"),
    ],
)  # fmt: skip
def test_what_cannot_be_tried_is_a_fault(expectation: dict[str, Any], fault: str):
    """A name that is no metric's, and a date with a number of the whole run."""
    (found,) = sign_faults(world({"bays": [{**MORE, **expectation}]}), "world.toml")
    assert f"policies.bays.{fault}" in str(found)
    assert "(world.toml)" in str(found)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"direction": "sideways"}, "up"),
        ({"why": "  "}, "expected a reason"),
        ({"why": None}, "why"),
        ({"until": "2025"}, "until"),
        ({"between": [2, 8]}, "between"),
    ],
)
def test_a_bad_expectation_is_refused(change: dict[str, Any], message: str):
    """A direction that is none, no reason, an unknown key; `between` is for levers only."""
    entry = {k: v for k, v in {**MORE, **change}.items() if v is not None}
    with pytest.raises(ValueError, match=message):
        world({"bays": [entry]})


def test_a_lever_is_compared_within_its_range():
    """Thirty bays may not be chosen, and so not be expected of."""
    with pytest.raises(ValueError, match=r"expected between 2 and 20 in expects.0.between, got 30"):
        world({}, {"shops.works.bays": {**LEVERS["shops.works.bays"], "expects": [{**MORE, "between": [8, 30]}]}})


def test_a_measure_names_what_the_world_lacks():
    """A member that there is not, and a date after the end, are errors with the metric's name."""
    scenario = world({"bays": [{**MORE, "metric": "operational/tanks"}]})
    with pytest.raises(LabError, match=r"operational/tanks: the world has no such member; it has operational/guns"):
        signs(scenario, 2)
    with pytest.raises(LabError, match="before the end of the run"):
        signs(world({"bays": [{**MORE, "from": "2031-01-01"}]}), 2)
    with pytest.raises(LabError, match="the nearest is readiness"):
        measure_of("redyness")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The theatre as a file, with a policy that expects what holds."""
    tables = world({"bays": [MORE]}).model_dump(mode="json", by_alias=True, exclude_unset=True)
    (tmp_path / "world.toml").write_text(_toml(tables))
    return tmp_path


def _toml(tables: dict[str, Any]) -> str:
    """Tables as TOML, with whatever lies deeper in line."""

    def inline(value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{json.dumps(k)} = {inline(v)}" for k, v in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(inline, value)) + "]"
        return json.dumps(value)

    return "".join(
        f"[{section}]\n" + "".join(f"{json.dumps(k)} = {inline(v)}\n" for k, v in table.items())
        for section, table in tables.items()
    )


def test_the_command_tells_axioms_and_signs(folder: Path, capsys: pytest.CaptureFixture[str]):
    """A theatre without published figures: axioms and signs are told, 0 if all is kept, and --section names what there is not."""
    asked = ["sanity", str(folder), "-n", "8", "--quiet"]
    code = run_command([*asked, "--dose", "shell.*", "--metric", "availability"])
    page = capsys.readouterr().out
    assert "## Axioms: `availability`" in page
    assert "| shell.line |" in page
    assert "## Expected signs" in page
    assert "Of 1 expectations 1 held" in page
    assert code == 1, "three months' worth of shells do not raise availability"
    assert run_command([*asked, "--section", "signs", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["signs"][0]["verdict"] == "held"
    assert "axioms" not in told
    assert run_command([*asked, "--section", "axioms", "--dose", "guns.l*", "--metric", "availability", "--json"]) == 0
    (told,) = json.loads(capsys.readouterr().out)["axioms"]
    assert [dose["name"] for dose in told["doses"]] == ["guns.lost"]
    assert told["kept"]
    assert run_command([*asked, "--section", "figures"]) == 2
    assert "sanity.toml" in capsys.readouterr().err
    assert run_command([*asked, "--dose", "tanks.*"]) == 2
    assert "--dose tanks.*: there is no such dose; the world has guns.pieces" in capsys.readouterr().err


def test_check_refuses_an_expectation_of_no_metric(folder: Path, capsys: pytest.CaptureFixture[str]):
    """`materiel check` names file, key and nearest metric; exit 2. A good world is fine."""
    assert run_command(["check", str(folder)]) == 0
    file = folder / "world.toml"
    file.write_text(file.read_text().replace('"metric" = "availability"', '"metric" = "availabilty"'))
    assert run_command(["check", str(folder)]) == 2
    told = capsys.readouterr().err
    assert (
        "policies.bays.expects.0.metric: expected the name of a metric; the nearest is availability, got 'availabilty'"
        in told
    )
    assert "world.toml" in told
    assert run_command(["sanity", str(folder), "--section", "signs"]) == 2

"""What is said of a world: the report, the register of assumptions, the schema, the docs."""

from __future__ import annotations

import json
from pathlib import Path

from materiel.scenario.load import load
from materiel.scenario.register import assumptions, by_confidence
from materiel.scenario.report import check
from materiel.scenario.schema import json_schema, page

from .conftest import DEPOT

DOCS = Path(__file__).parents[2] / "docs" / "scenario.md"


def test_report_of_a_sound_world():
    """The report counts kinds and assumptions, states the horizon, and is plain data."""
    report = check(DEPOT)
    assert report.ok and (report.start, report.end) == ("2024-01-01", "2024-04-01")
    assert report.counts == {"items": 1, "sites": 2, "stocks": 2, "lanes": 1, "lines": 1, "demands": 1}
    assert report.assumptions == {"low": 1} and report.uncertain == 1
    assert json.loads(json.dumps(report.as_dict()))["ok"] is True


def test_report_of_a_bad_world():
    """Faults are part of the report; nothing is raised."""
    report = check(DEPOT, ["lines.shells.lot=0", 'stocks.depot.item="none"'])
    assert not report.ok and {f["path"] for f in report.as_dict()["faults"]} == {
        "lines.shells.lot",
        "stocks.depot.item",
    }


def test_items_that_nobody_uses():
    """An item that nothing refers to is no fault, and is named."""
    assert check(DEPOT, ["items={shell={}, spare={}}"]).unused_items == ["spare"]


def test_register_holds_every_sourced_number():
    """An assumption carries path, range, source and confidence."""
    world = load(DEPOT)
    [lead] = assumptions(world)
    assert lead.path == "lanes.road.lead_days.value"
    assert (lead.low, lead.central, lead.high, lead.source, lead.confidence) == (1.0, 2.0, 5.0, "assumption", "low")
    assert by_confidence(world) == {"low": 1}


def test_schema_covers_every_section():
    """The JSON Schema names every section with its documentation, and the loader's own keys."""
    schema = json_schema()
    assert {"world", "items", "lines", "extends", "bulk"} <= set(schema["properties"])
    assert all("description" in entry for entry in schema["properties"].values())
    json.dumps(schema)


def test_docs_are_generated_from_the_schema():
    """docs/scenario.md is what `python -m materiel.scenario.schema docs/scenario.md` writes."""
    text = DOCS.read_text(encoding="utf-8")
    assert page(text) == text

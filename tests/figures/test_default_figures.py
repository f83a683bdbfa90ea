"""Figures of the default world: short titles, no name of a table row, one story."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from matplotlib.axes import Axes
from tests.figures.conftest import texts_of

from materiel.figures.table import FIGURES
from materiel.lab.result import Result
from materiel.lab.wording import HEADLINE
from materiel.scenario.world import Scenario

_MARK = re.compile(r"\w+_\w+")


@pytest.fixture(scope="module")
def drawn(default_result: Result) -> dict[str, Axes]:
    """Every figure of the default world."""
    return {name: draw(default_result, None) for name, draw in FIGURES.items()}


def said(ax: Axes) -> Iterator[str]:
    """What a figure says, each text on one line."""
    return (" ".join(text.get_text().split()) for text in texts_of(ax))


def names_of(world: Scenario) -> set[str]:
    """Names of the rows of all tables, and of families."""
    tables = [getattr(world, table) for table in type(world).model_fields]
    names = {name for table in tables if isinstance(table, dict) for name in table}
    return names | {family for front in world.fronts.values() for family in front.families}


@pytest.mark.parametrize("name", FIGURES)
def test_a_title_fits(name: str, drawn: dict[str, Axes]) -> None:
    """At most 90 letters, on one line, with nothing cut off."""
    title = drawn[name].get_title()
    assert 20 < len(title) <= HEADLINE
    assert "\n" not in title
    assert "\N{HORIZONTAL ELLIPSIS}" not in title


@pytest.mark.parametrize("name", FIGURES)
def test_the_layout_is_settled(name: str, drawn: dict[str, Axes]) -> None:
    """Drawn once more, the axes stay where they are: nothing reaches beyond the figure that would narrow them each time."""
    figure = drawn[name].get_figure(root=True)
    assert figure is not None
    figure.draw_without_rendering()
    place = drawn[name].get_position().bounds
    figure.draw_without_rendering()
    assert drawn[name].get_position().bounds == pytest.approx(place, abs=1e-3)


@pytest.mark.parametrize("name", FIGURES)
def test_no_text_names_a_row_of_a_table(name: str, drawn: dict[str, Axes], default_world: Scenario) -> None:
    """No word with an underscore, no name of two words or more with spaces in their place, and no panel called by a name."""
    names = names_of(default_world)
    titles = {" ".join(str(title).split()) for title in _titles(default_world)}
    worded = " ".join(titles).lower()
    disguised = {words for name in names if "_" in name and (words := name.replace("_", " ")) not in worded}
    for text in said(drawn[name]):
        assert not _MARK.search(text), text
        found = [word for word in disguised if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
        assert not found, (text, found)
        assert text in titles or text not in names, text


def _titles(world: Scenario) -> Iterator[str]:
    for table in type(world).model_fields:
        specs = getattr(world, table)
        if isinstance(specs, dict):
            yield from (getattr(spec, "title", "") for spec in specs.values())
    yield from (event.title for event in world.events)


def test_figures_name_the_same_limit(drawn: dict[str, Axes]) -> None:
    """What limits readiness is one sentence, the same wherever it stands."""
    told = {
        name: re.findall(r"What limits readiness most often: .+? of periods: [^.]+", " ".join(said(drawn[name])))
        for name in ("readiness", "supply", "stocks")
    }
    assert {len(found) for found in told.values()} == {1}
    assert len({found[0] for found in told.values()}) == 1


def test_stocks_lead_with_an_item_of_the_family_that_supply_leads_with(
    drawn: dict[str, Axes], default_world: Scenario, default_result: Result
) -> None:
    """The family in the title of one is that of the item in the title of the other, and is named in its caption."""
    titles = default_result.world["titles"]
    families = {titles["families"][f]: f for f in default_world.fronts["front"].families}
    items = {titles["items"][name]: item.family for name, item in default_world.items.items()}
    family = next(f for title, f in families.items() if drawn["supply"].get_title().startswith(title))
    item = next(f for title, f in items.items() if drawn["stocks"].get_title().startswith(f"{title}: Ukraine has"))
    assert item == family


def test_what_the_recipient_has_is_not_what_all_have(default_result: Result) -> None:
    """Shells of the recipient are its own: less than a tenth of all that exist, most of which are donors' below their floors."""
    series = default_result.series("usable_stock/UA/shell_155", "on_hand/shell_155")
    assert (series["usable_stock/UA/shell_155"] < 0.1 * series["on_hand/shell_155"]).all()

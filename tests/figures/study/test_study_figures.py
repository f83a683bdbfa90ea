"""Figures of studies: each says what the answers say, and refuses what a study cannot give."""

from __future__ import annotations

import contextlib
import json
import re
from pathlib import Path

import numpy as np
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from tests.figures.study.answered import REPLICATIONS, service

from materiel.cli import run_command
from materiel.figures.save import save
from materiel.figures.study.estimates import estimates
from materiel.figures.study.headline import caption_of
from materiel.figures.study.table import STUDY_FIGURES
from materiel.figures.style import NothingToDraw
from materiel.lab.study.answers import Answers


def title(ax: Axes) -> str:
    """The headline in one line."""
    return (ax.get_title(loc="left") or ax.get_title()).replace("\n", " ")


def numbers(text: str) -> list[float]:
    """The numbers of a text, in order."""
    return [float(n.replace(",", "")) for n in re.findall(r"[-+]?\d[\d,]*(?:\.\d+)?", text)]


@pytest.fixture
def every(grid: Answers, star: Answers, cube: Answers, morris: Answers, sobol: Answers) -> dict[str, Answers]:
    """A study that can give the figure, by figure."""
    found = dict.fromkeys(STUDY_FIGURES, grid)
    return found | {"sensitivity": sobol, "tornado": star, "parallel": cube}


@pytest.mark.parametrize("name", STUDY_FIGURES)
def test_figure_draws_on_given_axes_and_states_an_interval(name: str, every: dict[str, Answers]) -> None:
    """It returns the axes it was given; the headline has at most 90 characters and one interval, the caption says 95 %."""
    ax = Figure().add_subplot()
    assert STUDY_FIGURES[name](every[name], ax) is ax
    assert len(title(ax)) <= 90
    assert len(re.findall(r"\d to [-+]?\d", title(ax))) == 1
    assert "95 %" in caption_of(ax)


@pytest.mark.parametrize("which", ["grid", "star", "cube", "morris", "sobol"])
def test_figures_of_one_study_agree(
    which: str, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever speaks of the first candidate says what `study compare` says, and whoever speaks of the factor that matters most says
    the same sentence; no headline calls another the best, or the one that moves most."""
    answers = request.getfixturevalue(which)
    assert run_command(["study", "compare", str(answers.folder), "--json"]) == 0
    compared = json.loads(capsys.readouterr().out)
    verdict = compared["verdict"]
    heads, captions = {}, {}
    for name, draw in STUDY_FIGURES.items():
        with contextlib.suppress(NothingToDraw):
            ax = draw(answers)
            heads[name], captions[name] = title(ax), caption_of(ax)
    assert heads["policies"] == compared["headline"]
    assert compared["finding"] in captions["convergence"]
    factors = {heads[name] for name in ("response", "tornado", "sensitivity", "parallel") if name in heads}
    assert len(factors) == 1 and factors.pop().partition(" m")[0] in ("Stock at the front", "Power")
    for text in heads.values():
        assert len(text) <= 90, text
        assert " is best in " not in text or text.startswith(verdict["one"])


@pytest.mark.parametrize("name", ["policies", "heatmap", "pareto", "best-map"])
def test_bytes_are_reproducible(name: str, every: dict[str, Answers], tmp_path: Path) -> None:
    """A figure drawn twice leaves the same bytes."""
    drawn = [save(lambda: STUDY_FIGURES[name](every[name]), tmp_path / str(k), ("svg",)) for k in range(2)]
    assert drawn[0][0].read_bytes() == drawn[1][0].read_bytes()


@pytest.mark.parametrize("name", STUDY_FIGURES)
def test_what_a_study_cannot_give_is_said(name: str, lone: Answers) -> None:
    """One policy without factors has a convergence and nothing else; the reason is told."""
    if name == "convergence":
        assert "24 replications" in caption_of(STUDY_FIGURES[name](lone))
    else:
        with pytest.raises(NothingToDraw, match=r"^(the study|no two|fewer|regret)"):
            STUDY_FIGURES[name](lone)


def test_errors_are_over_replication_numbers(grid: Answers) -> None:
    """Chance of standard deviation 1 common to all futures stays 1 in their mean: 2.07 (Student, 23) / sqrt(24) = 0.42, not a third.

    The deviation of 24 normal numbers is within 0.6 to 1.4 with z = 2.7.
    """
    half = estimates(grid).of([0]).half
    assert 0.6 * 0.42 < half < 1.4 * 0.42
    assert estimates(grid).apart(1, 0).half < 0.05


def test_policies_state_the_paired_difference(grid: Answers) -> None:
    """Both levers up gain 5 points, known far better than either mean; the reference is dashed in every panel."""
    ax = STUDY_FIGURES["policies"](grid)
    assert title(ax).startswith("depth=60, lot=8 is best in service: ")
    assert numbers(title(ax).partition(": ")[2])[:3] == pytest.approx([5.0, 5.0, 5.0], abs=0.05)
    panels = ax.child_axes
    assert [p.get_xlabel().split("\n")[0] for p in panels] == ["Service (points)", "Cost (EUR)"]
    assert "better" in panels[0].get_xlabel()


def test_the_metric_that_is_named_comes_first(grid: Answers) -> None:
    """By cost, less is better: the shallow stock leads whatever the lot, which costs nothing, so that no difference is shown."""
    ax = STUDY_FIGURES["policies"](grid, metric="cost")
    assert title(ax).startswith("No difference in cost is shown: ") and "depth=20" in title(ax)
    low, high = numbers(title(ax))[1:3]
    assert low < 0.0 < high


def test_heatmap_shows_cells_and_their_errors(grid: Answers) -> None:
    """Two policies, nine cells each; cells are true means within 4 standard errors of their chance (0.2)."""
    ax = STUDY_FIGURES["heatmap"](grid)
    assert [p.get_title(loc="left") or p.get_title() for p in ax.child_axes] == ["The world as it stands", "deep"]
    assert {(p.get_xlabel(), p.get_ylabel()) for p in ax.child_axes[:1]} == {("Stock at the front (units)", "Lot")}
    cells = ax.child_axes[0].images[0].get_array()
    true = [[service(0, x / 2, y / 2, 0.5, 0.5) for x in range(3)] for y in range(3)]
    np.testing.assert_allclose(np.asarray(cells), true, atol=0.8)
    np.testing.assert_allclose(np.diff(np.asarray(cells), axis=1), 2.0, atol=0.06)
    assert all("±" in t.get_text() for t in ax.child_axes[0].texts)


def test_response_finds_what_each_factor_does(grid: Answers) -> None:
    """Four panels, the strongest first, a curve a policy; the first moves the service by 4."""
    ax = STUDY_FIGURES["response"](grid)
    assert [p.get_xlabel() for p in ax.child_axes] == [
        "Stock at the front (units)", "Loss on the road", "Power", "Lot",
    ]  # fmt: skip
    assert numbers(title(ax))[0] == pytest.approx(4.0, abs=0.05)
    assert {len(p.containers) for p in ax.child_axes} == {2}


@pytest.mark.parametrize(
    ("which", "how"),
    [
        ("star", "others at their centre"),
        ("cube", "linear regression"),
        ("grid", "main effects"),
        ("morris", "linear regression"),
    ],
)
def test_tornado_says_how_effects_were_found(which: str, how: str, request: pytest.FixtureRequest) -> None:
    """The stock at the front moves the service by 4 (power by 2 without levers), whatever the design; the axis names the way."""
    ax = STUDY_FIGURES["tornado"](request.getfixturevalue(which))
    assert how in ax.get_xlabel()
    assert "change of Service (points)" in ax.get_xlabel()
    told = title(ax).partition(" by ")[2]
    assert title(ax).startswith(
        "Power moves service most" if which == "morris" else "Stock at the front moves service most"
    )
    true = 2.0 if which == "morris" else 4.0
    estimate, low, high = numbers(told)[:3]
    assert estimate == pytest.approx(true, abs=0.06)
    assert low < estimate < high


def test_sensitivity_is_of_the_design(morris: Answers, sobol: Answers) -> None:
    """Power is all there is for the policy as it stands: its effect is 2, and its share the whole, within its interval."""
    effects = title(STUDY_FIGURES["sensitivity"](morris))
    assert effects.startswith("Power moves service most: by")
    assert numbers(effects)[0] == pytest.approx(2.0, abs=0.06)
    share = title(STUDY_FIGURES["sensitivity"](sobol))
    assert share.startswith("Power matters most to service: ")
    estimate, low, high = numbers(share)[:3]
    assert low < 100.0 == high
    assert estimate == pytest.approx(100.0, abs=20.0)


def test_parallel_runs_over_factors_and_metrics(cube: Answers) -> None:
    """Levers, then other metrics, then the main one; the two fifths part in the stock at the front."""
    ax = STUDY_FIGURES["parallel"](cube)
    assert [t.get_text().replace("\n", " ") for t in ax.get_xticklabels()] == [
        "Stock at the front (units)", "Lot", "Cost (EUR)", "Service (points)",
    ]  # fmt: skip
    assert "they part most in stock at the front" in caption_of(ax)


def test_pareto_front_is_marked(cube: Answers) -> None:
    """Depth buys service at 10 EUR for 4 points: the policy that adds cost alone is surely dominated (at z = 2 in all cases)."""
    ax = STUDY_FIGURES["pareto"](cube)
    assert ax.get_xlabel() == "Cost (EUR), less is better"
    assert ax.get_ylabel() == "Service (points), more is better"
    assert title(ax).startswith("Service changes by +")
    count, of = numbers(caption_of(ax))[:2]
    found = re.search(r"(\d+) of (\d+) others shown to be beaten in both", caption_of(ax))
    assert found is not None
    dominated, others = (int(n) for n in found.groups())
    assert of == 48
    assert others == 48 - count
    assert dominated >= 24


def test_regret_sorts_by_its_largest(grid: Answers) -> None:
    """Everything high is best but where the road loses nothing: it loses 1 there to the deep policy."""
    ax = STUDY_FIGURES["regret"](grid)
    rows = [t.get_text() for t in ax.get_yticklabels()]
    assert rows[0] == "depth=60, lot=8"
    assert title(ax).startswith("depth=60, lot=8 loses least in service: at most ")
    cells = np.asarray(ax.images[0].get_array())
    assert cells.shape == (18, 9)
    assert cells[0].max() == pytest.approx(1.0, abs=0.06)
    assert (np.diff(cells.max(axis=1)) >= 0.0).all()


def test_best_map_is_over_the_uncertainty_that_decides(grid: Answers) -> None:
    """The deep policy wins where nothing is lost: three of nine futures, along the axis of losses."""
    ax = STUDY_FIGURES["best-map"](grid)
    assert ax.get_xlabel() == "Loss on the road"
    assert title(ax) == "depth=60, lot=8 has the highest service in 6 (6 to 6) of 9 futures"
    assert caption_of(ax).startswith("9 have a sure winner (all futures at once), next is deep: depth=60, lot=8, in 3")


def test_convergence_narrows(grid: Answers) -> None:
    """The last point is the estimate of all replications; the interval after a quarter of them is wider."""
    ax = STUDY_FIGURES["convergence"](grid)
    line = ax.child_axes[0].lines[0]
    assert line.get_xdata()[-1] == REPLICATIONS
    assert line.get_ydata()[-1] == pytest.approx(estimates(grid).of([0]).value)
    last, quarter = numbers(title(ax))[0:3], numbers(caption_of(ax).partition("± ")[2])[0]
    assert quarter > (last[2] - last[1]) / 2
    assert ax.child_axes[1].get_title().endswith("same chance")


def test_difference_over_time_rises_to_two(morris: Answers) -> None:
    """The deep policy adds a line from 0 to 2 to the series; chance is common and falls out."""
    ax = STUDY_FIGURES["difference"](morris)
    line = next(line for line in ax.child_axes[0].lines if len(line.get_xdata()) > 2)
    np.testing.assert_allclose(line.get_ydata(), np.linspace(0.0, 2.0, 6), atol=0.01)
    assert title(ax).startswith("On hand (shell): largest difference shown is +2.0")
    assert "in all periods and for all candidates shown at once" in caption_of(ax)


def test_plot_draws_all_and_says_what_not(morris: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`materiel study plot`: files on stdout, reasons on stderr, exit 0."""
    assert run_command(["study", "plot", str(morris.folder), "--to", str(tmp_path), "--format", "png"]) == 0
    told = capsys.readouterr()
    assert {Path(line).stem for line in told.out.splitlines()} == set(STUDY_FIGURES) - {"heatmap"}
    assert {p.name for p in tmp_path.iterdir()} == {f"{name}.png" for name in STUDY_FIGURES if name != "heatmap"}
    assert "heatmap: not drawn, no two levers or uncertainties" in told.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--figure", "heatmp"], "the nearest is heatmap"),
        (["--figure", "heatmap"], "no two levers"),
        (["--metric", "servce"], "the nearest is service"),
    ],
)
def test_what_cannot_be_drawn_is_one_message(
    arguments: list[str], message: str, morris: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A figure or metric that is not there, or a figure asked for that the study cannot give: exit 2, nothing written."""
    assert run_command(["study", "plot", str(morris.folder), "--to", str(tmp_path / "out"), *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not list((tmp_path / "out").glob("*"))

"""Fronts and their traces from plain arrays."""

from __future__ import annotations

import numpy as np
from matplotlib.figure import Figure

from materiel.figures.study.front import Side, draw_front, draw_trace, undominated


def test_undominated_is_what_none_beats_in_all() -> None:
    """Equal points stay both; a point that is beaten in one and equal in the other goes."""
    gains = np.array([[1.0, 2.0], [2.0, 1.0], [1.0, 1.0], [2.0, 1.0], [0.0, 2.0]])
    assert undominated(gains).tolist() == [True, True, False, True, False]


def test_front_knows_which_way_is_better() -> None:
    """Less cost and more gain: of three points the cheap and the good are joined, the dear and bad is hollow."""
    cost = Side("Cost (EUR)", "lower", np.array([1.0, 3.0, 4.0]), np.array([0.1, 0.1, 0.1]))
    gain = Side("Gain (points)", "higher", np.array([1.0, 2.0, 1.5]), np.array([0.2, 0.2, 0.2]))
    ax = draw_front(cost, gain, ["a", "b", "c"], Figure().add_subplot(), title="t")
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["dominated", "on the front"]
    joined = next(line for line in ax.lines if line.get_linestyle() == "--")
    assert joined.get_xdata().tolist() == [1.0, 3.0]
    assert ax.get_xlabel() == "Cost (EUR), less is better"


def test_trace_is_a_staircase_with_a_band() -> None:
    """Hypervolume against runs, with its interval."""
    spent, volume = np.array([10.0, 20.0, 40.0]), np.array([0.1, 0.3, 0.35])
    ax = draw_trace(spent, volume, volume - 0.05, volume + 0.05, Figure().add_subplot(), title="Grows")
    assert ax.lines[0].get_drawstyle() == "steps-post"
    assert ax.lines[0].get_ydata().tolist() == volume.tolist()
    assert ax.get_xlabel() == "spent (runs)"
    assert [t.get_text() for t in ax.get_legend().get_texts()] == ["95 % interval", "hypervolume"]

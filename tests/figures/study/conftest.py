"""Answers of small studies, written once."""

from __future__ import annotations

import pytest
from tests.figures.study.answered import CENTRAL, CUBE, GRID, MORRIS, SOBOL, SQUARE, STAR, answered

from materiel.lab.study.answers import Answers


@pytest.fixture(scope="session")
def grid(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Two policies, levers and uncertainties in grids of three by three."""
    return answered(tmp_path_factory.mktemp("grid"), GRID, SQUARE)


@pytest.fixture(scope="session")
def star(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Levers one at a time, no uncertainties."""
    return answered(tmp_path_factory.mktemp("star"), STAR, CENTRAL)


@pytest.fixture(scope="session")
def cube(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """A Latin hypercube of levers, no uncertainties."""
    return answered(tmp_path_factory.mktemp("cube"), CUBE, CENTRAL)


@pytest.fixture(scope="session")
def morris(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Uncertainties in trajectories, no levers."""
    return answered(tmp_path_factory.mktemp("morris"), CENTRAL, MORRIS)


@pytest.fixture(scope="session")
def sobol(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """Uncertainties in a saltelli design, no levers."""
    return answered(tmp_path_factory.mktemp("sobol"), CENTRAL, SOBOL)


@pytest.fixture(scope="session")
def lone(tmp_path_factory: pytest.TempPathFactory) -> Answers:
    """One policy, no levers, no uncertainties."""
    return answered(tmp_path_factory.mktemp("lone"), CENTRAL, CENTRAL, ("deep",))

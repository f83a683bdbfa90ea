"""The equality of the engines notices faults: it is tried on handlers that are wrong on purpose."""

from __future__ import annotations

import re

import pytest
from tests.engines.mutate import MUTANTS, Mutant, report


@pytest.mark.slow
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda m: m.what)
def test_a_wrong_handler_is_noticed(mutant: Mutant) -> None:
    """One changed comparison, wrong order or forgotten timer parts the engines, and the first event that differs is named; an
    unchanged copy agrees."""
    told = report(mutant)
    if mutant.before == mutant.after:
        assert told.startswith("the engines agree")
    else:
        assert re.search(r"event \d+ differs .*kernel .* of \w+/.*simpy .* of \w+/", told)

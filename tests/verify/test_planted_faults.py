"""A wrong model is noticed by a known answer, and the right one is not."""

from __future__ import annotations

import pytest
from tests.verify.plant import FAULTS, Fault, failing, planted


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS, ids=lambda f: f.what)
def test_a_planted_fault_is_noticed(fault: Fault) -> None:
    """The case fails (some value off by more than 3.9 standard errors of 40 to 60 replications) in a copy of the package with the
    fault, and passes in an unchanged copy."""
    assert failing(planted(fault, sound=True)) == []
    assert failing(planted(fault))

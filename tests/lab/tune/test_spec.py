"""The table [tune]: what does not fit is named."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from materiel.lab.tune.spec import TuneSpec


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"method": "kn"}, "expected indifference for method kn, got none"),
        ({"method": "kn", "indifference": 1.0, "metrics": ["a", "b"]}, "expected one metric for method kn, got a, b"),
        ({"method": "ocba", "constraints": {"a": {"at_most": 1.0}}}, "expected no constraints for method ocba"),
        ({"method": "search", "metrics": ["a", "a"]}, "expected every metric once, got a twice"),
        ({"method": "search", "constraints": {"a": {}}}, "expected at_least, at_most or both, got neither"),
        ({"method": "search", "constraints": {"a": {"at_least": 2, "at_most": 1}}}, "expected at_least <= at_most"),
        ({"method": "search", "first_replications": 10, "most_replications": 5}, "expected most_replications >= first"),
        ({"method": "guess"}, "method"),
        ({"method": "search", "populaton": 3}, "populaton"),
    ],
)
def test_what_does_not_fit(given, message) -> None:
    """One message that says what was expected."""
    with pytest.raises(ValidationError, match=message):
        TuneSpec.model_validate(given)


def test_left_out_caps() -> None:
    """Left out, the cap is 1000 for a selection, and four times the first replications for a search."""
    assert TuneSpec(method="ocba").most == 1000
    assert TuneSpec(method="search", first_replications=6).most == 24

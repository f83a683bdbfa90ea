"""Conducting: selection works without the library of the search, which says so if it is missing."""

from __future__ import annotations

import subprocess
import sys

WITHOUT = """
import sys
sys.modules["pymoo"] = sys.modules["moocore"] = None
import numpy as np
from materiel.lab.tune.conduct import Question, conduct
from materiel.lab.tune.errors import TuneError
from materiel.lab.tune.evaluate import Goal
from materiel.lab.tune.spec import TuneSpec
question = Question(("a",), (Goal("a", 0),), (), ({"k": 0}, {"k": 1}))
world = lambda candidates, replications: np.array([[[c["k"] + 0.1 * (r % 3)] for r in replications] for c in candidates])
print(conduct(TuneSpec(method="kn", indifference=0.1, confirm=2), question, world).selection.best)
try:
    conduct(TuneSpec(method="search"), question, world)
except TuneError as error:
    print(error)
"""


def test_without_the_library() -> None:
    """KN chooses without pymoo; a search ends with what to install."""
    out = subprocess.run(
        [sys.executable, "-c", WITHOUT], check=True, capture_output=True, text=True
    ).stdout.splitlines()
    assert out[0] == "1"
    assert out[1].endswith("expected pymoo to be installed (pip install 'materiel[search]')")

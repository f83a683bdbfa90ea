"""Fifty policies of the default world: selection finds the winner of a brute-force run, for a fraction of its effort."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from materiel.lab.study.ground import ground_of
from materiel.lab.tune.conduct import conduct
from materiel.lab.tune.world import InWorld, question_of, tune_spec

STUDY = """
title = "Fifty policies for two years"
question = "Which of fifty combinations of commitment, floors, training and programmes keeps readiness highest?"
set = { "world.horizon_months" = 24 }
policies = ["baseline"]
replications = 200
block = 10

[levers.us]
title = "United States: committed share of the budget"
path = "donors.us.commitment"

[levers.europe]
title = "Europe: committed share of the budget"
paths = ["donors.germany.commitment", "donors.uk.commitment", "donors.france.commitment"]
low = 0.0
high = 1.0

[levers.shells]
title = "Floors of 155 mm shells"
path = "holdings.*_shell_155.floor"
low = 0.1
high = 0.9

[levers.interceptors]
title = "Floors of interceptors"
paths = ["holdings.*_missile_nato_long.floor", "holdings.*_missile_nato_medium.floor"]
low = 0.1
high = 0.9

[levers.slots]
title = "Training slots of howitzers"
path = "training.howitzers.slots"
low = 0
high = 400
whole = true

[levers.surge]
title = "Surge of interceptors"
path = "programmes.interceptor_surge.times"
levels = [0, 1]

[design]
kind = "latin hypercube"
points = 50
seed = 3

[metrics.readiness]
of = "mean_readiness"
"""
KN = """
[tune]
method = "kn"
indifference = 0.002
most_replications = 400
confirm = 10
"""
OCBA = """
[tune]
method = "ocba"
confidence = 0.99
most_replications = 400
confirm = 10
"""
BRUTE = 200


@pytest.mark.slow
def test_the_same_winner_as_brute_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Over 24 months, KN (indifference 0.002) and OCBA (99 %) choose the policy with the best mean of 200 replications each.

    They take less than a fifth of its 10,000 replications; the ratios are printed.
    """
    told = []
    best = -1
    for table in (KN, OCBA):
        path = tmp_path / "fifty.toml"
        path.write_text(STUDY + table, encoding="utf-8")
        ground = ground_of(path)
        spec = tune_spec(ground, path)
        question = question_of(ground, spec)
        with InWorld(ground, 2) as world:
            if best < 0:
                means = world(question.candidates, range(BRUTE))[:, :, 0].mean(axis=1)
                best = int(np.argmax(means))
            outcome = conduct(spec, question, world)
        assert outcome.selection is not None and outcome.selection.sure
        assert outcome.selection.best == best
        assert outcome.replications * 5 < BRUTE * len(means)
        told.append(
            f"{spec.method}: {outcome.replications}, {BRUTE * len(means) / outcome.replications:.1f} times fewer"
        )
    with capsys.disabled():
        lead = np.sort(means)[-2:]
        print(
            f"\nbrute force {BRUTE * len(means)} replications, best {means.max():.4f}, next {lead[0]:.4f}; "
            + "; ".join(told)
        )

"""What a study's manifest says: what was asked, and of which world and model. Nothing in it depends on who ran it, or when."""

from __future__ import annotations

from typing import Any

from materiel.lab.identity import model_version
from materiel.lab.study.ground import Ground

FORMAT = 1


def manifest_of(ground: Ground) -> dict[str, Any]:
    """The manifest of a study."""
    study, grid = ground.study, ground.grid
    return {
        "format": FORMAT,
        "identity": ground.identity,
        "study": ground.name,
        "title": study.title,
        "question": study.question,
        "world": study.world or "default",
        "world_hash": ground.world_hash,
        "model_version": model_version(),
        "seed": study.seed,
        "block": study.block,
        "chance": study.chance,
        "reference": study.reference or next(iter(dict.fromkeys(c.policy for c in grid.candidates))),
        "titles": dict(ground.titles),
        "metrics": {
            name: {
                "of": spec.of,
                "title": spec.title or name.replace("_", " "),
                "unit": ground.measured.unit(name, ground.network),
                "better": spec.better,
                "at_least": spec.at_least,
                "at_most": spec.at_most,
            }
            for name, spec in study.metrics.items()
        },
        "series": list(study.series),
        "periods": list(ground.periods),
        "candidates": [
            {"name": c.name, "title": c.title, "policy": c.policy, "levers": dict(c.levers)} for c in grid.candidates
        ],
        "futures": [
            {"name": f.name, "values": dict(f.values)}
            | ({"dated": [[str(w), dict(v)] for w, v in f.dated]} if f.dated else {})
            for f in grid.futures
        ],
        "design": study.design.model_dump(mode="json"),
        "futures_design": study.futures.model_dump(mode="json"),
        "lever_units": grid.lever_units.tolist(),
        "future_units": grid.future_units.tolist(),
        "levers": {name: f.model_dump(mode="json", exclude_none=True) for name, f in study.levers.items()},
        "uncertainties": {
            name: f.model_dump(mode="json", exclude_none=True) for name, f in study.uncertainties.items()
        },
    }

"""A store of a study as it would be left, with answers of one's own."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq


def store(
    folder: Path,
    values: np.ndarray,
    policies: list[str],
    lever_units: np.ndarray | None = None,
    future_units: np.ndarray | None = None,
    series: np.ndarray | None = None,
    **changes: Any,
) -> Path:
    """A folder of results with the metric `readiness` of shape (candidates, futures, replications); nan is left out.

    `series`, if given, is `stock` of shape (candidates, futures, replications, periods).
    `changes` replace entries of the manifest; factors are called a, b, c (levers) and p, q, r (uncertainties).
    """
    levers = np.zeros((1, 0)) if lever_units is None else lever_units
    futures = np.zeros((values.shape[1], 0)) if future_units is None else future_units
    names, uncertain = "abc"[: levers.shape[1]], "pqr"[: futures.shape[1]]
    candidates = [
        {"name": f"{policy}, {k}" if len(levers) > 1 else policy, "title": policy, "policy": policy,
         "levers": dict(zip(names, row, strict=True))}
        for policy in policies for k, row in enumerate(levers.tolist())
    ]  # fmt: skip
    manifest: Mapping[str, Any] = {
        "study": "told", "title": "Told", "block": 4, "chance": "independent", "reference": policies[0],
        "titles": {"p": "Price", "a": "Aid"}, "series": [] if series is None else ["stock"],
        "periods": [] if series is None else [f"2026-{k + 1:02d}" for k in range(series.shape[3])], "candidates": candidates,
        "futures": [{"name": f"future {k}", "values": {}} for k in range(values.shape[1])],
        "design": {"kind": "central"}, "futures_design": {"kind": "central"},
        "lever_units": levers.tolist(), "future_units": futures.tolist(),
        "levers": {name: {} for name in names}, "uncertainties": {name: {} for name in uncertain},
        "metrics": {"readiness": {"title": "Readiness", "unit": "share", "better": "higher", "at_least": None, "at_most": None}},
    } | changes  # fmt: skip
    (folder / "blocks").mkdir(parents=True)
    (folder / "manifest.json").write_text(json.dumps(manifest))
    for point, row in enumerate(values.reshape(-1, values.shape[2])):
        have = np.flatnonzero(~np.isnan(row))
        if len(have):
            table: dict[str, Any] = {"point": np.full(len(have), point), "replication": have, "readiness": row[have]}
            if series is not None:
                table["series:stock"] = series.reshape(-1, *series.shape[2:])[point][have].tolist()
            pq.write_table(pa.table(table), folder / "blocks" / f"p{point:05d}-b0000.parquet")
    return folder

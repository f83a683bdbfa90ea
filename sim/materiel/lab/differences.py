"""Policies of one world against the first of them: paired differences of key numbers, by the rule of verdicts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from materiel.lab.analysis.clusters import Labels, clustered, skewed
from materiel.lab.analysis.largest import without_rounding
from materiel.lab.analysis.simultaneous import joint
from materiel.lab.analysis.verdict import CONFIDENCE, Verdict, kind_of
from materiel.lab.result import Result
from materiel.lab.store import NUMBERS
from materiel.metrics.reading import Series
from materiel.metrics.table import METRICS

AS_IT_STANDS = "The world as it stands"
_MOST = 24


@dataclass(frozen=True)
class Key:
    """A number that policies are held against each other by: its title, its unit after `times`, and which way is wanted."""

    title: str
    unit: str
    better: str
    times: float = 1.0


KEYS: Mapping[str, Key] = {
    "mean_readiness": Key("mean readiness", "share", "higher"),
    "final_readiness": Key("final readiness", "share", "higher"),
    "worst_year_readiness": Key("readiness in the worst year", "share", "higher"),
    "mean_allied_readiness": Key("mean allied readiness", "share", "higher"),
    "total_cost": Key("total cost", "EUR bn", "lower", 1e-9),
    "total_civil_harm": Key("civil harm", "hits", "lower"),
}
"""Key numbers of a theatre."""


@dataclass(frozen=True)
class Difference:
    """A policy against the first, by one number."""

    policy: str
    metric: str
    verdict: Verdict


def title_of(result: Result) -> str:
    """What the policy of a result is called."""
    return str(result.manifest.get("policy_title") or result.manifest.get("policy") or AS_IT_STANDS)


def titles_of(results: Sequence[Result]) -> list[str]:
    """What the policies of results are called; by their names where titles are not their own."""
    titles = [title_of(r) for r in results]
    return [t if titles.count(t) == 1 else str(r.manifest["policy"] or t) for t, r in zip(titles, results, strict=True)]


def keys_of(result: Result) -> dict[str, Key]:
    """The numbers that a world's policies are compared by: the key numbers that it has, and those of its places without a front."""
    names = result.names(NUMBERS)
    found = {name: key for name, key in KEYS.items() if name in names}
    if "mean_readiness" in found:
        return found
    units = {m.name: m.unit for m in METRICS if m.scope == "place" and m.name not in ("time_average", "rate")}
    there = [name for name in names if name.partition("/")[0] in units]
    return found | {name: Key(name.replace("_", " "), units[name.partition("/")[0]], "") for name in there[:_MOST]}


def common(results: Sequence[Result]) -> tuple[list[npt.NDArray[np.int64]], Labels | None]:
    """The rows of each result whose replication all of them have, and their clusters (None: each is one)."""
    kept = results[0].kept
    for result in results[1:]:
        kept = np.intersect1d(kept, result.kept)
    rows = [np.searchsorted(r.kept, kept) for r in results]
    together = results[0].together
    return rows, None if together is None else together[rows[0]]


def differences(results: Sequence[Result], confidence: float = CONFIDENCE, only: str | None = None) -> list[Difference]:
    """Every policy against the first by each key number, or by `only` one; its intervals hold for all policies at once.

    A number that is undefined in all runs, or 0 in all of them, is left out.
    """
    rows, labels = common(results)
    titles = titles_of(results)
    keys = {name: key for name, key in keys_of(results[0]).items() if only in (None, name)}
    numbers = [r.numbers(*keys) for r in results]
    found: list[Difference] = []
    for name, key in keys.items():
        values = np.array([key.times * of[name][at] for of, at in zip(numbers, rows, strict=True)])
        if not np.nan_to_num(values).any():
            continue
        verdicts = against_first(values, key, titles, labels, confidence)
        found += [Difference(str(r.manifest["policy"]), name, v) for r, v in zip(results[1:], verdicts, strict=True)]
    return found


def against_first(
    values: Series, key: Key, titles: Sequence[str], labels: Labels | None = None, confidence: float = CONFIDENCE
) -> list[Verdict]:
    """A verdict on each row of values (policies, replications) but the first, against that.

    A replication counts if all policies have a value there. A policy with values in fewer than two replications is undefined, and
    leaves the others as they are; if it is the first, nothing can be said of any.
    """
    there = ~np.isnan(values)
    enough = there.sum(axis=1) >= min(2, values.shape[1])
    undefined = [
        Verdict(
            "undefined",
            key.title,
            key.unit,
            title,
            confidence=confidence,
            of=len(titles) - 1,
            runs=values.shape[1],
            valued=some,
        )
        for title, some in zip(titles, there.sum(axis=1).tolist(), strict=True)
    ]
    if not enough[0]:
        return [undefined[0]] * (len(titles) - 1)
    members = [int(k) for k in np.flatnonzero(enough)]
    whole = there[members].all(axis=0)
    if len(members) < 2 or not whole.any():
        return undefined[1:]
    used = values[members][:, whole]
    apart = without_rounding(used - used[0], float(np.abs(used).max()))
    found = clustered(apart, None if labels is None else labels[whole])
    ends = np.full((2, len(members)), np.nan)
    if found.df > 0:
        together = joint(found.mean[1:], found.scores[1:], found.df, confidence)
        ends[:, 1:] = together.low, together.high
    verdicts = dict(enumerate(undefined))
    for row, k in enumerate(members):
        estimate, low, high = float(found.mean[row]), float(ends[0, row]), float(ends[1, row])
        verdicts[k] = replace(
            undefined[k],
            kind=kind_of(estimate, low, high, key.better, not apart[row].any()),
            other=titles[0],
            estimate=estimate,
            low=low,
            high=high,
            clusters=found.clusters,
            median=float(np.median(apart[row])) if skewed(apart[row]) else None,
        )
    return [verdicts[k] for k in range(1, len(titles))]

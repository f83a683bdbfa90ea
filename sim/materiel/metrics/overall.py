"""Metrics of the world over the whole run: one number a replication."""

from __future__ import annotations

import functools

from materiel.metrics import allies, front, money, raids
from materiel.metrics import decade as d
from materiel.metrics.metric import Metric

_SHARE, _MONTHS = "share", "months"
number = functools.partial(Metric, form="number")


def _time(name: str, judge: d.TimeJudge, what: str) -> tuple[Metric, Metric]:
    """A time that the horizon may cut off, and whether it did."""
    censored = f"1 if {name} is cut off by the horizon; its mean is the share censored"
    return (
        number(name, _MONTHS, f"{what}; cut off by the horizon (censored)", d.of_readiness(d.time_of(judge))),
        number(f"{name}_censored", "0 or 1", censored, d.of_readiness(d.cut_off(judge))),
    )


OVERALL: tuple[Metric, ...] = (
    number(
        "mean_readiness",
        _SHARE,
        "mean over the months after the warm-up",
        d.of_readiness(lambda s, r: d.mean_of(r.warm(s))),
    ),
    number("final_readiness", _SHARE, "readiness of the last month", d.of_readiness(lambda s, _: float(s[-1]))),
    number("minimum_readiness", _SHARE, "lowest month", d.of_readiness(lambda s, _: d.least_of(s))),
    number(
        "worst_year_readiness",
        _SHARE,
        "lowest mean of twelve months in a row",
        d.of_readiness(lambda s, _: d.worst_year(s)),
    ),
    number(
        "share_below_threshold",
        "share of months",
        "months after the warm-up with readiness below the threshold",
        d.of_readiness(lambda s, r: d.share_below(r.warm(s), r.setting.threshold)),
    ),
    *_time(
        "time_to_target",
        lambda s, r: d.reached(s, r.setting.target),
        "months until readiness is first at or above the target",
    ),
    *_time(
        "time_to_failure",
        lambda s, r: d.failure(s, r.setting.threshold),
        "months to the first of three month-ends in a row below the threshold",
    ),
    *_time(
        "time_to_recovery",
        lambda s, r: d.recovery(s, r.setting.threshold),
        "months from failure to the first of three month-ends in a row at or above the threshold",
    ),
    number(
        "overall_interception_rate",
        _SHARE,
        "intercepted / launched over the whole run, by class",
        raids.overall_interception_rate,
    ),
    number(
        "mean_allied_readiness",
        _SHARE,
        "mean over the months after the warm-up, each donor and in all",
        allies.mean_allied_readiness,
    ),
    number("final_interoperability", _SHARE, "interoperability of the last month", allies.last(front.interoperability)),
    number("pledge_on_time", _SHARE, "delivered by the due date, by pledge", allies.pledge_on_time),
    number(
        "pledge_delay",
        "days",
        "from the due date until met in full, by pledge; only those that were",
        allies.pledge_delay,
    ),
    number("total_civil_harm", "hits", "hits on cities over the whole run", raids.total_civil_harm),
    number("total_cost", "EUR", "paid over the whole run, by kind and in all", money.total_cost),
    number("total_cost_discounted", "EUR", "the same, worth at the start", money.total_cost_discounted),
)

"""Answers of cases that are ours, reckoned anew from their formulas."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import integrate, linalg, stats

from materiel.verify.case import folder_of, read_case


def expected(case: str) -> dict[str, float]:
    """The answers that stand in a case."""
    return {v.metric: v.expected for v in read_case(folder_of(case)).values}


def test_a_short_queue() -> None:
    """N01: stationary law of the birth-death chain of M/M/2/5 from its generator."""
    arrivals, bays, places = 2.0, 2, 5
    generator = np.zeros((places + 1, places + 1))
    for k in range(places):
        generator[k, k + 1], generator[k + 1, k] = arrivals, min(k + 1, bays)
    generator -= np.diag(generator.sum(axis=1))
    p = linalg.null_space(generator.T)[:, 0]
    p /= p.sum()
    jobs = np.arange(places + 1)
    waiting, through = p @ np.maximum(jobs - bays, 0), arrivals * (1.0 - p[-1])
    found = {"P_block": p[-1], "P0": p[0], "L": p @ jobs, "Lq": waiting, "Wq": waiting / through, "throughput": through}
    assert expected("N01") == pytest.approx(found, rel=1e-9)


def test_a_pool() -> None:
    """N02: units on order are Poisson with mean 6, whatever the lead time; waits by Little's law."""
    level, on_order = 8, stats.poisson(6)
    owed = float(sum((k - level) * on_order.pmf(k) for k in range(level, 100)))
    filled = on_order.cdf(level - 1)
    found = {
        "pipeline_mean": 6, "pipeline_var": 6, "fill_rate": filled, "fill_rate_north": filled, "E_backorders": owed,
        "E_onhand": level - 6 + owed, "E_wait": owed / 2,
    }  # fmt: skip
    assert expected("N02") == pytest.approx(found, rel=1e-9)


@pytest.mark.parametrize(("law", "second"), [("constant", 1.0), ("exponential", 2.0)])
def test_preemptive_resume(law: str, second: float) -> None:
    """N03: completion time of a job, and the wait behind the work that is before it (Kleinrock, vol. 2, eq. 3.39)."""
    hits, jobs = 0.2, 0.4
    work = 0.5 * (hits * 2.0 + jobs * second)
    sojourn = 1.0 / (1.0 - hits) + work / ((1.0 - hits) * (1.0 - hits - jobs))
    answers = expected("N03")
    assert (answers[f"W_{law}"], answers[f"L_{law}"]) == pytest.approx((sojourn, jobs * sojourn))
    assert answers["hits_under_repair"] == pytest.approx(hits / (1.0 - hits))


def test_completion_time() -> None:
    """N04: a lot takes its work and the repairs of its breakdowns; begun again it would take (e^(b/u) - 1)(u + r)."""
    work, up, down = 10.0, 20.0, 5.0
    assert expected("N04")["made_per_day"] == pytest.approx(1.0 / (work * (1.0 + down / up)))
    assert math.expm1(work / up) * (up + down) == pytest.approx(16.2, abs=0.05)


def test_newsvendors() -> None:
    """I04 and I22: by quadrature of the demand that is met or missed."""
    demand = stats.norm(50, 8)
    best = demand.ppf(0.7 / 0.88)
    over, _ = integrate.quad(demand.cdf, 0, best)
    under, _ = integrate.quad(demand.sf, best, 120)
    found = {"cost": 0.18 * over + 0.7 * under, "critical_ratio": 0.7 / 0.88}
    assert expected("I04") == pytest.approx(found, rel=1e-7)
    burr = stats.burr12(2, 20)
    for metric, units in (("max_profit", 0.1878), ("profit_below", 0.16), ("profit_above", 0.22)):
        sold, _ = integrate.quad(burr.sf, 0, units)
        assert expected("I22")[metric] == pytest.approx(9 * sold + (units - sold) - 5 * units, rel=1e-7)


def test_requirement_and_split() -> None:
    """N05: 31 days of 10 guns x 2 rounds, 8 of them there, 310 rounds; parts of ln readiness are halves of the logarithms."""
    required, planned, issued = 31 * 10 * 2, 31 * 8 * 2, 310
    found = {
        "required": required, "availability": 0.8, "munitions": issued / required, "fill_rate": issued / planned,
        "equipment_part": (np.log(0.8) + np.log(planned / required)) / 2, "munitions_part": np.log(issued / planned) / 2,
        "readiness": np.sqrt(0.8 * issued / required), "readiness_with_all_guns": np.sqrt(issued / required),
        "munitions_as_planned": issued / (31 * 10 * 3), "munitions_by_effort": issued / (31 * 40),
    }  # fmt: skip
    assert expected("N05") == pytest.approx(found, rel=1e-9)


def test_reference_raid() -> None:
    """N06: what leaks is the product over layers; two misses of a beta law by its second moment (scipy's, not the rule's product)."""

    def both_miss(mean: float, rho: float) -> float:
        total = 1.0 / rho - 1.0
        miss = stats.beta((1.0 - mean) * total, mean * total)
        return float(miss.moment(2))

    leak = 0.8 * (1.0 - 0.5 * (1.0 - both_miss(0.5, 0.2))) * both_miss(0.5, 0.1)
    answers = expected("N06")
    assert (answers["P_leak"], answers["coverage"]) == pytest.approx((leak, 1.0 - leak))
    assert answers["coverage_without_missiles"] == 0.2 and answers["fired_without_missiles"] == 1

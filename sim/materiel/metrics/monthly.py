"""Metrics of the world by month."""

from __future__ import annotations

from materiel.metrics import allies, front, goods, money, raids
from materiel.metrics.metric import Metric

_SHARE, _UNITS, _EUR = "share", "units/month", "EUR/month"

MONTHLY: tuple[Metric, ...] = (
    # the front
    Metric(
        "readiness",
        _SHARE,
        "weighted geometric mean of availability, munitions and coverage",
        front.readiness,
    ),
    Metric(
        "availability",
        _SHARE,
        "equipment: operational / planned strength, time average over the month, weighted mean over families",
        front.monthly("availability"),
    ),
    Metric(
        "munitions",
        _SHARE,
        "munitions issued / required in the month, weighted mean over families",
        front.monthly("munitions"),
    ),
    Metric(
        "coverage",
        _SHARE,
        "air defence: expected share of the reference raid that is stopped, by weight of class",
        front.monthly("coverage"),
    ),
    Metric(
        "category",
        "category",
        "by the worst of the three: 1 is at or above the first of the category floors, 2 the second, ...",
        front.category,
    ),
    Metric(
        "readiness_part",
        "ln share",
        "what a component costs of ln readiness, which is the sum; rounds that missing pieces would have fired count as equipment",
        front.parts,
    ),
    Metric(
        "limited_by", "0 or 1", "1 for the component with the largest such part (the limiting factor)", front.limited_by
    ),
    Metric(
        "readiness_at_target",
        "0 or 1",
        "1 if readiness is at or above the target; its mean is P(readiness >= target) by date",
        front.at_target,
    ),
    Metric(
        "sustainability",
        _SHARE,
        "days of supply at month's end / required days, at most 1, weighted mean over families",
        front.monthly("sustainability"),
    ),
    Metric(
        "family_days_of_supply",
        "days",
        "units in the stocks that count as a family's supply at month's end / mean daily requirement of 90 days, by family",
        front.family_supply,
    ),
    Metric(
        "fill_rate",
        _SHARE,
        "munitions issued / asked for by the pieces in the line, weighted mean over families",
        front.monthly("fill_rate"),
    ),
    Metric(
        "interoperability",
        _SHARE,
        "pieces in the line on the new standard, time average, mean over families that have both",
        front.monthly("interoperability"),
    ),
    # raids
    Metric("launched", _UNITS, "threats sent, by class", raids.counted("launched")),
    Metric("intercepted", _UNITS, "threats killed by a layer, by class", raids.counted("intercepted")),
    Metric("lost", _UNITS, "threats taken by jamming or failure, by class", raids.counted("lost")),
    Metric("neutralised", _UNITS, "threats killed or lost, by class", raids.counted("neutralised")),
    Metric("leaked", _UNITS, "threats that got through, by class", raids.counted("leaked")),
    Metric(
        "interception_rate", _SHARE, "intercepted / launched in the month, by class and in all", raids.interception_rate
    ),
    Metric(
        "neutralised_rate",
        _SHARE,
        "(intercepted + lost) / launched in the month, by class and in all",
        raids.neutralised_rate,
    ),
    Metric(
        "stopped_share",
        _SHARE,
        "1 - leaked / launched in the month, by weight of class (what coverage came to)",
        front.monthly("stopped"),
    ),
    Metric(
        "interceptor_supply",
        _SHARE,
        "1 - shots withheld for want of missiles / shots that the doctrine called for at threats still alive, by layer and in all",
        raids.interceptor_supply,
    ),
    Metric("kills_by_standard", _UNITS, "threats killed, by the standard of the layer", raids.kills_by_standard),
    Metric("interceptors_fired", _UNITS, "interceptors fired, by layer", raids.interceptors_fired),
    Metric("arsenal", "units", "the attacker's stock at month's end, by class", raids.arsenal_stock),
    Metric("civil_harm", "hits/month", "hits on cities", raids.civil_harm),
    # goods
    Metric("made", _UNITS, "units made, by item", goods.made),
    Metric("issued", _UNITS, "units issued to users who use them up, by item", goods.issued),
    Metric("output", _UNITS, "units made, by line", goods.output),
    Metric("utilisation", _SHARE, "station time spent working, by line", goods.utilisation),
    Metric("stopped", _SHARE, "station time that stands, by line and reason", goods.stopped),
    Metric("station_time", _SHARE, "station time of all lines together, by state", goods.station_time),
    Metric("backlog", "units", "ordered and not handed over at month's end, by customer", goods.backlog),
    Metric("lead_time", "days", "order to hand-over, mean over the units of the month, by customer", goods.lead_time),
    Metric("on_hand", "units", "units in all stocks at month's end, by item", goods.on_hand),
    Metric(
        "operational", "pieces", "pieces in the line at month's end, by fleet", goods.levels_of("fleet", "operational")
    ),
    Metric("destroyed", "pieces/month", "pieces destroyed in combat, by fleet", goods.flows_of("fleet", "destroyed")),
    Metric(
        "condition",
        _SHARE,
        "what open hits have left of a site at month's end, by site",
        goods.levels_of("site", "condition"),
    ),
    Metric(
        "shop_queue",
        "jobs",
        "jobs that wait or are under repair at month's end, by shop",
        goods.levels_of("shop", "in_shop"),
    ),
    # those who give
    Metric(
        "allied_readiness",
        _SHARE,
        "min(1, holdings / requirement), weighted by requirement x unit cost, each donor and in all",
        allies.allied_readiness,
    ),
    Metric("resolve", "factor", "resolve at the last meeting, by donor", allies.resolve),
    Metric(
        "gifts_from_stock",
        _EUR,
        "value of gifts from stock by month of decision, each donor and in all",
        allies.gifts(allies.STOCK),
    ),
    Metric(
        "gifts_procured",
        _EUR,
        "paid for recipients' orders by month of decision, each donor and in all",
        allies.gifts(allies.PROCUREMENT),
    ),
    Metric(
        "stock_share_of_gifts",
        _SHARE,
        "stock / (stock + procurement) in EUR of the month's gifts",
        allies.stock_share_of_gifts,
    ),
    Metric(
        "self_reliance", _SHARE, "domestic share by value of deliveries over the trailing year", allies.self_reliance
    ),
    # money
    Metric("cost", _EUR, "paid in the month, by kind and in all", money.cost),
)

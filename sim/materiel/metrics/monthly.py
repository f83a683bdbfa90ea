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
        "weighted geometric mean of availability, fill rate, days of supply and coverage",
        front.readiness,
    ),
    Metric(
        "availability",
        _SHARE,
        "operational / authorised, time average over the month, weighted mean over families",
        front.component("availability"),
    ),
    Metric(
        "fill_rate",
        _SHARE,
        "munitions issued / demanded in the month, weighted mean over families",
        front.component("fill_rate"),
    ),
    Metric(
        "days_of_supply",
        _SHARE,
        "days of supply at month's end / target days, at most 1, weighted mean over families",
        front.component("days_of_supply"),
    ),
    Metric(
        "family_days_of_supply",
        "days",
        "units in the stocks that count as a family's supply at month's end / mean daily demand, by family",
        front.family_supply,
    ),
    Metric(
        "coverage",
        _SHARE,
        "air defence: 1 - leaked / launched in the month, by weight of class",
        front.component("coverage"),
    ),
    Metric(
        "limited_by", "0 or 1", "1 for the component with the largest -w ln x (the limiting factor)", front.limited_by
    ),
    Metric(
        "readiness_at_target",
        "0 or 1",
        "1 if readiness is at or above the target; its mean is P(readiness >= target) by date",
        front.at_target,
    ),
    Metric(
        "interoperability",
        _SHARE,
        "authorised strength on the new standard, mean over families that have both",
        front.interoperability,
    ),
    # raids
    Metric("launched", _UNITS, "threats sent, by class", raids.counted("launched")),
    Metric("intercepted", _UNITS, "threats killed by a layer, by class", raids.counted("intercepted")),
    Metric("lost", _UNITS, "threats taken by jamming or failure, by class", raids.counted("lost")),
    Metric("leaked", _UNITS, "threats that got through, by class", raids.counted("leaked")),
    Metric(
        "interception_rate", _SHARE, "intercepted / launched in the month, by class and in all", raids.interception_rate
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

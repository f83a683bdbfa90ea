"""Metrics of each stock, shop, line and fleet by itself: what textbook worlds are judged by."""

from __future__ import annotations

import functools

from materiel.metrics import places
from materiel.metrics.metric import Metric

_SHARE = "share"
place = functools.partial(Metric, form="number", scope="place")

EACH_PLACE: tuple[Metric, ...] = (
    Metric(
        "level",
        "as recorded",
        "every recorded level at the end of the period, by kind/name/field",
        places.levels,
        scope="place",
    ),
    Metric(
        "flow",
        "a period",
        "growth of every recorded total in the period, by kind/name/field",
        places.flows,
        scope="place",
    ),
    place(
        "time_average",
        "as recorded",
        "time average of every meter after the warm-up, by kind/name/field",
        places.time_averages,
    ),
    place("rate", "a day", "growth of every total a day after the warm-up, by kind/name/field", places.rates),
    place(
        "stock_fill_rate",
        _SHARE,
        "units filled at once / units demanded, by stock",
        places.quotient("stock", "filled", "demanded"),
    ),
    place("stock_ready_rate", "share of time", "time with stock on hand, by stock", places.ready_rate),
    place("stock_mean_on_hand", "units", "time average on hand, by stock", places.averaged("stock", "on_hand_days")),
    place(
        "stock_mean_backorders",
        "units",
        "time average of units backordered, by stock",
        places.averaged("stock", "owed_days"),
    ),
    place(
        "stock_mean_wait",
        "days",
        "mean wait of a unit demanded, those of zero included (Little's law), by stock",
        places.quotient("stock", "owed_days", "demanded"),
    ),
    place(
        "shop_mean_in_shop",
        "jobs",
        "time average of jobs in the shop, by shop",
        places.averaged("shop", "in_shop_days"),
    ),
    place(
        "shop_mean_in_queue", "jobs", "time average of jobs that wait, by shop", places.averaged("shop", "waiting_days")
    ),
    place("shop_mean_busy", "bays", "time average of busy bays, by shop", places.averaged("shop", "busy_days")),
    place(
        "shop_empty_time",
        "share of time",
        "time with no job in the shop, by shop",
        places.averaged("shop", "empty_days"),
    ),
    place(
        "shop_mean_wait",
        "days",
        "mean time in the queue of jobs started, by shop",
        places.quotient("shop", "wait_sum", "started"),
    ),
    place(
        "shop_mean_sojourn",
        "days",
        "mean time in the shop of jobs done, by shop",
        places.quotient("shop", "sojourn_sum", "done"),
    ),
    place(
        "shop_share_waited",
        _SHARE,
        "jobs started that had to wait, by shop",
        places.quotient("shop", "waited", "started"),
    ),
    place(
        "shop_share_long_wait",
        _SHARE,
        "jobs started that waited longer than the threshold, by shop",
        places.quotient("shop", "long_waits", "started"),
    ),
    place(
        "shop_refused_share",
        _SHARE,
        "jobs turned away / jobs that came, by shop",
        places.quotient("shop", "refused", "arrived"),
    ),
    place("shop_throughput", "jobs/day", "jobs done a day, by shop", places.throughput("shop", "done")),
    place("line_throughput", "units/day", "units made a day, by line", places.throughput("line", "made")),
    place("line_utilisation", _SHARE, "station time spent working, by line", places.line_utilisation),
    place(
        "fleet_availability",
        _SHARE,
        "operational / authorised over time, by fleet",
        places.quotient("fleet", "operational_days", "authorised_days"),
    ),
    place(
        "fleet_ready_time",
        "share of time",
        "time with at least the wanted number operational, by fleet",
        places.averaged("fleet", "ready_days"),
    ),
)

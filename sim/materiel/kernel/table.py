"""The kernel's branches: which handler wakes a kind, and which one an event goes to. A new kind adds a line to each."""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.kernel.changes import changes_come, changes_wake
from materiel.kernel.demand import demand_comes, demand_wakes
from materiel.kernel.donors import (
    donor_meets,
    donor_wakes,
    pledge_comes,
    pledge_wakes,
    procurement_buys,
    procurement_wakes,
)
from materiel.kernel.fleet import (
    asset_down,
    asset_wakes,
    course_date,
    fleet_day,
    fleet_loses,
    fleet_wakes,
    front_day,
    front_wakes,
    training_wakes,
)
from materiel.kernel.lane import lane_departs, lane_wakes
from materiel.kernel.line import lot_done, mode_fails, mode_restored, mode_wakes, station_wakes
from materiel.kernel.programme import programme_decided, programme_done, programme_wakes
from materiel.kernel.raid import arsenal_wakes, raid_strikes, raid_wakes
from materiel.kernel.recorder import recorder_records, recorder_wakes
from materiel.kernel.regime import regime_changes, regime_wakes
from materiel.kernel.repair import job_done, shop_wakes
from materiel.kernel.site import site_wakes
from materiel.kernel.source import source_delivers, source_wakes
from materiel.kernel.stock import stock_reviews, stock_wakes
from materiel.layout import events as ev
from materiel.layout import kinds
from materiel.layout.fields import KIND
from materiel.rules.account import funds_come, lapse
from materiel.rules.damage import hit_repaired
from materiel.rules.donor import read_donor
from materiel.rules.fleet import evacuation_ends, replacements_arrive
from materiel.rules.front import read_front
from materiel.rules.source import purchase_arrives
from materiel.rules.stock import arrive, expire, order_arrives
from materiel.rules.training import end_course


@rule
def resume(n: Whole, x: Real, entity: int) -> None:
    """Let a woken entity look again. At the start every entity is woken once, in the order of ties."""
    kind = n[entity + KIND]
    if kind == kinds.STATION:
        station_wakes(n, x, entity)
    elif kind == kinds.STOCK:
        stock_wakes(n, x, entity)
    elif kind == kinds.FAILURE_MODE:
        mode_wakes(n, x, entity)
    elif kind == kinds.LANE:
        lane_wakes(n, x, entity)
    elif kind == kinds.DEMAND:
        demand_wakes(n, x, entity)
    elif kind == kinds.SOURCE:
        source_wakes(n, x, entity)
    elif kind == kinds.REGIME:
        regime_wakes(n, x, entity)
    elif kind == kinds.SHOP:
        shop_wakes(n, x, entity)
    elif kind == kinds.ASSET:
        asset_wakes(n, x, entity)
    elif kind == kinds.FLEET:
        fleet_wakes(n, x, entity)
    elif kind == kinds.FRONT:
        front_wakes(n, x, entity)
    elif kind == kinds.TRAINING:
        training_wakes(n, x, entity)
    elif kind == kinds.DONOR:
        donor_wakes(n, x, entity)
    elif kind == kinds.PLEDGE:
        pledge_wakes(n, x, entity)
    elif kind == kinds.PROCUREMENT:
        procurement_wakes(n, x, entity)
    elif kind == kinds.PROGRAMME:
        programme_wakes(n, x, entity)
    elif kind == kinds.SITE:
        site_wakes(n, x, entity)
    elif kind == kinds.RAID:
        raid_wakes(n, x, entity)
    elif kind == kinds.ARSENAL:
        arsenal_wakes(n, x, entity)
    elif kind == kinds.RECORDER:
        recorder_wakes(n, x, entity)
    elif kind == kinds.CHANGES:
        changes_wake(n, x, entity)


@rule
def handle(n: Whole, x: Real, event: int, entity: int, arg: int) -> None:
    """A timed event happens to an entity."""
    if event == ev.SHIPMENT_ARRIVES:
        arrive(n, x, entity, arg)
    elif event == ev.PURCHASE_ARRIVES:
        purchase_arrives(n, x, entity, arg)
    elif event == ev.LOT_DONE:
        lot_done(n, x, entity)
    elif event == ev.DEMAND:
        demand_comes(n, x, entity)
    elif event == ev.FAILS:
        mode_fails(n, x, entity)
    elif event == ev.UP_AGAIN:
        mode_restored(n, x, entity)
    elif event == ev.REVIEW:
        stock_reviews(n, x, entity)
    elif event == ev.DEPARTURE:
        lane_departs(n, x, entity)
    elif event == ev.EXPIRY:
        expire(n, x, entity)
    elif event == ev.ORDER_ARRIVES:
        order_arrives(n, x, entity, arg)
    elif event == ev.SUPPLY_DELIVERY:
        source_delivers(n, x, entity)
    elif event == ev.REGIME_CHANGES:
        regime_changes(n, x, entity)
    elif event == ev.JOB_DONE:
        job_done(n, x, entity, arg)
    elif event == ev.FRONT_DAY:
        front_day(n, x, entity)
    elif event == ev.ASSET_FAILS:
        asset_down(n, x, entity)
    elif event == ev.DUEL:
        fleet_loses(n, x, entity)
    elif event == ev.FLEET_DAY:
        fleet_day(n, x, entity)
    elif event == ev.EVACUATION_ENDS:
        evacuation_ends(n, x, entity, arg)
    elif event == ev.REPLACEMENTS_ARRIVE:
        replacements_arrive(n, x, entity, arg)
    elif event == ev.COURSE_DATE:
        course_date(n, x, entity)
    elif event == ev.TRAINING_DONE:
        end_course(n, x, entity, arg)
    elif event == ev.MONTH_END:
        read_front(n, x, entity)
    elif event == ev.MEETING:
        donor_meets(n, x, entity)
    elif event == ev.FUNDS_COME:
        funds_come(n, x, arg)
    elif event == ev.FUNDS_LAPSE:
        lapse(n, x, arg)
    elif event == ev.PLEDGE_DATE:
        pledge_comes(n, x, entity)
    elif event == ev.BUDGET:
        procurement_buys(n, x, entity)
    elif event == ev.PROGRAMME_DECIDED or event == ev.CHECK:
        programme_decided(n, x, entity)
    elif event == ev.PROGRAMME_DONE:
        programme_done(n, x, entity)
    elif event == ev.DONOR_READ:
        read_donor(n, x, entity)
    elif event == ev.RAID_COMES:
        raid_strikes(n, x, entity)
    elif event == ev.HIT_REPAIRED:
        hit_repaired(n, x, entity, arg)
    elif event == ev.SITE_TICK:
        site_wakes(n, x, entity)
    elif event == ev.OUTPUT_RECKONED:
        arsenal_wakes(n, x, entity)
    elif event == ev.RECORD_TAKEN:
        recorder_records(n, x, entity)
    elif event == ev.VALUES_CHANGE:
        changes_come(n, x, entity)

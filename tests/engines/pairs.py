"""What the random worlds have to reach: pairs of a kind and an option, each with the cells that must have moved.

A pair is met where an entity of the section has the option, and the cells named have another value at the end than
at the start, in both engines. An option is `path=value`, or `path` (given, and not zero), or `!path` (neither); several
are joined by ` & `. A cell is `kind/name/field` with {} for the entity's name and * for anything; joined likewise.
"""

from __future__ import annotations

from dataclasses import dataclass

from materiel.chance.families import FAMILIES


@dataclass(frozen=True)
class Pair:
    """A kind (its section), an option, and the cells that move when it has an effect."""

    section: str
    option: str
    moved: str

    def __str__(self) -> str:
        return f"{self.section} {self.option}"


_ROWS = """
items      | shelf_life_days                          | stock/*/expired

regimes    | states                                   | regime/{}/changed
regimes    | states.to                                | regime/{}/changed & regime/{}/next state_stream
regimes    | initial=low                              | regime/{}/changed
regimes    | age_days                                 | regime/{}/changed

sites      | damage                                   | site/{}/hits & site/{}/damages
sites      | hardening=0.5                            | site/{}/hits & site/{}/damages
sites      | repair_days & !crews                     | site/{}/repair of a hit_stream
sites      | repair_days & crews                      | site/{}/repair of a hit_stream
sites      | condition=0.5                            | site/{}/condition
sites      | powered_by                               | site/{}/power
sites      | power_capacity                           | site/{}/power
sites      | power_imports_profile                    | site/{}/power
sites      | power_supply_season                      | site/{}/power
sites      | stock_share_lost                         | site/{}/destroyed stock_stream & stock/*/destroyed
sites      | batteries                                | site/{}/hits & fleet/batteries/operational
sites      | civil=True                               | site/{}/harm
sites      | target_weight=2.0                        | site/{}/hits

stocks     | replenish.policy=base_stock              | stock/{}/orders & stock/{}/received
stocks     | replenish.policy=r_q                     | stock/{}/orders & stock/{}/received
stocks     | replenish.policy=s_s                     | stock/{}/orders & stock/{}/received
stocks     | replenish.policy=days_of_supply          | stock/{}/orders & stock/{}/received & stock/{}/smoothed
stocks     | replenish.stock                          | stock/{}/orders & stock/{}/received
stocks     | replenish.customer                       | stock/{}/orders & stock/{}/received
stocks     | replenish.source                         | stock/{}/orders & stock/{}/received
stocks     | replenish.review_days                    | stock/{}/orders & stock/{}/next_review
stocks     | replenish & !replenish.review_days       | stock/{}/orders
stocks     | unmet=backordered                        | stock/{}/backordered
stocks     | unmet=lost                               | stock/{}/unmet
stocks     | capacity                                 | stock/{}/refused
stocks     | reserve & unmet=lost                     | stock/{}/unmet
stocks     | reserve & unmet=backordered              | stock/{}/backordered
stocks     | late_after_days                          | stock/{}/late
stocks     | on_way                                   | stock/{}/received
stocks     | lots                                     | stock/{}/expired

sources    | !schedule                                | source/{}/from_outside
sources    | units                                    | source/{}/left
sources    | lead_days & !schedule                    | source/{}/lead time_stream
sources    | regime & while_off=holds & !schedule     | source/{}/held
sources    | regime & while_off=refuses & !schedule   | source/{}/refused
sources    | price                                    | source/{}/spent
sources    | schedule.period_days                     | source/{}/from_outside
sources    | schedule & !schedule.period_days         | source/{}/from_outside
sources    | schedule.profile                         | source/{}/from_outside
sources    | schedule.lane                            | source/{}/from_outside
sources    | schedule & regime                        | source/{}/from_outside

lanes      | !departure_days                          | lane/{}/arrived
lanes      | departure_days & capacity                | lane/{}/arrived & lane/{}/next_departure
lanes      | departure_days & !capacity               | lane/{}/arrived & lane/{}/next_departure
lanes      | fifo=True                                | lane/{}/arrived & lane/{}/last_due
lanes      | fifo=False                               | lane/{}/arrived
lanes      | loss                                     | lane/{}/lost
lanes      | loss & loss_season                       | lane/{}/lost
lanes      | season                                   | lane/{}/arrived
lanes      | passes & !loss                           | lane/{}/lost

lines      | allocation=first_in                      | line/{}/made & customer/{}.*/delivered
lines      | allocation=priority                      | line/{}/made & customer/{}.*/delivered
lines      | allocation=share                         | line/{}/made & customer/{}.*/turn
lines      | customers                                | customer/{}.*/exported
lines      | failures.clock=calendar                  | failure_mode/*.calendar/failures
lines      | failures.clock=while_up                  | failure_mode/*.while_up/failures
lines      | failures.clock=while_working             | failure_mode/*.while_working/failures
lines      | failures.down_until                      | line/{}/broken_stations & line/{}/made
lines      | capacity                                 | line/{}/made
lines      | rate_per_month                           | line/{}/made
lines      | learning_rate                            | line/{}/made
lines      | parts                                    | part/*/built_in & line/{}/starved_stations
lines      | output                                   | line/{}/made
lines      | to_order=True                            | line/{}/made & line/{}/no_orders_stations
lines      | !output                                  | line/{}/made & line/{}/no_orders_stations
lines      | started_lots                             | line/{}/made
lines      | milestones                               | milestone/*/reached
lines      | shut=True                                | line/{}/shut_stations
lines      | expansion=1.5                            | line/{}/made
lines      | site & output                            | line/{}/blocked_stations
lines      | site                                     | line/{}/damaged_stations
lines      | site                                     | line/{}/unpowered_stations
lines      | customers                                | line/{}/unfunded_stations
lines      | stations=3                               | line/{}/made

demands    | stock & !shop                            | demand/{}/arrivals & demand/{}/filled
demands    | shop & stock                             | demand/{}/arrivals & shop/*/arrived
demands    | shop & !stock                            | demand/{}/arrivals & shop/*/arrived
demands    | repaired_to                              | demand/{}/arrivals & shop/*/done
demands    | batch                                    | demand/{}/batch size_stream
demands    | first_days                               | demand/{}/arrivals
demands    | arrivals                                 | demand/{}/arrivals
demands    | until                                    | demand/{}/arrivals
demands    | thinning=True                            | demand/{}/arrivals & demand/{}/thinning_stream
demands    | thinning=False & profile                 | demand/{}/arrivals
demands    | profile.times                            | demand/{}/arrivals
demands    | regime & thinning=False                  | demand/{}/arrivals
demands    | regime & thinning=True                   | demand/{}/arrivals
demands    | priority=2                               | demand/{}/filled

shops      | bays & site                              | shop/{}/done & shop/{}/waited
shops      | !bays                                    | shop/{}/done
shops      | !site                                    | shop/{}/done
shops      | queue_places                             | shop/{}/refused
shops      | scrapped                                 | shop/{}/scrapped
shops      | parts                                    | shop/{}/done & part/*/built_in
shops      | lane                                     | shop/{}/done
shops      | item                                     | shop/{}/done
shops      | cost_eur                                 | shop/{}/spent
shops      | long_wait_days                           | shop/{}/long_waits

fleets     | losses.law=rate & losses.mode=daily      | fleet/{}/combat
fleets     | losses.law=rate & losses.mode=clocks     | fleet/{}/combat & fleet/{}/clock of losses_stream
fleets     | losses.law=rate & losses.mode=expected   | fleet/{}/strength
fleets     | losses.law=square & losses.mode=daily    | fleet/{}/combat
fleets     | losses.law=square & losses.mode=clocks   | fleet/{}/combat & fleet/{}/clock of losses_stream
fleets     | losses.law=square & losses.mode=expected | fleet/{}/strength
fleets     | losses.law=linear & losses.mode=daily    | fleet/{}/combat
fleets     | losses.law=linear & losses.mode=clocks   | fleet/{}/combat & fleet/{}/clock of losses_stream
fleets     | losses.law=linear & losses.mode=expected | fleet/{}/strength
fleets     | losses.profile                           | fleet/{}/combat
fleets     | losses.per_month                         | fleet/{}/combat
fleets     | losses.destroyed=0.5                     | fleet/{}/destroyed & fleet/{}/destroyed_stream
fleets     | losses.shortage_factor                   | fleet/{}/combat & fleet/{}/shortage
fleets     | wear_per_day & wear_by_tempo=True        | fleet/{}/failed
fleets     | wear_per_day & wear_by_tempo=False       | fleet/{}/failed
fleets     | reserve                                  | fleet/{}/drawn
fleets     | !reserve & shop                          | fleet/{}/ready_days
fleets     | replacement_days                         | fleet/{}/replacement_stream & fleet/{}/drawn
fleets     | reinforcement_per_day                    | fleet/{}/reinforced
fleets     | reinforcement_profile                    | fleet/{}/reinforced
fleets     | evacuation_days                          | fleet/{}/evacuation_stream
fleets     | other_shop                               | fleet/{}/choice of shop_stream
fleets     | other_evacuation_days & other_shop & !evacuation_days | fleet/{}/evacuation_stream
fleets     | repair_days                              | shop/*/done
fleets     | in_repair                                | fleet/{}/in_repair
fleets     | repair_priority=1                        | shop/*/waited
fleets     | assets                                   | asset/{}.*/failures
fleets     | assets                                   | fleet/{}/spares
fleets     | needs                                    | need/{}.*/issued
fleets     | ready_from                               | fleet/{}/ready_days

training   | from                                     | training/{}/converted & fleet/guns/authorised
training   | !from                                    | training/{}/converted & fleet/new_guns/authorised
training   | pace                                     | training/{}/courses
training   | crews                                    | training/{}/courses
training   | cost_eur                                 | training/{}/spent

fronts     | fleets                                   | front/{}/readiness
fronts     | opposing                                 | fleet/foes/operational
fronts     | regime                                   | front/{}/tempo
fronts     | season                                   | front/{}/tempo
fronts     | noise                                    | front/{}/tempo
fronts     | day_days=2.0                             | front/{}/day
fronts     | day_offset_days                          | front/{}/day
fronts     | ration_below_days                        | front/{}/day & family/{}.*/ration
fronts     | families.used_at                         | front/{}/supply_score
fronts     | families.stocks                          | front/{}/supply_score
fronts     | weights                                  | front/{}/limiting
fronts     | arsenals                                 | front/{}/coverage
fronts     | fleets                                   | front/{}/interoperability
fronts     | fleets                                   | front/{}/coverage

arsenals   | stock                                    | arsenal/{}/launched
arsenals   | production_per_month                     | arsenal/{}/produced
arsenals   | growth_from & !growth_until              | arsenal/{}/produced
arsenals   | growth_until                             | arsenal/{}/produced
arsenals   | kill_factor                              | arsenal/{}/intercepted_*
arsenals   | hit_probability=0.7                      | arsenal/{}/leaked & arsenal/{}/hit
arsenals   | damage_factor=0.3                        | arsenal/{}/hit
arsenals   | reported_share                           | arsenal/{}/reported
arsenals   | reserve_floor                            | arsenal/{}/launched

raids      | gap_days                                 | raid/{}/raids
raids      | dates                                    | raid/{}/raids
raids      | first_day                                | raid/{}/raids
raids      | rate                                     | raid/{}/raids
raids      | rate.times                               | raid/{}/raids
raids      | sends.share                              | raid/{}/raids & arsenal/cruise/launched
raids      | sends.units                              | raid/{}/raids & arsenal/drone/launched
raids      | sends.most_share=0.5                     | raid/{}/raids & arsenal/drone/launched
raids      | sends.intensity                          | raid/{}/raids & arsenal/drone/launched
raids      | targets                                  | raid/{}/raids & raid/{}/target_now
raids      | !targets                                 | raid/{}/raids

layers     | doctrine=single                          | layer/{}/engaged & layer/{}/killed
layers     | doctrine=shots                           | layer/{}/fired & layer/{}/killed
layers     | doctrine=shoot_look_shoot & !shots       | layer/{}/fired & layer/{}/killed
layers     | doctrine=shoot_look_shoot & shots        | layer/{}/fired & layer/{}/killed
layers     | doctrine=uncoordinated                   | layer/{}/fired & layer/{}/killed
layers     | interceptors                             | layer/{}/fired & layer/{}/short
layers     | jams=True                                | layer/{}/killed & arsenal/*/lost
layers     | standard=soviet                          | layer/{}/killed & arsenal/*/intercepted_soviet
layers     | standard=nato                            | layer/{}/killed & arsenal/*/intercepted_nato
layers     | standard=other                           | layer/{}/killed & arsenal/*/intercepted_other
layers     | fleet                                    | layer/{}/engaged
layers     | batteries                                | layer/{}/engaged
layers     | full_coverage_batteries                  | layer/{}/engaged & layer/{}/coverage
layers     | channels_per_battery                     | layer/{}/engaged & layer/{}/channels_left
layers     | covers                                   | layer/{}/engaged
layers     | kill_factor=0.8                          | layer/{}/killed
layers     | against.spread                           | layer/{}/engaged & layer/{}/killed
layers     | against.reach                            | layer/{}/engaged
layers     | against.shots & interceptors             | layer/{}/fired

needs      | target_units                             | aid_need/{}/wanted
needs      | target_days                              | aid_need/{}/wanted & aid_need/{}/rate
needs      | target_profile                           | aid_need/{}/wanted
needs      | downstream                               | aid_need/{}/wanted
needs      | demand_at & target_days                  | aid_need/{}/rate
needs      | demand_per_day                           | aid_need/{}/wanted
needs      | fleets                                   | aid_need/{}/wanted

donors     | resolve                                  | donor/{}/meetings & donor/{}/factor
donors     | meeting_every_months=2                   | donor/{}/meetings
donors     | meeting_offset_days                      | donor/{}/meetings
donors     | budget_eur_per_month                     | account/{}/credited
donors     | budget_noise                             | donor/{}/money of a meeting_stream
donors     | account.lumps.follows_resolve=True       | account/{}/credited
donors     | account.lapse_days                       | account/{}/lapsed
donors     | account.lumps.lapses                     | account/{}/lapsed
donors     | account.modelled_share=0.6               | account/{}/elsewhere
donors     | spend_share=0.5                          | account/{}/spent
donors     | gifts_on_account=True                    | donor/{}/given_stock_eur
donors     | gifts_on_account=False                   | donor/{}/given_stock_eur
donors     | rise_eur & resolve                       | account/{}/credited
donors     | commitment & resolve                     | account/{}/credited
donors     | commitment_slowing & commitment & resolve | regime/resolve/changed
donors     | own_shortage                             | donor/{}/readiness
donors     | makes_up_for                             | donor/{}/factor
donors     | refill_eur_per_month                     | donor/{}/refill_eur

holdings   | floor                                    | holding/{}/given
holdings   | release_rate=0.15                        | holding/{}/given
holdings   | need                                     | holding/{}/given
holdings   | refill_customer                          | purchase/*/ordered
holdings   | refill_source                            | purchase/*/ordered
holdings   | price_eur                                | holding/{}/given_eur
holdings   | lane                                     | holding/{}/given
holdings   | other_needs                              | aid/*.more/given

procurements | budget_eur_per_month                   | procurement/{}/own_eur
procurements | partners_eur_per_month                 | procurement/{}/partners_eur
procurements | spend=by_weight                        | procurement/{}/spent
procurements | spend=in_order                         | procurement/{}/spent
procurements | account.lumps.lapses                   | account/domestic.{}/lapsed
procurements | every_months=2                         | procurement/{}/spent
procurements | spend_share=0.5                        | procurement/{}/spent
procurements | account.lumps.follows_resolve=True     | account/domestic.{}/credited
procurements | account.lapse_days                     | account/domestic.{}/lapsed
procurements | account.modelled_share=0.5             | account/domestic.{}/elsewhere

orders     | donor & customer                         | purchase/{}/ordered
orders     | donor & source & need                    | purchase/{}/ordered
orders     | donor & source & stock                   | purchase/{}/ordered
orders     | procurement                              | purchase/{}/ordered
orders     | while_needed=True                        | purchase/{}/ordered
orders     | backlog_months                           | purchase/{}/ordered
orders     | price_eur                                | purchase/{}/paid
orders     | procurement                              | purchase/{}/short

pledges    | units                                    | pledge/{}/delivered
pledges    | due                                      | pledge/{}/on_time
pledges    | from                                     | pledge/{}/delivered
pledges    | units                                    | pledge/{}/met_at

programmes | date & !signs                            | programme/{}/times
programmes | signs.reads=flow                         | programme/{}/times
programmes | signs.reads=mean                         | programme/{}/times
programmes | signs.reads=level                        | programme/{}/times
programmes | signs.at_least                           | programme/{}/times
programmes | signs.at_most                            | programme/{}/times
programmes | signs.per                                | programme/{}/times
programmes | signs.months=2                           | programme/{}/times
programmes | signs & date                             | programme/{}/times
programmes | times=2                                  | programme/{}/times
programmes | until                                    | programme/{}/times
programmes | check_offset_days                        | programme/{}/times
programmes | lead_days                                | programme/{}/lead time_stream & programme/{}/done_times
programmes | yield                                    | programme/{}/yield_stream
programmes | cost_eur                                 | programme/{}/spent
programmes | paid_by_donor                            | programme/{}/spent
programmes | paid_by_procurement                      | programme/{}/spent
programmes | effects.multiply                         | programme/{}/done_times & line/shells/expansion
programmes | effects.add                              | programme/{}/done_times & site/plant/imports
programmes | effects.set                              | programme/{}/done_times
programmes | effects.at=decision                      | programme/{}/times
programmes | effects.at=done                          | programme/{}/done_times
"""

PAIRS = [Pair(*(cell.strip() for cell in row.split("|"))) for row in _ROWS.splitlines() if row]

LAWS = (
    ("demands", "gap_days", "demand/{}/arrivals"),
    ("lanes", "lead_days", "lane/{}/arrived"),
    ("lines", "work_days", "line/{}/made"),
    ("shops", "repair_days", "shop/{}/done"),
    ("sites", "repair_days", "site/{}/repair of a hit_stream"),
    ("raids", "gap_days", "raid/{}/raids"),
    ("regimes", "states.sojourn_days", "regime/{}/changed"),
)
"""Where laws of every family stand: one of these places has to meet each."""
SHAPES = ("constant", "steps", "linear", "month_of_year", "exponential", "logistic")
PROFILES = (
    ("demands", "profile", "demand/{}/arrivals"),
    ("lines", "capacity", "line/{}/made"),
    ("lanes", "season", "lane/{}/arrived"),
    ("raids", "rate", "raid/{}/raids"),
    ("sources", "schedule.profile", "source/{}/from_outside"),
    ("fronts", "season", "front/{}/tempo"),
)
"""Where profiles of every shape stand."""

PLACES = {
    **{f"law {family}": [Pair(s, f"{p}.family={family}", m) for s, p, m in LAWS] for family in FAMILIES},
    **{f"profile {shape}": [Pair(s, f"{p}.shape={shape}", m) for s, p, m in PROFILES] for shape in SHAPES},
    "profile scale": [Pair(s, f"{p}.scale=0.8", m) for s, p, m in PROFILES],
    "changes at a date": [Pair("lines", "", "changes/*/done")],
    "record at a step": [Pair("lines", "", "recorder/*/taken")],
}
"""What may be met in one of several places."""
WANTED: dict[str, list[Pair]] = {**{f"{p} -> {p.moved}": [p] for p in PAIRS}, **PLACES}
"""Everything that has to be reached, by its line in the table of coverage."""

"""What becomes of a fleet's pieces: worn, lost, evacuated, repaired, replaced."""

from __future__ import annotations

import math

from materiel.chance.counts import binomial
from materiel.chance.draw import draw, draw_at
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import shop as sh
from materiel.layout import stock as s
from materiel.layout import ticket as t
from materiel.layout.events import EVACUATION_ENDS, REPLACEMENTS_ARRIVE
from materiel.rules.agenda import post
from materiel.rules.lanchester import loss_rate
from materiel.rules.profile import profile_at
from materiel.rules.shop import admit
from materiel.rules.stock import take
from materiel.rules.strength import expected_losses, joins, loss_factor, strength_changes
from materiel.rules.tickets import free_ticket, take_ticket


@rule
def draw_from(n: Whole, x: Real, stock: int, units: int, priority: int) -> int:
    """Take up to `units` from a stock as a customer who asks again for what there was not."""
    got = take(n, x, stock, units, priority)
    n[stock + s.DEMANDED] += got
    n[stock + s.FILLED] += got
    return got


@rule
def _enter_shop(n: Whole, x: Real, fleet: int, shop: int, pieces: int) -> None:
    """Pieces are handed to a shop; those that it refuses are given up."""
    n[fleet + f.IN_REPAIR] += pieces
    refused = pieces - admit(n, x, shop, pieces, fleet, sh.TO_RESERVE)
    n[fleet + f.IN_REPAIR] -= refused
    n[fleet + f.SCRAPPED] += refused


@rule
def _evacuate(n: Whole, x: Real, fleet: int, shop: int, law: int, pieces: int) -> None:
    """Pieces set out for a shop; without an evacuation law they are there at once."""
    if law == 0:
        _enter_shop(n, x, fleet, shop, pieces)
        return
    n[fleet + f.EVACUATED] += pieces
    ticket = take_ticket(n, x, fleet)
    if ticket == 0:
        return
    n[ticket + t.UNITS] = pieces
    n[ticket + t.FOR] = shop
    days = sample(n, x, law, draw(n, x, fleet + f.EVACUATION_DRAWS))
    post(n, x, x[h.NOW] + days, EVACUATION_ENDS, fleet, ticket)


@rule
def to_shop(n: Whole, x: Real, fleet: int, pieces: int) -> None:
    """Pieces that left the line go to a shop, a binomial share of them to the second one; without a shop they are given up."""
    other = 0
    if n[fleet + f.OTHER_SHOP] != 0 and pieces > 0:
        share = profile_at(n, x, n[fleet + f.OTHER_SHARE], x[h.NOW])
        other = binomial(draw(n, x, fleet + f.OTHER_DRAWS), pieces, share)
    if other > 0:
        _evacuate(n, x, fleet, n[fleet + f.OTHER_SHOP], n[fleet + f.OTHER_EVACUATION], other)
    pieces -= other
    if pieces <= 0:
        return
    if n[fleet + f.SHOP] == 0:
        n[fleet + f.SCRAPPED] += pieces
    else:
        _evacuate(n, x, fleet, n[fleet + f.SHOP], n[fleet + f.EVACUATION], pieces)


@rule
def evacuation_ends(n: Whole, x: Real, fleet: int, ticket: int) -> None:
    """Evacuated pieces reach their shop."""
    pieces = n[ticket + t.UNITS]
    shop = n[ticket + t.FOR]
    free_ticket(n, ticket)
    n[fleet + f.EVACUATED] -= pieces
    _enter_shop(n, x, fleet, shop, pieces)


@rule
def _lost_in_combat(n: Whole, x: Real, fleet: int, pieces: int, u: float) -> None:
    """Book combat losses that have left the line: a binomial share is destroyed, the rest is recovered."""
    destroyed = binomial(u, pieces, x[fleet + f.DESTROYED_SHARE])
    n[fleet + f.COMBAT] += pieces
    n[fleet + f.DESTROYED] += destroyed
    to_shop(n, x, fleet, pieces - destroyed)


@rule
def struck(n: Whole, x: Real, fleet: int, u: float) -> None:
    """A piece in the line is struck from afar: it is lost as in combat. Not for fleets whose pieces have clocks of their own."""
    if n[fleet + f.OPERATIONAL] > 0 and n[fleet + f.SMALL] == 0 and n[fleet + f.MODE] != f.EXPECTED:
        joins(n, x, fleet, -1)
        _lost_in_combat(n, x, fleet, 1, u)


@rule
def combat_hazard(n: Whole, x: Real, fleet: int, tempo: float) -> float:
    """Combat losses a day per piece, at the strengths with which the day began."""
    own = x[fleet + f.STRENGTH]
    if own <= 0.0 or x[fleet + f.LOSS] <= 0.0:
        return 0.0
    foe = n[fleet + f.OPPONENT]
    other = 0.0 if foe == 0 else x[foe + f.STRENGTH]
    rate = loss_rate(n[fleet + f.LAW], x[fleet + f.LOSS], own, other)
    return float(rate / own * loss_factor(n, x, fleet, tempo))


@rule
def _note_strength(n: Whole, x: Real, fleet: int) -> None:
    """Note a fleet's strength before anyone is lost at this instant (in expected-value mode it is brought up to now)."""
    if n[fleet + f.MODE] == f.EXPECTED:
        expected_losses(n, x, fleet)
    elif x[fleet + f.STRENGTH_AT] < x[h.NOW]:
        x[fleet + f.STRENGTH] = float(n[fleet + f.OPERATIONAL])
        x[fleet + f.STRENGTH_AT] = x[h.NOW]


@rule
def day_begins(n: Whole, x: Real, fleet: int) -> None:
    """Note the strengths by which the day's losses are computed: the fleet's own and its opponent's.

    Whoever of the two has its day first at an instant notes both, so that it does not matter who that is, nor whether the other has
    days at all.
    """
    _note_strength(n, x, fleet)
    if n[fleet + f.OPPONENT] != 0:
        _note_strength(n, x, n[fleet + f.OPPONENT])


@rule
def day_losses(n: Whole, x: Real, fleet: int, tempo: float, span: float, day: int) -> None:
    """Losses of a day of `span` days: what leaves the line, by combat and by wear, is one binomial draw, then divided.

    Two exponential risks compete: a piece leaves with probability 1 - exp(-(combat + wear)), and it was combat with
    probability combat / (combat + wear). Draws are counted by the day.
    """
    combat = combat_hazard(n, x, fleet, tempo) * span if n[fleet + f.MODE] == f.THINNED else 0.0
    wear = 0.0
    if n[fleet + f.SMALL] == 0:
        wear = x[fleet + f.WEAR] * (tempo if n[fleet + f.WEAR_BY_TEMPO] == 1 else 1.0) * span
    if combat + wear <= 0.0 or n[fleet + f.OPERATIONAL] <= 0:
        return
    chance = -math.expm1(-(combat + wear))
    gone = binomial(draw_at(n, x, fleet + f.DAY_DRAWS, day), n[fleet + f.OPERATIONAL], chance)
    if gone <= 0:
        return
    lost = gone
    if wear > 0.0:
        lost = 0
        if combat > 0.0:
            lost = binomial(draw_at(n, x, fleet + f.CAUSE_DRAWS, day), gone, combat / (combat + wear))
    joins(n, x, fleet, -gone)
    if lost > 0:
        _lost_in_combat(n, x, fleet, lost, draw_at(n, x, fleet + f.DESTROYED_DRAWS, day))
    n[fleet + f.FAILED] += gone - lost
    to_shop(n, x, fleet, gone - lost)


@rule
def combat_loss(n: Whole, x: Real, fleet: int) -> None:
    """The clock of losses strikes: one piece is lost in combat."""
    x[fleet + f.CLOCK_LEFT] = -1.0
    strength_changes(n, x, fleet, -1)
    _lost_in_combat(n, x, fleet, 1, draw(n, x, fleet + f.DESTROYED_DRAWS))


@rule
def _move_up(n: Whole, x: Real, fleet: int, pieces: int) -> None:
    if n[fleet + f.DELAY] == 0:
        joins(n, x, fleet, pieces)
        return
    n[fleet + f.MOVING_UP] += pieces
    ticket = take_ticket(n, x, fleet)
    if ticket == 0:
        return
    n[ticket + t.UNITS] = pieces
    days = sample(n, x, n[fleet + f.DELAY], draw(n, x, fleet + f.DELAY_DRAWS))
    post(n, x, x[h.NOW] + days, REPLACEMENTS_ARRIVE, fleet, ticket)


@rule
def replacements_arrive(n: Whole, x: Real, fleet: int, ticket: int) -> None:
    """Replacements reach the line."""
    pieces = n[ticket + t.UNITS]
    free_ticket(n, ticket)
    n[fleet + f.MOVING_UP] -= pieces
    joins(n, x, fleet, pieces)


@rule
def day_replacements(n: Whole, x: Real, fleet: int, span: float) -> None:
    """Fill up to authorised strength: from the reserve, then from outside at the fleet's rate of reinforcement."""
    if n[fleet + f.SMALL] == 1:
        return
    short = n[fleet + f.AUTHORISED] - n[fleet + f.OPERATIONAL] - n[fleet + f.MOVING_UP]
    if short > 0 and n[fleet + f.RESERVE] != 0:
        got = draw_from(n, x, n[fleet + f.RESERVE], short, 0)
        if got > 0:
            n[fleet + f.DRAWN] += got
            short -= got
            _move_up(n, x, fleet, got)
    if x[fleet + f.REINFORCEMENT] > 0.0:
        factor = profile_at(n, x, n[fleet + f.REINFORCEMENT_PROFILE], x[h.NOW])
        offered = x[fleet + f.REINFORCEMENT_REST] + x[fleet + f.REINFORCEMENT] * factor * span
        came = int(offered)
        x[fleet + f.REINFORCEMENT_REST] = offered - float(came)
        came = int(max(0, min(came, short)))
        if came > 0:
            n[fleet + f.REINFORCED] += came
            short -= came
            _move_up(n, x, fleet, came)
    if short > 0 and n[fleet + f.RESERVE] != 0:
        x[fleet + f.OUT_DAYS] += span

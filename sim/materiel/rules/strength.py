"""How many pieces of a fleet are in the line: whoever adds or takes some says so here, and those concerned are woken."""

from __future__ import annotations

from materiel.chance.draw import draw
from materiel.chance.exponential import exponential
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.rules.agenda import wake
from materiel.rules.lanchester import decayed, linear_after, loss_rate, square_after, square_end
from materiel.rules.meter import metered
from materiel.rules.profile import profile_at
from materiel.rules.ramp import FOREVER


@rule
def loss_factor(n: Whole, x: Real, fleet: int, tempo: float) -> float:
    """Factor on a fleet's combat losses: tempo, the shortage of munitions and the profile."""
    profile = profile_at(n, x, n[fleet + f.LOSS_PROFILE], x[h.NOW])
    return float(tempo * (1.0 + x[fleet + f.BETA] * x[fleet + f.SHORTAGE]) * profile)


@rule
def tempo_of(n: Whole, x: Real, fleet: int) -> float:
    """Tempo of the front that a fleet lives by; 1 without a front."""
    return 1.0 if n[fleet + f.FRONT] == 0 else float(x[n[fleet + f.FRONT] + fr.TEMPO])


@rule
def _count(n: Whole, x: Real, fleet: int, operational: int) -> None:
    n[fleet + f.OPERATIONAL] = operational
    metered(n, x, fleet + f.OPERATIONAL_DAYS, float(operational))
    metered(n, x, fleet + f.READY_DAYS, 1.0 if operational >= n[fleet + f.LEVEL] else 0.0)


@rule
def _gone(n: Whole, x: Real, fleet: int, time: float) -> None:
    if n[fleet + f.EMPTIED] == 0:
        n[fleet + f.EMPTIED] = 1
        x[fleet + f.GONE_AT] = time


@rule
def _expect(n: Whole, x: Real, fleet: int, strength: float) -> None:
    """Set the expected number; the whole pieces follow it, and what they lose is destroyed."""
    x[fleet + f.STRENGTH] = strength
    x[fleet + f.STRENGTH_AT] = x[h.NOW]
    pieces = int(strength + 0.5)
    lost = n[fleet + f.OPERATIONAL] - pieces
    if lost != 0:
        n[fleet + f.COMBAT] += lost
        n[fleet + f.DESTROYED] += lost
        _count(n, x, fleet, pieces)


@rule
def expected_losses(n: Whole, x: Real, fleet: int) -> None:
    """Bring the expected strength of a fleet, and of the one that it faces, up to now (expected-value mode).

    Exact for constant coefficients, which tempo and shortage keep from one day to the next; the instant at which
    a side is gone is solved within the step.
    """
    start = x[fleet + f.STRENGTH_AT]
    days = x[h.NOW] - start
    if days <= 0.0:
        return
    own = x[fleet + f.STRENGTH]
    own_loss = x[fleet + f.LOSS] * loss_factor(n, x, fleet, tempo_of(n, x, fleet))
    foe = n[fleet + f.OPPONENT]
    law = n[fleet + f.LAW]
    if law == f.RATE or foe == 0:
        _expect(n, x, fleet, decayed(own, own_loss, days))
        return
    other = x[foe + f.STRENGTH]
    other_loss = x[foe + f.LOSS] * loss_factor(n, x, foe, tempo_of(n, x, foe))
    if law == f.LINEAR:
        _expect(n, x, fleet, linear_after(own, other, own_loss, other_loss, days))
        _expect(n, x, foe, linear_after(other, own, other_loss, own_loss, days))
        return
    own_end = square_end(own, other, own_loss, other_loss)
    other_end = square_end(other, own, other_loss, own_loss)
    span = min(days, own_end, other_end)
    left = max(0.0, square_after(own, other, own_loss, other_loss, span))
    other_left = max(0.0, square_after(other, own, other_loss, own_loss, span))
    if own_end <= days:
        left = 0.0
        _gone(n, x, fleet, start + own_end)
    if other_end <= days:
        other_left = 0.0
        _gone(n, x, foe, start + other_end)
    _expect(n, x, fleet, left)
    _expect(n, x, foe, other_left)


@rule
def strength_changes(n: Whole, x: Real, fleet: int, pieces: int) -> None:
    """Pieces enter the line (or leave it, if negative); an opponent whose losses hang on that looks again."""
    if pieces == 0:
        return
    if n[fleet + f.MODE] == f.EXPECTED:
        expected_losses(n, x, fleet)
        x[fleet + f.STRENGTH] += float(pieces)
    _count(n, x, fleet, n[fleet + f.OPERATIONAL] + pieces)
    if pieces < 0 and n[fleet + f.OPERATIONAL] == 0 and n[fleet + f.MODE] != f.EXPECTED:
        _gone(n, x, fleet, x[h.NOW])
    foe = n[fleet + f.OPPONENT]
    if foe != 0 and n[foe + f.MODE] == f.CLOCKS:
        wake(n, x, foe)


@rule
def joins(n: Whole, x: Real, fleet: int, pieces: int) -> None:
    """Pieces enter the line, or leave it for another reason than the fleet's own clock of losses, which looks again."""
    strength_changes(n, x, fleet, pieces)
    if n[fleet + f.MODE] == f.CLOCKS and pieces != 0:
        wake(n, x, fleet)


@rule
def authorise(n: Whole, x: Real, fleet: int, pieces: int) -> None:
    """Raise the authorised strength (lower it, if negative)."""
    n[fleet + f.AUTHORISED] += pieces
    metered(n, x, fleet + f.AUTHORISED_DAYS, float(n[fleet + f.AUTHORISED]))


@rule
def strength_is_set(n: Whole, x: Real, fleet: int) -> None:
    """Close the meters, since a programme or a lever may have set the authorised strength or the level of readiness."""
    authorise(n, x, fleet, 0)
    metered(n, x, fleet + f.READY_DAYS, 1.0 if n[fleet + f.OPERATIONAL] >= n[fleet + f.LEVEL] else 0.0)


@rule
def tempo_changes(n: Whole, x: Real, fleet: int) -> None:
    """A new day has begun: a fleet with a clock of losses looks again if they are more or less likely than yesterday."""
    if n[fleet + f.MODE] == f.CLOCKS and loss_factor(n, x, fleet, tempo_of(n, x, fleet)) != x[fleet + f.CLOCK_FACTOR]:
        wake(n, x, fleet)


@rule
def next_loss(n: Whole, x: Real, fleet: int) -> float:
    """The instant of the next combat loss (days), by a clock that runs at the rate of losses: a continuous-time Markov chain.

    A unit exponential is used up at that rate, so that a change of strength needs no new draw.
    """
    now = x[h.NOW]
    if x[fleet + f.CLOCK_LEFT] < 0.0:
        x[fleet + f.CLOCK_LEFT] = exponential(draw(n, x, fleet + f.LOSS_DRAWS), 1.0)
    else:
        used = x[fleet + f.CLOCK_RATE] * (now - x[fleet + f.CLOCK_UP_TO])
        x[fleet + f.CLOCK_LEFT] = max(0.0, x[fleet + f.CLOCK_LEFT] - used)
    foe = n[fleet + f.OPPONENT]
    other = 0.0 if foe == 0 else float(n[foe + f.OPERATIONAL])
    rate = loss_rate(n[fleet + f.LAW], x[fleet + f.LOSS], float(n[fleet + f.OPERATIONAL]), other)
    factor = loss_factor(n, x, fleet, tempo_of(n, x, fleet))
    rate *= factor
    x[fleet + f.CLOCK_FACTOR] = factor
    x[fleet + f.CLOCK_RATE] = rate
    x[fleet + f.CLOCK_UP_TO] = now
    return float(now + x[fleet + f.CLOCK_LEFT] / rate) if rate > 0.0 else FOREVER

"""What a layer of air defence does to the threats of one class in one raid.

Threats that reach a layer stand in a row; whoever survives goes on to the next. Draws have fixed places: a kill draw belongs to
(raid, class, layer), the threat's place among those engaged, and the shot. So one interceptor more, or one threat fewer in the row,
never lets more through: every formula here is nondecreasing in the threats and nonincreasing in interceptors for the same draws.
"""

from __future__ import annotations

from materiel.chance.counts import binomial
from materiel.chance.draw import draw_at
from materiel.chance.table import curve, first_reaching, from_odds
from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import head as h
from materiel.layout import layer as ly
from materiel.layout import threat as a
from materiel.rules.profile import profile_at
from materiel.rules.stock import available, expend

_SHOT_BITS = ly.SHOT_BITS
_RAID_AT = ly.SHOT_BITS + ly.THREAT_BITS
_KNOTS = ly.KNOTS
_MEANS = ly.MEANS
_CURVE = ly.CURVE_SIZE


@rule
def kill_index(raid: int, threat: int, shot: int) -> int:
    """Place of a kill draw in its stream: 24 bits for the raid's number, 20 for the threat's place, 20 for the shot."""
    return (raid << _RAID_AT) | (threat << _SHOT_BITS) | shot


@rule
def spread_probability(x: Real, table: int, u: float, mean: float) -> float:
    """A raid's kill probability: quantile at u of the beta law with this mean and the rho of the table.

    Between the means of the table quantiles are interpolated, so that the mean over u is kept exactly; 0 and 1 stay what they are.
    """
    if mean <= 0.0 or mean >= 1.0:
        return min(1.0, max(0.0, mean))
    j = first_reaching(x, table, _MEANS, mean)
    low = 0.0
    below = 0.0
    high = 1.0
    above = 1.0
    if mean > x[table + j]:
        j += 1
    if j > 0:
        low = x[table + j - 1]
        below = from_odds(curve(x, table + _MEANS + (j - 1) * _CURVE, _KNOTS, u), 0.0, 1.0)
    if j < _MEANS:
        high = x[table + j]
        above = from_odds(curve(x, table + _MEANS + j * _CURVE, _KNOTS, u), 0.0, 1.0)
    return float(below + (mean - low) / (high - low) * (above - below))


@rule
def prepare(n: Whole, x: Real, layer: int) -> None:
    """Before a raid: the probability of engagement, min(1, batteries / batteries for full coverage), and the channels."""
    batteries = x[layer + ly.BATTERIES]
    if n[layer + ly.FLEET] != 0:
        batteries = float(n[n[layer + ly.FLEET] + f.OPERATIONAL])
    x[layer + ly.COVERAGE] = 1.0 if x[layer + ly.FULL] <= 0.0 else min(1.0, batteries / x[layer + ly.FULL])
    n[layer + ly.CHANNELS_LEFT] = -1
    if x[layer + ly.CHANNELS] >= 0.0:
        n[layer + ly.CHANNELS_LEFT] = int(batteries * x[layer + ly.CHANNELS] + 0.5)


@rule
def _engaged(n: Whole, x: Real, engagement: int, raid: int, threats: int) -> int:
    """How many of the threats the layer engages: a binomial share, as far as channels go. Their channels are taken."""
    layer = n[engagement + ly.OF_LAYER]
    share = x[layer + ly.COVERAGE] * profile_at(n, x, n[n[engagement + ly.WITH] + ly.REACH], x[h.NOW])
    engaged = threats
    if share < 1.0:
        engaged = binomial(draw_at(n, x, engagement + ly.ENGAGE_DRAWS, raid), threats, share)
    if n[layer + ly.CHANNELS_LEFT] >= 0:
        engaged = min(engaged, n[layer + ly.CHANNELS_LEFT])
        n[layer + ly.CHANNELS_LEFT] -= engaged
    return int(engaged)


@rule
def _kill_probability(n: Whole, x: Real, engagement: int, arsenal: int, raid: int) -> float:
    against = n[engagement + ly.WITH]
    p = profile_at(n, x, n[against + ly.KILL], x[h.NOW]) * profile_at(n, x, n[arsenal + a.KILL_FACTOR], x[h.NOW])
    p = min(1.0, max(0.0, p * x[n[engagement + ly.OF_LAYER] + ly.KILL_FACTOR]))
    if n[against + ly.SPREAD_TABLE] != 0:
        p = spread_probability(x, n[against + ly.SPREAD_TABLE], draw_at(n, x, engagement + ly.SPREAD_DRAWS, raid), p)
    return p


@rule
def _volley(
    n: Whole, x: Real, layer: int, draws: int, raid: int, engaged: int, p: float, shots: int, magazine: int
) -> int:
    """So many shots at each threat, in turn, until the magazine is empty; how many are killed."""
    killed = 0
    left = magazine
    at = 0
    while at < engaged and left > 0:
        fired = min(shots, left)
        left -= fired
        for shot in range(fired):
            if draw_at(n, x, draws, kill_index(raid, at, shot)) < p:
                killed += 1
                break
        at += 1
    n[layer + ly.FIRED] += magazine - left
    n[layer + ly.SHORT] += shots * engaged - (magazine - left)
    x[layer + ly.FIRED_AT] = float(at)
    return killed


@rule
def _shoot_look_shoot(
    n: Whole, x: Real, layer: int, draws: int, raid: int, engaged: int, p: float, looks: int, magazine: int
) -> int:
    """One shot at a threat, and another if it is seen to have missed, up to so many; then the next threat. How many are killed.

    Shots withheld are those that a full magazine would have fired at threats still alive, with the same draws; where looks have no
    limit, one a threat.
    """
    killed = 0
    left = magazine
    fired_at = 0
    short = 0
    for at in range(engaged):
        fired_at += 1 if left > 0 else 0
        shot = 0
        missed = True
        while missed and shot < looks:
            missed = draw_at(n, x, draws, kill_index(raid, at, shot)) >= p
            shot += 1
            if left > 0:
                left -= 1
                killed += 0 if missed else 1
            else:
                short += 1
                missed = missed and looks < ly.UNLIMITED
    n[layer + ly.FIRED] += magazine - left
    n[layer + ly.SHORT] += short
    x[layer + ly.FIRED_AT] = float(fired_at)
    return killed


@rule
def _uncoordinated(
    n: Whole, x: Real, layer: int, draws: int, raid: int, engaged: int, p: float, shots: int, magazine: int
) -> int:
    """Interceptors pick among all threats engaged, blindly and evenly; how many are killed.

    The number that survives is a chain: an interceptor meets a survivor with probability survivors / engaged, so each needs
    one draw only. Mean of survivors N (1 - p/N)^I (Washburn & Kress 2009, Combat Modeling, uncoordinated fire).
    """
    wanted = magazine if shots < 0 else shots
    fired = min(wanted, magazine) if engaged > 0 else 0
    alive = engaged
    for k in range(fired):
        if draw_at(n, x, draws, kill_index(raid, 0, k)) * float(engaged) < p * float(alive):
            alive -= 1
    n[layer + ly.FIRED] += fired
    if engaged > 0:
        n[layer + ly.SHORT] += wanted - fired
        x[layer + ly.FIRED_AT] = float(engaged) * (1.0 - (1.0 - 1.0 / float(engaged)) ** float(fired))
    return int(engaged - alive)


@rule
def engage(n: Whole, x: Real, engagement: int, arsenal: int, raid: int, threats: int) -> int:
    """A layer engages the threats of one class that reach it in raid number `raid`; how many survive."""
    layer = n[engagement + ly.OF_LAYER]
    p = _kill_probability(n, x, engagement, arsenal, raid)
    if threats <= 0 or p <= 0.0:
        return threats
    engaged = _engaged(n, x, engagement, raid, threats)
    doctrine = n[layer + ly.DOCTRINE]
    draws = engagement + ly.KILL_DRAWS
    shots = n[n[engagement + ly.WITH] + ly.SHOTS]
    stock = n[layer + ly.STOCK]
    magazine = ly.UNLIMITED if stock == 0 else available(n, stock, n[layer + ly.PRIORITY])
    fired = n[layer + ly.FIRED]
    short = n[layer + ly.SHORT]
    if doctrine == ly.SINGLE:
        killed = binomial(draw_at(n, x, draws, kill_index(raid, 0, 0)), engaged, p)
        x[layer + ly.FIRED_AT] = float(killed)
    elif doctrine == ly.FIXED:
        killed = _volley(n, x, layer, draws, raid, engaged, p, shots, magazine)
    elif doctrine == ly.LOOK:
        looks = ly.UNLIMITED if shots < 0 else shots
        killed = _shoot_look_shoot(n, x, layer, draws, raid, engaged, p, looks, magazine)
    else:
        killed = _uncoordinated(n, x, layer, draws, raid, engaged, p, shots, magazine)
    fired = n[layer + ly.FIRED] - fired
    short = n[layer + ly.SHORT] - short
    if stock != 0:
        expend(n, x, stock, fired + short, fired, n[layer + ly.PRIORITY])
    n[layer + ly.ENGAGED] += engaged
    n[layer + ly.KILLED] += killed
    if n[layer + ly.LOSES] == 1:
        n[arsenal + a.LOST] += killed
    else:
        n[arsenal + a.INTERCEPTED_SOVIET + n[layer + ly.STANDARD]] += killed
    x[arsenal + a.UNTOUCHED] *= (float(threats) - x[layer + ly.FIRED_AT]) / float(threats)
    return int(threats - killed)

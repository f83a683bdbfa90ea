"""A raid: when it comes, what is sent, at what, and what gets through."""

from __future__ import annotations

import math

from materiel.chance.counts import binomial
from materiel.chance.draw import draw_at
from materiel.chance.sample import sample
from materiel.jit import Real, Whole, rule
from materiel.layout import head as h
from materiel.layout import layer as ly
from materiel.layout import raid as r
from materiel.layout import site as si
from materiel.layout import threat as a
from materiel.rules.arsenal import launch, on_call, reckon_output, report
from materiel.rules.damage import hit, tell_condition
from materiel.rules.engagement import engage, prepare
from materiel.rules.profile import profile_at
from materiel.rules.ramp import profile_reach

_SITE_AT = 32


@rule
def _draw_next(n: Whole, x: Real, raid: int) -> None:
    """Draw when the raid after the latest one comes: a gap of the law, on a clock that runs as fast as the rate says."""
    number = n[raid + r.RAIDS]
    gap = sample(n, x, n[raid + r.GAP], draw_at(n, x, raid + r.GAP_DRAWS, number))
    x[raid + r.NEXT] = profile_reach(n, x, n[raid + r.RATE], x[h.NOW], gap)


@rule
def raid_look(n: Whole, x: Real, raid: int) -> float:
    """The instant of the next raid (days); infinity if there is none."""
    number = n[raid + r.RAIDS]
    if n[raid + r.DATE_COUNT] > 0 or n[raid + r.GAP] == 0:
        if number >= n[raid + r.DATE_COUNT]:
            return math.inf
        return float(x[n[raid + r.DATES] + number])
    if x[raid + r.NEXT] < 0.0:
        if x[raid + r.OFFSET] >= 0.0:
            x[raid + r.NEXT] = x[raid + r.OFFSET]
        else:
            _draw_next(n, x, raid)
    return float(x[raid + r.NEXT])


@rule
def choose_target(n: Whole, x: Real, raid: int, number: int) -> int:
    """Row of the category that raid number `number` goes for, by the weights of the instant; 0 if there is none."""
    first = n[raid + r.MIX]
    total = 0.0
    for k in range(n[raid + r.MIX_COUNT]):
        mixed = n[first + k]
        total += x[mixed + r.SHARE] * profile_at(n, x, n[mixed + r.SEASON], x[h.NOW])
    if total <= 0.0:
        return 0
    left = draw_at(n, x, raid + r.TARGET_DRAWS, number) * total
    chosen = 0
    for k in range(n[raid + r.MIX_COUNT]):
        mixed = n[first + k]
        weight = x[mixed + r.SHARE] * profile_at(n, x, n[mixed + r.SEASON], x[h.NOW])
        if weight > 0.0:
            chosen = n[mixed + r.OF_TARGET]
            if left <= weight:
                return int(chosen)
        left -= weight
    return int(chosen)


@rule
def raid_size(n: Whole, x: Real, raid: int, place: int, number: int) -> int:
    """Units of the class at this place that are sent: min(size x intensity, stock - floor), whole units, the rest carried."""
    part = n[n[raid + r.PARTS] + place]
    ready = on_call(n, n[part + r.CLASS])
    if n[raid + r.DATE_COUNT] > 0:
        dated = n[n[raid + r.SIZES] + number * n[raid + r.PART_COUNT] + place]
        if dated >= 0:
            return int(min(dated, ready))
    size = sample(n, x, n[part + r.SIZE], draw_at(n, x, part + r.SIZE_DRAWS, number))
    if n[part + r.BY_SHARE] == 1:
        size *= float(ready)
    size *= profile_at(n, x, n[part + r.INTENSITY], x[h.NOW])
    due = x[part + r.CARRIED] + max(0.0, size)
    units = int(due + 1e-9)
    x[part + r.CARRIED] = due - float(units)
    return int(min(units, int(x[part + r.MOST_SHARE] * float(ready) + 1e-9)))


@rule
def _strike(n: Whole, x: Real, part: int, target: int, number: int, hits: int) -> None:
    """Each leaker that strikes damages a site of the category, by weight."""
    sites = n[target + r.SITES]
    count = n[target + r.SITE_COUNT]
    total = 0.0
    for k in range(count):
        total += x[n[sites + k] + si.TARGET_WEIGHT]
    if total <= 0.0:
        return
    severity = x[n[part + r.CLASS] + a.SEVERITY]
    for k in range(hits):
        left = draw_at(n, x, part + r.SITE_DRAWS, (number << _SITE_AT) | k) * total
        struck = 0
        for place in range(count):
            site = n[sites + place]
            weight = x[site + si.TARGET_WEIGHT]
            if weight > 0.0:
                struck = site
                if left <= weight:
                    break
            left -= weight
        hit(n, x, struck, severity)
    for place in range(count):
        tell_condition(n, x, n[sites + place])


@rule
def _fly(n: Whole, x: Real, part: int, target: int, number: int, sent: int) -> None:
    """What was sent of one class meets the layers in their order, and strikes with what is left."""
    arsenal = n[part + r.CLASS]
    bit = r.NO_TARGET_BIT if target == 0 else n[target + r.BIT]
    x[arsenal + a.UNTOUCHED] = float(sent)
    threats = sent
    first = n[part + r.ENGAGEMENTS]
    for k in range(n[part + r.ENGAGEMENT_COUNT]):
        engagement = n[first + k]
        if threats > 0 and (n[n[engagement + ly.OF_LAYER] + ly.COVERS] & bit) != 0:
            threats = engage(n, x, engagement, arsenal, number, threats)
    n[arsenal + a.LEAKED] += threats
    share = profile_at(n, x, n[arsenal + a.REPORTED_SHARE], x[h.NOW])
    report(n, x, arsenal, sent, x[arsenal + a.UNTOUCHED], share)
    hits = binomial(draw_at(n, x, part + r.HIT_DRAWS, number), threats, x[arsenal + a.HIT_CHANCE])
    n[arsenal + a.HIT] += hits
    if target != 0 and hits > 0:
        _strike(n, x, part, target, number, hits)


@rule
def raid_comes(n: Whole, x: Real, raid: int) -> None:
    """A raid: its target is drawn, then class after class is sent, in a fixed order; then the next raid is drawn."""
    number = n[raid + r.RAIDS]
    target = choose_target(n, x, raid, number)
    n[raid + r.TARGET_NOW] = 0 if target == 0 else n[target + r.BIT]
    first = n[raid + r.LAYERS]
    for k in range(n[raid + r.LAYER_COUNT]):
        prepare(n, x, n[first + k])
    first = n[raid + r.PARTS]
    for k in range(n[raid + r.PART_COUNT]):
        part = n[first + k]
        reckon_output(n, x, n[part + r.CLASS])
        sent = raid_size(n, x, raid, k, number)
        if sent > 0:
            launch(n, n[part + r.CLASS], sent)
            _fly(n, x, part, target, number, sent)
    n[raid + r.RAIDS] = number + 1
    if n[raid + r.DATE_COUNT] == 0:
        _draw_next(n, x, raid)

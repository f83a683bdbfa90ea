"""Air-defence coverage: the share of a stated reference raid that a front's air defence would stop, in expectation.

The raid is stated in the world (classes, sizes, targets), so that coverage does not depend on what the attacker happens to send.
It meets the month's mean batteries, the magazines at the month's end, and the kill factors of the middle of the month.
Layer by layer: threats are engaged with probability min(1, batteries / batteries for full coverage) x reach, as far as channels
go; a magazine serves as many of them as it has shots for; what is neither killed nor jammed goes on to the next layer.
"""

from __future__ import annotations

from materiel.jit import Real, Whole, rule
from materiel.layout import fleet as f
from materiel.layout import front as fr
from materiel.layout import head as h
from materiel.layout import layer as ly
from materiel.layout import threat as a
from materiel.rules.meter import area
from materiel.rules.profile import profile_at
from materiel.rules.readiness import ABSENT
from materiel.rules.stock import available

_LOOKS = 32
"""Looks after which a doctrine without a limit counts as ended: what is left of a threat by then is next to nothing."""
_NO_LIMIT = -1.0


@rule
def missed_by_all(p: float, rho: float, shots: int) -> float:
    """Probability that `shots` independent shots all miss, at a kill probability of mean p.

    Between raids the kill probability is beta distributed with intraclass correlation rho = 1/(a+b+1): E[(1-P)^n] is
    the product of (b+k)/(a+b+k) over k < n (Johnson, Kotz and Balakrishnan 1995, beta distributions, moments about 0).
    """
    left = 1.0
    if rho <= 0.0 or p <= 0.0 or p >= 1.0:
        for _ in range(shots):
            left *= 1.0 - p
        return left
    both = 1.0 / rho - 1.0
    misses = (1.0 - p) * both
    for k in range(shots):
        left *= (misses + float(k)) / (both + float(k))
    return left


@rule
def shots_expected(p: float, rho: float, looks: int) -> float:
    """Shots at a threat by shoot-look-shoot with up to `looks` looks: the next is fired if all before it missed."""
    shots = 0.0
    for k in range(looks):
        shots += missed_by_all(p, rho, k)
    return shots


@rule
def _served(engaged: float, each: float, magazine: float) -> float:
    """Threats that a magazine has shots for, at so many shots each."""
    if magazine < 0.0 or each <= 0.0:
        return engaged
    return min(engaged, magazine / each)


@rule
def _meet_layer(n: Whole, x: Real, met: int, against: int, arsenal: int, threats: float, time: float) -> float:
    """Expected number of threats that a layer stops; its channels and its magazine shrink by what it takes."""
    layer = n[met + fr.LAYER]
    p = profile_at(n, x, n[against + ly.KILL], time) * profile_at(n, x, n[arsenal + a.KILL_FACTOR], time)
    p = min(1.0, max(0.0, p * x[layer + ly.KILL_FACTOR]))
    share = profile_at(n, x, n[against + ly.REACH], time)
    if x[layer + ly.FULL] > 0.0:
        share *= min(1.0, x[met + fr.BATTERIES] / x[layer + ly.FULL])
    engaged = threats * min(1.0, max(0.0, share))
    if x[met + fr.CHANNELS_LEFT] >= 0.0:
        engaged = min(engaged, x[met + fr.CHANNELS_LEFT])
    if engaged <= 0.0 or p <= 0.0:
        return 0.0
    if x[met + fr.CHANNELS_LEFT] >= 0.0:
        x[met + fr.CHANNELS_LEFT] -= engaged
    rho = x[against + ly.SPREAD] if n[against + ly.SPREAD_TABLE] != 0 else 0.0
    magazine = n[met + fr.MAGAZINE]
    left = x[magazine + fr.SHOTS_LEFT] if magazine != 0 else _NO_LIMIT
    shots = n[against + ly.SHOTS]
    doctrine = n[layer + ly.DOCTRINE]
    if doctrine == ly.SINGLE:
        return float(engaged * p)
    if doctrine == ly.UNCOORDINATED:
        fired = left if shots < 0 else float(shots)
        if left >= 0.0:
            fired = min(fired, left)
            x[magazine + fr.SHOTS_LEFT] -= fired
        return float(engaged * (1.0 - (1.0 - p / max(1.0, engaged)) ** fired))
    looks = _LOOKS if shots < 0 else min(shots, _LOOKS)
    each = float(looks) if doctrine == ly.FIXED else shots_expected(p, rho, looks)
    served = _served(engaged, each, left)
    if left >= 0.0:
        x[magazine + fr.SHOTS_LEFT] = max(0.0, left - served * each)
    return float(served * (1.0 - missed_by_all(p, rho, looks)))


@rule
def _read_batteries(n: Whole, x: Real, front: int) -> None:
    """Mean batteries of each layer since the last month-end."""
    days = x[h.NOW] - x[front + fr.READ_UP_TO]
    first = n[front + fr.REFERENCE_LAYERS]
    for k in range(n[front + fr.REFERENCE_LAYER_COUNT]):
        met = n[first + k]
        layer = n[met + fr.LAYER]
        x[met + fr.BATTERIES] = x[layer + ly.BATTERIES]
        if n[layer + ly.FLEET] != 0 and days > 0.0:
            piece_days = area(n, x, n[layer + ly.FLEET] + f.OPERATIONAL_DAYS)
            x[met + fr.BATTERIES] = (piece_days - x[met + fr.LAST_PIECE_DAYS]) / days
            x[met + fr.LAST_PIECE_DAYS] = piece_days


@rule
def _load(n: Whole, x: Real, front: int) -> None:
    """Before the reference raid: channels by the month's batteries, and each raid's part of the magazines."""
    first = n[front + fr.REFERENCE_LAYERS]
    for k in range(n[front + fr.REFERENCE_LAYER_COUNT]):
        met = n[first + k]
        layer = n[met + fr.LAYER]
        x[met + fr.CHANNELS_LEFT] = _NO_LIMIT
        if x[layer + ly.CHANNELS] >= 0.0:
            x[met + fr.CHANNELS_LEFT] = x[met + fr.BATTERIES] * x[layer + ly.CHANNELS]
        x[met + fr.SHOTS_LEFT] = 0.0
        if n[met + fr.MAGAZINE] == met:
            held = float(available(n, n[layer + ly.STOCK], n[layer + ly.PRIORITY]))
            x[met + fr.SHOTS_LEFT] = held / max(1.0, x[front + fr.REFERENCE_RAIDS])


@rule
def _stopped_at(n: Whole, x: Real, front: int, bit: int, time: float) -> float:
    """Threats of a reference raid at one target category that are stopped, each class by its weight in coverage."""
    _load(n, x, front)
    stopped = 0.0
    first = n[front + fr.REFERENCE]
    for k in range(n[front + fr.REFERENCE_COUNT]):
        of = n[first + k]
        arsenal = n[of + fr.CLASS]
        threats = x[of + fr.SIZE]
        for j in range(n[of + fr.MET_COUNT]):
            at = n[of + fr.MET_AT] + j * fr.MET_SIZE
            met = n[at]
            if threats > 0.0 and (n[n[met + fr.LAYER] + ly.COVERS] & bit) != 0:
                taken = _meet_layer(n, x, met, n[at + 1], arsenal, threats, time)
                threats -= taken
                stopped += taken * x[arsenal + a.WEIGHT]
    return stopped


@rule
def reference_coverage(n: Whole, x: Real, front: int) -> float:
    """Expected share of the front's reference raid that is stopped, mean over its targets; -1 without such a raid."""
    sent = 0.0
    first = n[front + fr.REFERENCE]
    for k in range(n[front + fr.REFERENCE_COUNT]):
        of = n[first + k]
        sent += x[of + fr.SIZE] * x[n[of + fr.CLASS] + a.WEIGHT]
    if sent <= 0.0:
        return ABSENT
    _read_batteries(n, x, front)
    middle = (x[front + fr.READ_UP_TO] + x[h.NOW]) / 2.0
    share = 0.0
    targets = n[front + fr.REFERENCE_TARGETS]
    for k in range(n[front + fr.REFERENCE_TARGET_COUNT]):
        share += x[targets + k] * _stopped_at(n, x, front, n[targets + k], middle)
    return share / sent

"""A loop for these two models alone, compiled by numba, with numba's own generator."""

import math

import constants as c
import numba
import numpy as np

LOT_MU, LOT_SIGMA = c.LOT_LOG
REPAIR_MU, REPAIR_SIGMA = c.REPAIR_LOG
LEAD_MU, LEAD_SIGMA = c.LEAD_LOG
HORIZON, LOT, ROOM, STORE, BASE, UP, ASKED = c.HORIZON, c.LOT, c.STORE_ROOM, c.STORE_START, c.BASE_STOCK, c.UP, c.ASKED
GAP, SERVICE, MM1_HORIZON = c.MM1_GAP, c.MM1_SERVICE, c.MM1_HORIZON
RING = 4096


@numba.njit(cache=False)
def push(times, units, count, time, load):
    at = count
    while at > 0:
        above = (at - 1) >> 1
        if times[above] <= time:
            break
        times[at], units[at] = times[above], units[above]
        at = above
    times[at], units[at] = time, load
    return count + 1


@numba.njit(cache=False)
def pop(times, units, count):
    count -= 1
    time, load = times[count], units[count]
    at, child = 0, 1
    while child < count:
        if child + 1 < count and times[child + 1] < times[child]:
            child += 1
        if times[child] >= time:
            break
        times[at], units[at] = times[child], units[child]
        at, child = child, 2 * child + 1
    times[at], units[at] = time, load
    return count


@numba.njit(cache=False)
def _small(seed):
    np.random.seed(seed)
    times, units, ring = np.empty(RING), np.empty(RING, np.int64), np.empty(RING, np.int64)
    count = head = tail = 0
    store, depot, owed, owed_by_factory = STORE, BASE, 0, 0
    made = asked = at_once = 0
    area = since = 0.0
    down = blocked = False
    left = math.exp(np.random.normal(LOT_MU, LOT_SIGMA))
    lot_due, began, day = left, 0.0, 1.0
    mode_due = np.random.exponential(UP)
    while True:
        now = min(lot_due, mode_due, day)
        if count > 0 and times[0] < now:
            now = times[0]
            if now > HORIZON:
                break
            load = units[0]
            count = pop(times, units, count)
            area += depot * (now - since)
            since = now
            served = min(owed, load)
            owed -= served
            depot += load - served
            continue
        if now > HORIZON:
            break
        hand_over = False
        if now == lot_due:
            lot_due = math.inf
            made += LOT
            blocked = hand_over = True
        elif now == mode_due:
            if not down:
                down = True
                if lot_due < math.inf:
                    left -= now - began
                    lot_due = math.inf
                mode_due = now + math.exp(np.random.normal(REPAIR_MU, REPAIR_SIGMA))
            else:
                down = False
                mode_due = now + np.random.exponential(UP)
                if not blocked:
                    if left < 0.0:
                        left = math.exp(np.random.normal(LOT_MU, LOT_SIGMA))
                    began, lot_due = now, now + left
        else:
            day += 1.0
            batch = np.random.poisson(ASKED)
            asked += batch
            area += depot * (now - since)
            since = now
            got = min(batch, depot)
            depot -= got
            at_once += got
            owed += batch - got
            part = 0
            if head == tail and store > 0:
                part = min(batch, store)
                if part > 0:
                    store -= part
                    count = push(times, units, count, now + math.exp(np.random.normal(LEAD_MU, LEAD_SIGMA)), part)
            if part < batch:
                ring[tail & (RING - 1)] = batch - part
                tail += 1
                owed_by_factory += batch - part
            hand_over = blocked
        if hand_over and store - owed_by_factory + LOT <= ROOM:
            blocked = False
            store += LOT
            while head < tail and store > 0:
                part = min(ring[head & (RING - 1)], store)
                store -= part
                owed_by_factory -= part
                count = push(times, units, count, now + math.exp(np.random.normal(LEAD_MU, LEAD_SIGMA)), part)
                ring[head & (RING - 1)] -= part
                if ring[head & (RING - 1)] == 0:
                    head += 1
            left = -1.0
            if not down:
                left = math.exp(np.random.normal(LOT_MU, LOT_SIGMA))
                began, lot_due = now, now + left
    area += depot * (HORIZON - since)
    return float(made), at_once / asked, area / HORIZON


@numba.njit(cache=False)
def _mm1(seed):
    np.random.seed(seed)
    ring = np.empty(RING)
    head = tail = served = 0
    total = 0.0
    arrival, done = np.random.exponential(GAP), math.inf
    while True:
        if arrival < done:
            now = arrival
            if now > MM1_HORIZON:
                break
            ring[tail & (RING - 1)] = now
            tail += 1
            if tail - head == 1:
                done = now + np.random.exponential(SERVICE)
            arrival = now + np.random.exponential(GAP)
        else:
            now = done
            if now > MM1_HORIZON:
                break
            total += now - ring[head & (RING - 1)]
            head += 1
            served += 1
            done = now + np.random.exponential(SERVICE) if head < tail else math.inf
    return float(served), total / served, 0.0


def small(seed: int) -> tuple[float, float, float]:
    return _small(seed)


def mm1(seed: int) -> tuple[float, float, float]:
    return _mm1(seed)

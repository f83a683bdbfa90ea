"""The numbers of the two models; see README.md. Times in days, quantities in units."""

from math import log, sqrt

HORIZON = 3650.0
READING, READINGS = 36.5, 100

LOT = 20
LOT_TIME, LOT_CV = 0.8, 0.5
STORE_ROOM, STORE_START = 200, 100
UP = 30.0
REPAIR, REPAIR_CV = 3.0, 1.0
BASE_STOCK = 160
LEAD, LEAD_CV = 4.0, 0.5
ASKED = 20.0

MM1_HORIZON = 10_000.0
MM1_GAP = 1.0 / 0.8
MM1_SERVICE = 1.0


def of_log(mean: float, cv: float) -> tuple[float, float]:
    """Mean and standard deviation of the logarithm of a lognormal quantity."""
    variance = log(1.0 + cv * cv)
    return log(mean) - 0.5 * variance, sqrt(variance)


LOT_LOG, REPAIR_LOG, LEAD_LOG = of_log(LOT_TIME, LOT_CV), of_log(REPAIR, REPAIR_CV), of_log(LEAD, LEAD_CV)

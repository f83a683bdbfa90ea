"""The table of metrics. A new one is a function in one file and a line in one of the three parts."""

from __future__ import annotations

from materiel.metrics.each_place import EACH_PLACE
from materiel.metrics.metric import Metric
from materiel.metrics.monthly import MONTHLY
from materiel.metrics.overall import OVERALL
from materiel.metrics.stockouts import STOCKOUTS

METRICS: tuple[Metric, ...] = (*MONTHLY, *OVERALL, *STOCKOUTS, *EACH_PLACE)
"""All metrics. Names are unique; `materiel metrics` lists them."""

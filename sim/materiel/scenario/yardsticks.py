"""What runs of a world are judged by: targets, thresholds, the rate of discount."""

from __future__ import annotations

from materiel.scenario.spec import Spec
from materiel.scenario.values import NotNegative, Number, Share


class Yardsticks(Spec):
    """Yardsticks of the metrics. They change no run, only what is said about it."""

    readiness_target: Share = Number(central=0.7)
    """Readiness that is aimed at."""
    failure_threshold: Share = Number(central=0.5)
    """Readiness below which the front is failing."""
    allied_target: Share = Number(central=0.9)
    """Allied readiness that is aimed at."""
    discount_rate_per_year: NotNegative = Number(central=0.0)
    """Rate at which later costs are discounted."""
    warm_up_days: NotNegative = Number(central=0.0)
    """Days from the start that averages over the whole run leave out (reference worlds)."""
    fallen_share: Share = Number(central=0.5)
    """Share of its highest level so far below which a stock has fallen; from then on it is to regenerate."""
    home: str = ""
    """Country that is supplied: lines at its sites are domestic, and it owns what no donor holds."""
    home_title: str = ""
    """What that country is called in tables and figures."""

"""Where a difference over time is largest, and whether one is shown at all, as a headline and its caption."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from materiel.lab.analysis.demands import Values
from materiel.lab.analysis.overtime import OverTime
from materiel.lab.wording import HEADLINE, fitted, listed, ranged


def peak(bands: Mapping[str, OverTime], series: str, unit: str, periods: Sequence[str | float]) -> tuple[str, str]:
    """The largest difference that some candidate's band shows, with its period, and in how many periods of whom one is shown.

    `bands` are by what candidates are called, jointly made; `periods` months (`2022-10`) or days. If no band shows a difference in
    any period, that is the headline.
    """
    shown = {name: int(np.nansum(np.abs(band.shown))) for name, band in bands.items()}
    there = [name for name in bands if shown[name]] or list(bands)
    most = max(there, key=lambda name: float(np.nanmax(np.abs(_shown(bands[name])))))
    band = bands[most]
    sizes = np.nan_to_num(np.abs(_shown(band)))
    when = int(np.flatnonzero(sizes >= sizes.max() * (1.0 - 1e-9))[0])
    told = ranged(float(band.estimate[when]), float(band.low[when]), float(band.high[when]), unit, sign=True)
    period = periods[when]
    at = f"in {period}" if isinstance(period, str) else f"on day {period:g}"
    defined = int(np.sum(~np.isnan(band.estimate)))
    names = {"series": series, "one": most}
    if not shown[most]:
        ways = [f"No difference in {{series}} is shown in any of {defined} periods: at most {told}, {{one}}",
                f"No difference in {{series}} is shown: at most {told}, {{one}}"]  # fmt: skip
        return fitted(ways, names, HEADLINE), fitted(ways, names, None)
    ways = [
        f"{{series}}: largest difference shown is {told}, {{one}}, {at}",
        f"{{series}}: largest difference shown is {told}, {{one}}",
    ]
    none = [name for name in bands if not shown[name]]
    rest = f"; under {listed(none) if len(none) < 3 else f'{len(none)} others'} in none" if none else ""
    whole = f"{fitted(ways, names, None)}; a difference is shown in {shown[most]} of {defined} periods{rest}"
    return fitted(ways, names, HEADLINE), whole


def _shown(band: OverTime) -> Values:
    """The differences that are shown; all of them, if none is."""
    there = np.abs(band.shown) > 0.0
    return np.where(there, band.estimate, np.nan) if there.any() else band.estimate

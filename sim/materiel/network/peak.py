"""The largest value of a profile: the rate from which a non-homogeneous Poisson process is thinned."""

from __future__ import annotations

from materiel.scenario.profile import Constant, MonthOfYear, Profile, Table


def largest(profile: Profile | None) -> float:
    """An upper bound of a profile over all time, exact unless profiles are multiplied; 1 if there is none."""
    if profile is None:
        return 1.0
    if isinstance(profile, Constant):
        values = [profile.value.value]
    elif isinstance(profile, Table):
        values = [number.value for _, number in profile.table]
    elif isinstance(profile, MonthOfYear):
        values = [number.value for number in profile.values]
    else:
        values = [profile.start.value, profile.final.value]
    scale = profile.scale.value
    return max(scale * value for value in values) * largest(profile.times)

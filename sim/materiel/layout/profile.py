"""The row of a profile: a factor on a rate that changes over time."""

from __future__ import annotations

from materiel.layout.fields import Fields

PROFILE = Fields("profile", entity=False)
SHAPE = PROFILE.whole("shape", "code of the shape")
FIRST = PROFILE.whole("first", "address of the knots: instant in x[.], value in x[. + COUNT]")
COUNT = PROFILE.whole("count", "how many knots")
START = PROFILE.real("start", "constant: the value; ramps: the value at first")
FINAL = PROFILE.real("final", "ramps: the value in the end")
AT = PROFILE.real("at", "logistic: instant of the middle; exponential: instant at which it begins, days")
PACE = PROFILE.real("pace", "logistic: steepness, 1/day; exponential: time constant, days")
TIMES = PROFILE.whole("times", "another profile that multiplies this one, or 0")

SHAPES = ("constant", "steps", "linear", "month_of_year", "exponential", "logistic")
CONSTANT, STEPS, LINEAR, MONTH_OF_YEAR, EXPONENTIAL, LOGISTIC = range(len(SHAPES))

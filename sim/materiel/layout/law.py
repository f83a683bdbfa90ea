"""The row of a distribution: family and parameters, as compiled rules read them."""

from __future__ import annotations

from materiel.layout.fields import Fields

LAW = Fields("law", entity=False)
FAMILY = LAW.whole("family", "code of the family")
MEAN = LAW.real("mean", "the mean (deterministic: the value)")
A = LAW.real("a", "first parameter of the family")
B = LAW.real("b", "second parameter of the family")
C = LAW.real("c", "third parameter of the family")
K = LAW.whole("k", "whole parameter (Erlang stages, number of knots or parts)")
TABLE = LAW.whole("table", "address of knots (table of quantiles, empirical values) or of a mixture's parts")

FAMILIES = (
    "deterministic",
    "exponential",
    "erlang",
    "gamma",
    "lognormal",
    "weibull",
    "uniform",
    "triangular",
    "pert",
    "beta",
    "empirical",
    "mixture",
    "normal",
    "poisson",
    "geometric",
)
(
    DETERMINISTIC,
    EXPONENTIAL,
    ERLANG,
    GAMMA,
    LOGNORMAL,
    WEIBULL,
    UNIFORM,
    TRIANGULAR,
    PERT,
    BETA,
    EMPIRICAL,
    MIXTURE,
    NORMAL,
    POISSON,
    GEOMETRIC,
) = range(len(FAMILIES))

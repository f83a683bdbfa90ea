"""Settings of the tests: few and always the same drawn examples by default, many in `make verify`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# Deadlines are off: the first example of a rule may have to compile it.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "ci", max_examples=25, derandomize=True, deadline=None, database=None, suppress_health_check=_SLOW
)
settings.register_profile("verify", max_examples=1000, deadline=None, suppress_health_check=_SLOW)
settings.load_profile("ci")

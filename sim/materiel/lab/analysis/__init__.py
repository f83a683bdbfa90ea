"""What a study says: comparison of policies under common random numbers, and sensitivity.

Everything here is a pure function of arrays of shape (candidates, futures, replications), nan where a value is missing. The
replications of a study have the same draws under the same number at every point (common random numbers). What is independent is
therefore the replication number, not the run: every error here is computed over numbers, after the mean over futures, which count
equally. Futures that are draws of a law are a sample as well, whose error is added. What is said of all of it in words is a verdict
(`verdict.py`).
"""

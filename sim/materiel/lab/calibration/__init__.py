"""Calibration without a likelihood: priors, a pool of runs, and what a record makes of them. See docs/calibration.md."""

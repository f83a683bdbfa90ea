"""Speed against peers, side by side in one run, as ratios of CPU time. `python -m benchmarks` writes `RESULTS.md`."""

"""Compiled and plain Python give the same bits."""

import os
import runpy
import subprocess
import sys
from pathlib import Path

PROGRAM = Path(__file__).with_name("values.py")


def test_compiled_and_plain_agree_to_the_bit():
    """3,000 values of every quantile and of every family's law, compiled here and interpreted in another process."""
    plain = subprocess.run(
        [sys.executable, str(PROGRAM)],
        env={**os.environ, "NUMBA_DISABLE_JIT": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.splitlines()
    compiled = list(runpy.run_path(str(PROGRAM))["values"]())
    assert len(compiled) == len(plain)
    different = [pair for pair in zip(compiled, plain, strict=True) if pair[0] != pair[1]]
    assert not different, f"{len(different)} of {len(compiled)}, first {different[0]}"

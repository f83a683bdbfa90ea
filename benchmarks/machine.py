"""What the figures were measured on, without names of hosts or folders."""

from __future__ import annotations

import os
import platform
import subprocess
from pathlib import Path


def processor() -> str:
    """The processor's model, as the system names it."""
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def describe() -> list[str]:
    """Lines about the machine and its tools."""
    compiler = subprocess.run(["gcc", "-dumpfullversion"], capture_output=True, text=True, check=False).stdout.strip()
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    return [
        f"processor: {processor()}, {os.cpu_count()} cores",
        f"system: {platform.system()} {platform.machine()}, Python {platform.python_version()}, gcc {compiler or 'none'}",
        f"load when it began: {load:.1f} (a quiet machine has less than 0.3)",
    ]

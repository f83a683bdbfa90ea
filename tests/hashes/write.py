"""`python -m tests.hashes.write FILE` runs everything and writes the file of hashes; `- NAME ...` prints lines of single runs.

Without FILE the kept file is written anew: do so only after a change of the model, the chance or the random worlds that is meant.
"""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.hashes.kept import FILE, text
from tests.hashes.runs import GROUPS

WORKERS = 2


def lines_of(group: str) -> list[str]:
    """The lines of a group."""
    return [run.line() for run in GROUPS[group]()]


def main(arguments: list[str]) -> None:
    """Write the file, or print the lines that are asked for."""
    if arguments[:1] == ["-"]:
        wanted = set(arguments[1:])
        for group in GROUPS:
            for run in GROUPS[group]():
                if run.name in wanted:
                    print(run.line(), flush=True)
                    wanted.discard(run.name)
        if wanted:
            sys.exit(f"no run is called {', '.join(sorted(wanted))}")
        return
    path = Path(arguments[0]) if arguments else FILE
    with ProcessPoolExecutor(WORKERS, get_context("spawn")) as pool:
        lines = [line for found in pool.map(lines_of, GROUPS) for line in found]
    path.write_text(text(lines), encoding="utf-8")
    print(f"{len(lines)} lines: {path}", file=sys.stderr)


if __name__ == "__main__":
    main(sys.argv[1:])

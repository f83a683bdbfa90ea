"""Answers runs of one contestant: `serve.py MODULE MODEL`; a line `FIRST COUNT` is answered by CPU seconds and results (JSON)."""

import importlib
import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))


def main() -> None:
    module = importlib.import_module(sys.argv[1])
    single = getattr(module, sys.argv[2], None)
    batch = getattr(module, f"{sys.argv[2]}_batch", None)
    for line in sys.stdin:
        first, count = map(int, line.split())
        began = time.process_time()
        results = batch(first, count) if batch else [single(first + k) for k in range(count)]
        print(json.dumps([time.process_time() - began, [list(map(float, r)) for r in results]]), flush=True)


if __name__ == "__main__":
    main()

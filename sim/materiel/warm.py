"""The kernel compiled, once per installation: `python -m materiel.warm`, or the first run of any command."""

from __future__ import annotations

import hashlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

from materiel import jit

MARK = "kernel-is-compiled"
Say = Callable[[str], None]


def marked() -> Path | None:
    """The file that says that the kernel of this installation is in the cache; None if there is no cache.

    The compiler keeps what it compiled by the place, time and size of the source, so another installation, or the same
    one laid down anew, has a mark of its own.
    """
    if jit.CACHE is None:
        return None
    source = Path(__file__).parent / "kernel" / "loop.py"
    try:
        laid = source.stat()
    except OSError:
        return jit.CACHE / MARK
    which = hashlib.sha256(f"{source.resolve()} {laid.st_mtime_ns} {laid.st_size}".encode()).hexdigest()[:12]
    return jit.CACHE / f"{MARK}-{which}"


def is_warm() -> bool:
    """Whether the kernel need not be compiled (it is in the cache, or the compiler is off)."""
    mark = marked()
    return jit.DISABLED or (mark is not None and mark.exists())


def warm(say: Say, tick: Callable[[float], None] | None = None) -> None:
    """Compile the kernel unless the cache holds it; `say` tells that it takes a while, `tick` the seconds gone by."""
    if is_warm():
        return
    if jit.CACHE is None:
        say("compiling the kernel; no folder is writable for a cache (MATERIEL_CACHE), so every start compiles")
    else:
        say("compiling the kernel, once per installation (under a minute) ...")
    began = time.monotonic()
    done = threading.Event()

    def watch() -> None:
        while not done.wait(1.0):
            if tick is not None:
                tick(time.monotonic() - began)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        compile_kernel()
    finally:
        done.set()
        watcher.join()
    say(f"compiled in {time.monotonic() - began:.0f} s")
    if (mark := marked()) is not None:
        mark.touch()


def compile_kernel() -> None:
    """Compile the event loop, and with it every rule, by running a world in which nothing is."""
    from materiel.network.arena import Arena
    from materiel.run import planes, play

    network = Arena().close([0.0, 31.0, 62.0], [1, 2, 3], [31.0])
    play("kernel", *planes(network, 0, 0))


def main() -> None:
    """Compile, and say so on stderr."""

    def say(text: str) -> None:
        print(text, file=sys.stderr, flush=True)

    if is_warm():
        say("the kernel is compiled")
    warm(say)


if __name__ == "__main__":
    main()

"""The kernel compiled, once per version of its sources: `python -m materiel.warm`, or the first run of any command."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable

from materiel import jit
from materiel.jit.folder import cache_folder

Say = Callable[[str], None]


def is_warm() -> bool:
    """Whether the kernel need not be compiled (it is in the cache, whole and unaltered, or the compiler is off)."""
    if jit.DISABLED:
        return True
    from materiel.kernel.loop import run_kernel

    return isinstance(run_kernel, jit.Rule) and run_kernel.is_kept()


def warm(say: Say, tick: Callable[[float], None] | None = None) -> None:
    """Compile the kernel unless the cache holds it; `say` tells that it takes a while, `tick` the seconds gone by."""
    if is_warm():
        return
    if cache_folder() is None:
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

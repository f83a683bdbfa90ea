"""The store of compiled code: one sealed file for each rule that Python calls, named by the rule and all that its code depends on.

numba's own cache looks at the file of the outermost function alone, and would keep the old answer of a rule that was edited
elsewhere; it goes by line numbers, so that a comment recompiles; and it runs what a damaged file holds.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import pickle
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import llvmlite
import numba
import numpy as np
from numba.core.caching import NullCache, _Cache
from numba.core.compiler import CompileResult
from numba.core.serialize import dumps

from materiel.jit.folder import cache_folder, read_sealed, write_sealed
from materiel.jit.sources import closure, edited, trees

_KEPT = 8
"""Files kept of one rule: as many versions of the sources, or environments, are at hand without compiling."""


@functools.cache
def _environment() -> str:
    """What else decides the code: versions, and the options of numba that change it."""
    options = ("BOUNDSCHECK", "OPT", "LOOP_VECTORIZE", "SLP_VECTORIZE", "DEBUGINFO_DEFAULT")
    versions = (numba.__version__, llvmlite.__version__, np.__version__, sys.version_info[:3])
    return repr((versions, [(name, getattr(numba.config, name, None)) for name in options]))


class Store(_Cache):  # type: ignore[misc]
    """Compiled code of one rule."""

    def __init__(self, function: Callable[..., Any], folder: Path) -> None:
        self._name = re.sub(r"[^\w.]", "", f"{function.__module__}.{function.__qualname__}")
        self._files = closure(function.__module__, Path(function.__code__.co_filename))
        self._folder = folder
        self._on = not edited(self._files)

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def path(self, sig: Any, context: Any) -> Path:
        """The file for a signature and a processor."""
        parts = (trees(self._files), _environment(), str(sig), repr(context.codegen().magic_tuple()))
        return self._folder / f"{self._name}-{hashlib.sha256('|'.join(parts).encode()).hexdigest()[:20]}.code"

    def holds(self, sig: Any, context: Any) -> bool:
        """Whether the code is here, whole and unaltered."""
        return self._on and read_sealed(self.path(sig, context)) is not None

    def load_overload(self, sig: Any, context: Any) -> CompileResult | None:
        """The compiled function, ready to run; None if it has to be compiled."""
        path = self.path(sig, context)
        data = read_sealed(path) if self._on else None
        if data is None:
            return None
        with contextlib.suppress(OSError):
            path.touch()  # so that what is in use is kept
        return CompileResult._rebuild(context, *pickle.loads(data))

    def save_overload(self, sig: Any, result: CompileResult) -> None:
        """Keep what was compiled, if it can be kept, and let go of what was longest not used."""
        if not self._on or result.library.has_dynamic_globals:
            return
        if write_sealed(self.path(sig, result.target_context), dumps(result._reduce())):
            self._prune()

    def _prune(self) -> None:
        with contextlib.suppress(OSError):
            others = self._folder.glob(f"{self._name}-*.code")
            for old in sorted(others, key=lambda path: path.stat().st_mtime, reverse=True)[_KEPT:]:
                old.unlink()

    def enable(self) -> None:
        """Use the store."""
        self._on = True

    def disable(self) -> None:
        """Use it no longer."""
        self._on = False

    def flush(self) -> None:
        """Let go of all code of this rule."""
        for path in self._folder.glob(f"{self._name}-*.code"):
            path.unlink(missing_ok=True)


def store_of(function: Callable[..., Any]) -> _Cache:
    """The store of a rule; one that keeps nothing if no folder is writable, or the rule has no file or closes over values."""
    folder = cache_folder()
    if folder is None or function.__closure__ or not Path(function.__code__.co_filename).is_file():
        return NullCache()
    return Store(function, folder)

"""The compiler: turns a typed function into a rule that Python and the kernel both call.

A rule states its types once, in its annotations; the one machine signature follows from them:

=========  ==========================================
`Whole`    the plane of whole numbers (int64, 1-d)
`Real`     the plane of real numbers (float64, 1-d)
`int`      int64
`float`    float64
`bool`     boolean
`None`     nothing
=========  ==========================================

A rule is compiled at its first use, for that signature alone: literals, int32 and the like are
converted, never compiled again. No fastmath and no contraction, since either would break the equality
of bits between the engines; division by zero gives infinity as in NumPy.

The cache folder carries a hash of every source that a compiled function may contain, because numba looks
only at the file of the outermost function and would keep the old answer of an edited rule.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import sys
import tempfile
import typing
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import numba
import numpy as np
import numpy.typing as npt
from numba import types
from numba.core.codegen import CPUCodeLibrary
from numba.core.compiler_lock import global_compiler_lock
from numba.core.cpu import CPUContext
from numba.core.dispatcher import Dispatcher
from numba.core.registry import CPUDispatcher

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

_TYPES: dict[Any, types.Type] = {
    Whole: types.int64[::1],
    Real: types.float64[::1],
    int: types.int64,
    float: types.float64,
    bool: types.boolean,
    type(None): types.void,
}
_COMPILED_FOLDERS = ("chance", "rules", "kernel", "layout")
DISABLED = bool(numba.config.DISABLE_JIT)


def source_hash(package: Path) -> str:
    """Hash of all sources that end up in compiled code, with the versions and the processor they are for."""
    digest = hashlib.sha256()
    for folder in _COMPILED_FOLDERS:
        for path in sorted((package / folder).glob("**/*.py")):
            digest.update(path.relative_to(package).as_posix().encode())
            digest.update(path.read_bytes())
    digest.update((package / "jit.py").read_bytes())
    digest.update(f"{numba.__version__} {np.__version__} {sys.version_info[:3]} {platform.machine()}".encode())
    digest.update(f"bounds={os.environ.get('NUMBA_BOUNDSCHECK', '0')}".encode())
    return digest.hexdigest()[:16]


def cache_folder() -> Path | None:
    """Where compiled code is kept: `MATERIEL_CACHE`, the user's cache folder, or a temporary one; None if no place is writable."""
    wanted = os.environ.get("MATERIEL_CACHE")
    user = os.environ.get("XDG_CACHE_HOME") or str(Path("~/.cache").expanduser())
    places = [Path(wanted)] if wanted else []
    places += [
        Path(user) / "materiel",
        Path(tempfile.gettempdir()) / f"materiel-{os.getuid() if hasattr(os, 'getuid') else 0}",
    ]
    for place in places:
        folder = place / source_hash(Path(__file__).parent)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryFile(dir=folder):
                return folder
        except OSError:
            continue
    return None


CACHE = None if DISABLED else cache_folder()
if CACHE is not None:
    numba.config.CACHE_DIR = str(CACHE)


def signature(function: Callable[..., Any]) -> Any:
    """The machine signature that the annotations of `function` state."""
    hints = typing.get_type_hints(function)
    try:
        result = _TYPES[hints.pop("return")]
        return result(*(_TYPES[h] for h in hints.values()))
    except KeyError as missing:
        raise TypeError(f"{function.__module__}.{function.__name__}: no machine type for {missing}") from None


class _Linking:
    """Whether what numba compiles now is only a part of something else.

    A part is neither optimised nor made executable by itself: the outermost function is optimised with all its parts linked in,
    once, instead of at every level of calls, which takes a fifth of the time. numba has no option for that, so the
    three steps that it would waste are passed over while `on` is set; a function of numba's own that is met on the way is
    compiled as ever.
    """

    on = False

    @classmethod
    @contextlib.contextmanager
    def set(cls, on: bool) -> Iterator[None]:
        before, cls.on = cls.on, on
        try:
            yield
        finally:
            cls.on = before

    @classmethod
    def install(cls) -> None:
        """Let numba pass over the three steps while `on` is set."""
        optimise, finish = CPUCodeLibrary._optimize_final_module, CPUCodeLibrary._finalize_final_module
        executable, compile_any = CPUContext.get_executable, Dispatcher.compile

        def compile_foreign(self: Any, *args: Any) -> Any:
            with cls.set(cls.on and isinstance(self, _Part)):
                return compile_any(self, *args)

        def optimise_whole(self: Any) -> None:
            """Rules linked in are nobody else's: so declared, the optimiser may drop their unused arguments and merge them in."""
            if cls.on:
                return
            for f in self._final_module.functions:
                if not f.is_declaration and "linkonce" in f.linkage.name and "materiel" in f.name:
                    f.linkage = "internal"
            optimise(self)

        CPUCodeLibrary._optimize_final_module = optimise_whole
        CPUCodeLibrary._finalize_final_module = lambda self: (
            setattr(self, "_finalized", True) if cls.on else finish(self)
        )
        CPUContext.get_executable = lambda self, *args: object() if cls.on else executable(self, *args)
        Dispatcher.compile = compile_foreign


class _Part(CPUDispatcher):  # type: ignore[misc]
    """A rule as a part of other compiled functions; it is never called from Python."""

    def add_overload(self, cres: Any) -> None:
        self.overloads[tuple(cres.signature.args)] = cres


class _Lazy(CPUDispatcher):  # type: ignore[misc]
    """A numba function with one declared signature, compiled when it is first needed.

    Called from Python it is compiled by itself, optimised and cached; called from another rule it is a `_Part` of that.
    """

    _part: Any = None

    @cached_property
    def _declared(self) -> Any:
        """The signature; reckoned when needed, since most rules are never called from Python."""
        return signature(self.py_func)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        if self._part is None:
            options = {**self.targetoptions, "no_cpython_wrapper": True, "no_cfunc_wrapper": True}
            part = _Part(self.py_func, targetoptions=options)
            with global_compiler_lock, _Linking.set(True):
                part.compile(self._declared)
            part.disable_compile()
            self._part = part
        return Dispatcher.get_call_template(self._part, args, kws)

    def get_overload(self, sig: Any) -> Any:
        return self._part.overloads[self._declared.args].entry_point

    def _compile_for_args(self, *args: Any, **kws: Any) -> Any:
        with global_compiler_lock:  # threads may meet a rule for the first time together
            if self._can_compile:
                if CACHE is not None:
                    self.enable_caching()
                if not self._loaded():
                    self.compile(self._declared)
                self.disable_compile()
        return self.overloads[self._declared.args].entry_point

    def _loaded(self) -> bool:
        """Take the compiled function from the cache, if it is there.

        numba does so too, but first imports all that it knows how to compile, a seventh of a short run.
        """
        if CACHE is None:
            return False
        found = self._cache._load_overload(self._declared, self.targetctx)
        if found is None:
            return False
        self._cache_hits[self._declared] += 1
        self.targetctx.insert_user_function(found.entry_point, found.fndesc, [found.library])
        self.add_overload(found)
        return True


_Linking.install()


def rule(function: F) -> F:
    """Compile `function` for the one signature that its annotations state, at its first use."""
    if DISABLED:
        return function
    options = {"nogil": True, "nopython": True, "boundscheck": None, "error_model": "numpy", "_nrt": False}
    return typing.cast(F, _Lazy(function, targetoptions=options))

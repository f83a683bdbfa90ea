"""The compiler: turns a typed function into a rule that Python and the kernel both call.

A rule states its types once, in its annotations; the one machine signature follows from them:

=========  =====================================================================
`Whole`    the plane of whole numbers: from Python an array (int64, 1-d)
`Real`     the plane of real numbers: from Python an array (float64, 1-d)
`int`      int64
`float`    float64
`bool`     boolean
`None`     nothing
=========  =====================================================================

A class that has a machine type of its own (`machine_type`) stands for that.

A rule is compiled at its first use, for that signature alone: literals, int32 and the like are
converted, never compiled again. No fastmath and no contraction, since either would break the equality
of bits between the engines; division by zero gives infinity as in NumPy.

Called from Python a rule is compiled by itself, with all that it calls, and kept (`store`); called from another rule it is a
part of that (`linking`), wherever it is defined. In compiled code a plane is a bare pointer (`planes`).
"""

from __future__ import annotations

import typing
from collections.abc import Callable
from functools import cached_property
from typing import Any, TypeVar

import numba
import numpy as np
import numpy.typing as npt
from numba import types
from numba.core.compiler_lock import global_compiler_lock
from numba.core.dispatcher import Dispatcher
from numba.core.registry import CPUDispatcher

from materiel.jit.linking import Linking, Part
from materiel.jit.planes import REAL, WHOLE, Plane
from materiel.jit.sources import note
from materiel.jit.store import Store, store_of

Whole = npt.NDArray[np.int64]
Real = npt.NDArray[np.float64]
F = TypeVar("F", bound=Callable[..., Any])

_TYPES: dict[Any, types.Type] = {
    Whole: WHOLE,
    Real: REAL,
    int: types.int64,
    float: types.float64,
    bool: types.boolean,
    type(None): types.void,
}
_OPTIONS = {
    "nogil": True,
    "nopython": True,
    "boundscheck": None,
    "error_model": "numpy",
    "_nrt": False,
    "no_cfunc_wrapper": True,
}
DISABLED = bool(numba.config.DISABLE_JIT)


def signature(function: Callable[..., Any]) -> Any:
    """The machine signature that the annotations of `function` state."""
    hints = typing.get_type_hints(function)
    try:
        result = _machine_type(hints.pop("return"))
        return result(*(_machine_type(h) for h in hints.values()))
    except KeyError as missing:
        raise TypeError(f"{function.__module__}.{function.__name__}: no machine type for {missing}") from None


def _machine_type(hint: Any) -> Any:
    own = getattr(hint, "machine_type", None)
    return _TYPES[hint] if own is None else own()


class Rule(CPUDispatcher):  # type: ignore[misc]
    """A numba function with one declared signature, compiled when it is first needed."""

    _part: Any = None

    @cached_property
    def _declared(self) -> Any:
        """The signature; computed when needed, since most rules are never called from Python."""
        return signature(self.py_func)

    def get_call_template(self, args: Any, kws: Any) -> Any:
        """How another compiled function calls the rule: as a part of it."""
        if self._part is None:
            part = Part(self.py_func, targetoptions={**self.targetoptions, "no_cpython_wrapper": True})
            with global_compiler_lock, Linking.set(True):
                part.compile(self._declared)
            part.disable_compile()
            self._part = part
        return Dispatcher.get_call_template(self._part, args, kws)

    def get_overload(self, sig: Any) -> Any:
        """The compiled part."""
        return self._part.overloads[self._declared.args].entry_point

    def add_overload(self, result: Any) -> None:
        """Take the compiled function. For a call from Python its planes are arrays."""
        args = tuple(result.signature.args)
        codes = [(arg.array if isinstance(arg, Plane) else arg)._code for arg in args]
        self._insert(codes, result.entry_point, result.objectmode)
        self.overloads[args] = result

    def is_kept(self) -> bool:
        """Whether a call from Python need not compile: the code is at hand, or in the store."""
        if not self._can_compile:
            return True
        store = store_of(self.py_func)
        return isinstance(store, Store) and store.holds(self._declared, self.targetctx)

    def _compile_for_args(self, *args: Any, **kws: Any) -> Any:
        with global_compiler_lock:  # threads may meet a rule for the first time together
            if self._can_compile:
                self._cache = store_of(self.py_func)
                if not self._loaded():
                    self.compile(self._declared)
                self.disable_compile()
        given = [self.typeof_pyval(arg) for arg in args]  # later calls are looked at by numba
        if not self.typingctx.install_possible_conversions(given, self._declared.args):
            self._explain_matching_error(*args)
        return self.overloads[self._declared.args].entry_point

    def _loaded(self) -> bool:
        """Take the compiled function from the store, if it is there.

        numba does so too, but first imports all that it knows how to compile, a seventh of a short run.
        """
        found = self._cache.load_overload(self._declared, self.targetctx)
        if found is None:
            return False
        self._cache_hits[self._declared] += 1
        self.targetctx.insert_user_function(found.entry_point, found.fndesc, [found.library])
        self.add_overload(found)
        return True


Linking.install()


def rule(function: F) -> F:
    """Compile `function` for the one signature that its annotations state, at its first use."""
    if DISABLED:
        return function
    note(function.__module__, function.__code__.co_filename)
    return typing.cast(F, Rule(function, targetoptions=_OPTIONS))

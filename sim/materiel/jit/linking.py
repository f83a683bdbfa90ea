"""Rules as parts of other rules: each is optimised once, inside the outermost function that calls it."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, ClassVar

from llvmlite.binding import Linkage
from numba.core.codegen import CPUCodeLibrary
from numba.core.cpu import CPUContext
from numba.core.dispatcher import Dispatcher
from numba.core.registry import CPUDispatcher


class Part(CPUDispatcher):  # type: ignore[misc]
    """A rule as a part of other compiled functions; it is never called from Python."""

    names: ClassVar[set[str]] = set()
    """Of all parts, as the linker knows them."""

    def add_overload(self, result: Any) -> None:
        """Take the compiled part, and note that it is one. It is closed now: later it would be taken for a whole."""
        self.names.add(result.fndesc.mangled_name)
        result.library._ensure_finalized()
        self.overloads[tuple(result.signature.args)] = result


class Linking:
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
        """Switch it, for as long as the context lasts."""
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
            with cls.set(cls.on and isinstance(self, Part)):
                return compile_any(self, *args)

        def optimise_whole(self: Any) -> None:
            """Parts linked in are nobody else's: so declared, the optimiser may drop their unused arguments and merge them in."""
            if cls.on:
                return
            for f in self._final_module.functions:
                if f.name in Part.names and f.linkage == Linkage.linkonce_odr:
                    f.linkage = "internal"
            optimise(self)

        CPUCodeLibrary._optimize_final_module = optimise_whole
        CPUCodeLibrary._finalize_final_module = lambda self: (
            setattr(self, "_finalized", True) if cls.on else finish(self)
        )
        CPUContext.get_executable = lambda self, *args: object() if cls.on else executable(self, *args)
        Dispatcher.compile = compile_foreign

"""What source files say: their syntax trees, without comments, docstrings and layout.

The cache of compiled code and the version of the model follow the trees, so that a comment changes neither and any other edit both.
Annotations are part of the tree: they are the types of a rule.

A file's tree is remembered by the hash of its bytes, since reading a hundred files takes milliseconds, and parsing them half a
second.
"""

from __future__ import annotations

import ast
import functools
import hashlib
import json
import sysconfig
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from materiel.jit.folder import cache_folder, read_sealed, write_sealed

_BEGAN = time.time()
_MEMO, _REMEMBERED = "trees-1", 10_000
"""Where trees are remembered (the number goes up when `_said` says something else), and how many."""
_HERE = Path(__file__).resolve().parents[1]
_ROOTS = {_HERE.name: _HERE.parent}
"""Where packages lie that define rules, this one first."""
_INSTALLED = {Path(place).resolve() for place in sysconfig.get_paths().values()}
_NO_SAY = {"kind", "type_comment", "type_ignores"}
"""Fields of a syntax tree that say nothing about what it does."""


@dataclass(frozen=True)
class Source:
    """A file: the hash of its tree, and what it imports, anywhere in it (relative names begin with dots)."""

    tree: str
    imports: tuple[str, ...]


def _said(node: object) -> Iterator[str]:
    """A tree in words, the same in every version of Python that parses it: fields that are empty are left out."""
    if isinstance(node, ast.AST):
        yield type(node).__name__ + "("
        for name, value in ast.iter_fields(node):
            if value is not None and value != [] and name not in _NO_SAY:
                yield name + "="
                yield from _said(value)
        yield ")"
    elif isinstance(node, list):
        yield "["
        for each in node:
            if not _is_docstring(each):
                yield from _said(each)
                yield ","
        yield "]"
    else:
        yield repr(node)


def _is_docstring(node: object) -> bool:
    """A string that stands by itself, in a function, class or module or behind a field."""
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield base
            inner = base if base.endswith(".") else base + "."
            yield from (inner + alias.name for alias in node.names if alias.name != "*")


def parsed(text: bytes) -> Source:
    """A source from its text."""
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):  # no Python of this version: what cannot be parsed is as it stands
        return Source(hashlib.sha256(text).hexdigest(), ())
    return Source(hashlib.sha256("".join(_said(tree)).encode()).hexdigest(), tuple(sorted(set(_imports(tree)))))


class _Memo:
    """Trees by the hash of the bytes of their file, in memory and in the cache folder."""

    def __init__(self) -> None:
        folder = cache_folder()
        self.path = None if folder is None else folder / _MEMO
        self.known: dict[str, Source] = self._kept()
        self.grown = False

    def _kept(self) -> dict[str, Source]:
        data = None if self.path is None else read_sealed(self.path)
        if data is None:
            return {}
        return {key: Source(tree, tuple(imports)) for key, (tree, imports) in json.loads(data).items()}

    def of(self, text: bytes) -> Source:
        key = hashlib.sha256(text).hexdigest()
        if key not in self.known:
            self.known[key], self.grown = parsed(text), True
        return self.known[key]

    def keep(self) -> None:
        """Write what is new, beside what others wrote meanwhile; the oldest go."""
        if self.path is None or not self.grown:
            return
        self.known = self._kept() | self.known
        told = {key: (source.tree, source.imports) for key, source in list(self.known.items())[-_REMEMBERED:]}
        write_sealed(self.path, json.dumps(told).encode())
        self.grown = False


_memo = functools.cache(_Memo)


@functools.cache
def _source(path: Path) -> Source:
    return _memo().of(path.read_bytes())


def trees(files: Iterable[tuple[str, Path]]) -> str:
    """Hash of the trees of files under their names."""
    digest = hashlib.sha256()
    for name, path in files:
        digest.update(f"{name} {_source(path).tree}\n".encode())
    _memo().keep()
    return digest.hexdigest()


def note(module: str, file: str) -> None:
    """Note where a package lies that defines a rule: its imports are followed from wherever it is imported."""
    top = module.partition(".")[0]
    if top not in _ROOTS:
        _ROOTS[top] = _root(module, Path(file).resolve())


def _package(module: str, file: Path) -> list[str]:
    """The package that a module is in; a package is in itself."""
    parts = module.split(".")
    return parts if file.name == "__init__.py" else parts[:-1]


def _root(module: str, file: Path) -> Path:
    """The folder on the path from which a module is imported."""
    return file.parents[min(len(_package(module, file)), len(file.parents) - 1)]


@functools.cache
def closure(module: str, path: Path) -> tuple[tuple[str, Path], ...]:
    """Names and files of a module, of what it imports, of what that imports, and so on to the last.

    What is installed is followed only if it is of the same package or defines rules; what lies beside a source, always.
    """
    found: dict[str, Path] = {}
    todo = [(module, path.resolve())]
    while todo:
        name, file = todo.pop()
        if name not in found:
            found[name] = file
            todo += _imported(name, file)
    return tuple(sorted(found.items()))


@functools.cache
def _imported(module: str, file: Path) -> list[tuple[str, Path]]:
    """Full names and files of the imports of a file, as far as they are to be followed."""
    package, own, beside = _package(module, file), module.partition(".")[0], _root(module, file)
    found = []
    for wanted in _source(file).imports:
        bare = wanted.lstrip(".")
        up = len(wanted) - len(bare)
        name = ".".join([*package[: len(package) - up + 1], *filter(None, [bare])]) if up else bare
        top = name.partition(".")[0]
        root = _ROOTS.get(top, beside)
        if top in _ROOTS or top == own or root not in _INSTALLED:
            file_of = _file(root, name)
            if file_of:
                found.append((name, file_of))
    return found


@functools.cache
def _file(root: Path, name: str) -> Path | None:
    """The file of a module or package."""
    parent, _, last = name.rpartition(".")
    if not last or (parent and (root / parent.replace(".", "/")).with_suffix(".py").is_file()):
        return None  # nothing, or a name in a module
    place = root / name.replace(".", "/")
    return next((at for at in (place.with_suffix(".py"), place / "__init__.py") if at.is_file()), None)


def edited(files: Iterable[tuple[str, Path]]) -> bool:
    """Whether a file was edited since this process began: then it may not be what the process has imported.

    A time yet to come is a clock that goes wrong, and no edit.
    """
    now = time.time()
    return any(_BEGAN < path.stat().st_mtime <= now for _, path in files)

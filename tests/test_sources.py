"""What of a source file counts, and which files a file depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from materiel.jit import sources
from materiel.jit.sources import closure, parsed

TEXT = """
from materiel.jit import Whole, rule
from materiel.layout import head as h

@rule
def due(n: Whole, at: int) -> float:
    share = 0.5
    return share * n[at + h.NOW] if at else 0.0

class Meter:
    level: int = 0
"""
SAME = {
    "comment": ("@rule", "# Due.\n@rule"),
    "comment behind code": ("share = 0.5", "share = 0.5  # half"),
    "docstring": ("    share", '    """When."""\n    share'),
    "docstring of the module": ("\nfrom materiel.jit", '"""When."""\nfrom materiel.jit'),
    "docstring of a class": ("    level", '    """What."""\n\n    level'),
    "docstring of a field": ("level: int = 0", 'level: int = 0\n    """Units."""'),
    "blank lines": ("@rule", "\n\n@rule"),
    "broken line": ("share * n[at + h.NOW]", "(\n        share\n        * n[at + h.NOW]\n    )"),
    "hint to a linter": ("share = 0.5", "share = 0.5  # type: ignore"),
    "another way to write a number": ("0.5", ".50"),
}
OTHER = {
    "operator": ("at + h", "at - h"),
    "number": ("0.5", "0.25"),
    "type of a number": ("else 0.0", "else 0"),
    "sign": ("else 0.0", "else -0.0"),
    "type of an argument": ("at: int", "at: float"),
    "type of the result": ("-> float", "-> int"),
    "type of a plane": ("n: Whole", "n: Real"),
    "order of arguments": ("n: Whole, at: int", "at: int, n: Whole"),
    "decorator": ("@rule\n", ""),
    "name": ("due", "owed"),
    "import": ("head as h", "stock as h"),
    "default": ("level: int = 0", "level: int = 1"),
    "a string that is used": ("level: int = 0", 'level: int = len("units")'),
    "a statement behind the end": ("level: int = 0", "level: int = 0\n    spare: int = 0"),
}


def tree(text: str) -> str:
    return parsed(text.encode()).tree


@pytest.mark.parametrize("what", SAME)
def test_what_is_not_code_does_not_count(what: str) -> None:
    """Comments, docstrings and layout leave the tree as it is."""
    before, after = SAME[what]
    changed = TEXT.replace(before, after, 1)
    assert changed != TEXT
    assert tree(changed) == tree(TEXT)


def test_everything_else_does() -> None:
    """Every edit of code or types gives a tree of its own."""
    found = [tree(TEXT)] + [tree(TEXT.replace(before, after, 1)) for before, after in OTHER.values()]
    assert len(set(found)) == 1 + len(OTHER)


def test_what_cannot_be_parsed_counts_as_it_stands() -> None:
    """A file that is no Python changes with every byte."""
    assert tree("what is this?") != tree("what is this ?")


def test_the_tree_has_one_spelling() -> None:
    """The hash of a small text, worked out from its words: it is the same in every version of Python."""
    import hashlib

    words = "Module(body=[AnnAssign(target=Name(id='a'ctx=Store())annotation=Name(id='int'ctx=Load())value=Constant(value=1)simple=1),])"
    assert tree('"""A."""\na: int = 1  # one\n') == hashlib.sha256(words.encode()).hexdigest()


@pytest.fixture
def place(tmp_path: Path) -> Path:
    files = {
        "mine/__init__.py": "from mine.never import nothing\n",
        "mine/rules/__init__.py": "",
        "mine/rules/stock.py": "from ..sizes import LOT\nfrom . import lane as la\nimport numpy, math\nimport beside\n",
        "mine/rules/lane.py": "from mine import other\nfrom mine.rules.stock import LOT\nfrom materiel.layout.events import WAKE\n",
        "mine/rules/unused.py": "",
        "mine/other/__init__.py": "def late():\n    from mine.deep.deeper import x\n",
        "mine/deep/deeper.py": "",
        "mine/sizes.py": "LOT = 1\n",
        "mine/never.py": "",
        "beside.py": "import gone\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_imports_are_followed_to_the_last(place: Path) -> None:
    """Relative and absolute imports, in circles and inside functions, of packages, modules and names in them, of this package and of
    what lies beside; neither what is installed nor what is not imported."""
    found = dict(closure("mine.rules.stock", place / "mine/rules/stock.py"))
    own = {name: path.relative_to(place.resolve()).as_posix() for name, path in found.items() if "materiel" not in name}
    assert own == {
        "beside": "beside.py",
        "mine": "mine/__init__.py",
        "mine.deep.deeper": "mine/deep/deeper.py",
        "mine.never": "mine/never.py",
        "mine.other": "mine/other/__init__.py",
        "mine.rules": "mine/rules/__init__.py",
        "mine.rules.lane": "mine/rules/lane.py",
        "mine.rules.stock": "mine/rules/stock.py",
        "mine.sizes": "mine/sizes.py",
    }
    assert "materiel.layout.events" in found
    assert "materiel.rules.stock" not in found


def test_of_what_is_installed_only_what_defines_rules(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In a folder of installed packages the others are not followed, unless they define rules."""
    monkeypatch.setattr(sources, "_INSTALLED", {place.resolve()})
    monkeypatch.setattr(sources, "_ROOTS", dict(sources._ROOTS))

    def found() -> set[str]:
        sources._imported.cache_clear()
        sources.closure.cache_clear()
        return {name for name, _ in closure("mine.rules.stock", place / "mine/rules/stock.py")}

    assert "beside" not in found()
    assert {"mine.sizes", "materiel.layout.events"} <= found()
    sources.note("beside", str(place / "beside.py"))
    assert "beside" in found()


def test_the_kernel_depends_on_all_rules_and_on_the_compiler() -> None:
    """What is frozen into the kernel: rules, chance, layout, and how rules are compiled; nothing of the world's words."""
    import materiel.kernel.loop as loop

    names = {name for name, _ in closure(loop.__name__, Path(str(loop.__file__)))}
    wanted = {
        "rules.stock",
        "rules.raid",
        "chance.philox",
        "layout.head",
        "layout.fields",
        "kernel.heap",
        "jit",
        "jit.planes",
    }
    assert {f"materiel.{name}" for name in wanted} <= names
    assert not {
        name for name in names if name.startswith(("materiel.scenario", "materiel.network", "materiel.processes"))
    }

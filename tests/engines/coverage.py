"""Which pairs of kind and option a replication reached: the option is set, and its cells moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Any

from pydantic import BaseModel
from tests.engines.pairs import WANTED, Pair

from materiel.network.arena import Network
from materiel.run import Outcome
from materiel.scenario.values import Count, Number
from materiel.scenario.world import Scenario


def values_at(spec: Any, path: str) -> Iterator[Any]:
    """What stands at a dotted path of a spec; lists and tables by name are walked through."""
    key, _, rest = path.partition(".")
    if isinstance(spec, Mapping):
        spec = list(spec.values())
    if isinstance(spec, list):
        for inner in spec:
            yield from values_at(inner, path)
    elif isinstance(spec, BaseModel):
        name = key if key in type(spec).model_fields else key + "_"
        value = getattr(spec, name, None)
        if rest:
            yield from values_at(value, rest)
        else:
            yield value.value if isinstance(value, (Number, Count)) else value


def has(spec: BaseModel, option: str) -> bool:
    """Whether a spec has an option, as `pairs` writes it."""
    for term in filter(None, option.split(" & ")):
        path, equal, wanted = term.strip().lstrip("!").partition("=")
        found = list(values_at(spec, path))
        given = [v for v in found if str(v) == wanted] if equal else [v for v in found if v not in (None, 0, False, [], {})]
        if bool(given) == term.startswith("!"):
            return False
    return True


class Moved:
    """Cells of a replication that have another value at its end than at its start, by `kind/name/field`."""

    def __init__(self, network: Network, outcome: Outcome) -> None:
        self.keys: set[str] = set()
        self.by_kind: dict[str, list[str]] = {}
        for key, row in network.rows.items():
            for f in row.fields:
                before, after = (network.whole, outcome.whole) if f.plane == "n" else (network.real, outcome.real)
                at = row.at + f.offset
                if any(before[at + k] != after[at + k] for k in range(f.width)):
                    name = f"{key}/{f.name}"
                    self.keys.add(name)
                    self.by_kind.setdefault(row.fields.kind, []).append(name)

    def has(self, pattern: str, name: str) -> bool:
        """Whether every cell of a pattern moved, for an entity of that name."""
        for term in pattern.split(" & "):
            cell = term.strip().replace("{}", name)
            if "*" not in cell:
                if cell not in self.keys:
                    return False
            elif not any(fnmatchcase(key, cell) for key in self.by_kind.get(cell.partition("/")[0], ())):
                return False
        return True


def reached(scenario: Scenario, moved: Iterable[Moved], wanted: Iterable[str] = WANTED) -> set[str]:
    """The lines of the table that one world reached, in all of the runs given."""
    runs = list(moved)

    def met(pair: Pair) -> bool:
        entities = getattr(scenario, pair.section).items()
        return any(has(spec, pair.option) and all(run.has(pair.moved, name) for run in runs) for name, spec in entities)

    return {line for line in wanted if any(met(pair) for pair in WANTED[line])}


def table(counts: Mapping[str, int], networks: int) -> str:
    """How many networks reached each line."""
    rows = [f"{counts.get(line, 0):6}  {line}" for line in WANTED]
    return "\n".join([f"networks that reached it, of {networks}:", *rows])

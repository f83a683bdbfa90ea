"""Which pairs of kind and option a replication reached: the option is set, and its cells moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal, get_args, get_origin

from pydantic import BaseModel
from tests.engines.pairs import PAIRS, WANTED, Pair

from materiel.network.arena import Network
from materiel.run import Outcome
from materiel.scenario.law import Law
from materiel.scenario.profile import Constant, Exponential, Logistic, MonthOfYear, Table
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
        given = (
            [v for v in found if str(v) == wanted] if equal else [v for v in found if v not in (None, 0, False, [], {})]
        )
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


def missing(counts: Mapping[str, int]) -> list[str]:
    """Lines that no network reached."""
    return [line for line in WANTED if not counts.get(line)]


_OF_OWN = (Law, Number, Count, Constant, Table, MonthOfYear, Exponential, Logistic)
"""Laws and profiles, whose families and shapes are wanted by lines of their own."""
LABELS = {"items kind", "items standard", "programmes kind"}
"""Choices by which results are grouped, and nothing runs differently."""


def choices_without_pair() -> list[str]:
    """Choices of the schema (a word out of several, or a switch) that no pair names."""
    named = {f"{p.section} {term.strip()}" for p in PAIRS for term in p.option.split(" & ")}
    found = []
    for section, field in Scenario.model_fields.items():
        if get_origin(field.annotation) is dict and section not in ("levers", "policies", "futures"):
            spec = get_args(field.annotation)[1]
            found += [f"{section} {choice}" for choice in _choices(spec)]
    return [choice for choice in found if choice not in named and choice.partition("=")[0] not in LABELS]


def _choices(spec: type[BaseModel], path: str = "") -> Iterator[str]:
    for name, field in spec.model_fields.items():
        here = f"{path}.{field.alias or name}".strip(".")
        for leaf in _plain(field.annotation):
            if get_origin(leaf) is Literal:
                yield from (f"{here}={value}" for value in get_args(leaf))
            elif leaf is bool:
                yield f"{here}=True"
            elif isinstance(leaf, type) and issubclass(leaf, BaseModel) and not issubclass(leaf, _OF_OWN):
                yield from _choices(leaf, here)


def _plain(annotation: Any) -> Iterator[Any]:
    """Plain types in an annotation."""
    inner = get_args(annotation)
    if not inner or get_origin(annotation) is Literal:
        yield annotation
    else:
        for part in inner[:1] if get_origin(annotation) is Annotated else inner:
            yield from _plain(part)

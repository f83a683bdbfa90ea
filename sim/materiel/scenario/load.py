"""The loader: from the files of a world to a checked scenario, with every fault that was found."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from materiel.scenario.bulk import Origins, Reader
from materiel.scenario.cells import reads_at
from materiel.scenario.checks import all_faults
from materiel.scenario.errors import Fault, PathError, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import inside, read_toml, shown
from materiel.scenario.names import names_of
from materiel.scenario.overlay import merged
from materiel.scenario.paths import nearest, put
from materiel.scenario.say import in_turn
from materiel.scenario.world import Scenario
from materiel.shipped import shipped

DEFAULT = "ukraine-2022"
"""The shipped world that is meant if none is named."""
WORLD_FILE = "world.toml"


def load(source: str | Path = DEFAULT, sets: Sequence[str] | Mapping[str, Any] = ()) -> Scenario:
    """The scenario of a world: a TOML file, a folder with a `world.toml`, or the name of a shipped world.

    `sets` are values at paths, as `path=value` or as a mapping. Raises ScenarioError with all faults.
    """
    raw, origins, faults = _read(locate(source), ())
    raw, more = _with_sets(raw, sets, origins)
    scenario, found = _validated(raw, references=not faults)
    told = {(fault.path, fault.file, fault.row) for fault in faults}
    located = [_located(fault, origins) for fault in found]
    faults += [fault for fault in located if (fault.path, fault.file, fault.row) not in told] + more
    if faults or scenario is None:
        raise ScenarioError(list(dict.fromkeys(faults)))
    return scenario


def locate(source: str | Path) -> Path:
    """The world's file. ScenarioError if there is neither such a file nor such a shipped world."""
    path = Path(source)
    if path.is_dir():
        path = path / WORLD_FILE
    if path.is_file():
        return path
    worlds = _shipped_worlds()
    if str(source) in worlds:
        return worlds[str(source)]
    near = nearest(str(source), worlds)
    hint = f"; the nearest is {near}" if near else f"; shipped are {', '.join(worlds) or 'none'}"
    raise ScenarioError([Fault("", f"expected a file or the name of a shipped world, got {str(source)!r}{hint}")])


def lineage(path: Path) -> list[Path]:
    """The file of a world, and those that it extends, the nearest first. Raises ScenarioError."""
    found = [path]
    while (extends := read_toml(found[-1]).get("extends")) is not None:
        under = _under(found[-1], extends)
        if under.resolve() in {known.resolve() for known in found}:
            break
        found.append(under)
    return found


def _under(path: Path, extends: str) -> Path:
    worlds = _shipped_worlds()
    return worlds[extends] if extends in worlds else inside(path.parent, extends, "extends", shown(path))


def _shipped_worlds() -> dict[str, Path]:
    try:
        folder = shipped("configs")
    except FileNotFoundError:
        return {}
    return {path.parent.name: path for path in sorted(folder.glob(f"*/{WORLD_FILE}"))}


def _read(path: Path, on_the_way: tuple[Path, ...]) -> tuple[dict[str, Any], Origins, list[Fault]]:
    """The raw tables of a file, laid over what it extends; where each key was written; what could not be read."""
    file = shown(path)
    if path.resolve() in on_the_way:
        raise ScenarioError([Fault("extends", "expected files that do not extend each other in a circle", file)])
    raw = read_toml(path)
    extends = raw.pop("extends", None)
    reader = Reader(path.parent, file)
    raw = reader.sections(raw)
    if extends is None:
        return raw, reader.origins, reader.faults
    under = _under(path, extends)
    below, origins, faults = _read(under, (*on_the_way, path.resolve()))
    return merged(below, raw), {**origins, **reader.origins}, faults + reader.faults


def parsed(text: str) -> tuple[str, Any]:
    """Path and value of `path=value`; the value as in TOML, or plain text. ScenarioError if there is no `=`.

    Where the path wants a name, what is no quoted text is taken as it stands, as in a cell of a table.

    >>> parsed("stocks.front.item=1e3"), parsed("stocks.front.item='a'"), parsed("stocks.front.on_hand=1e3")
    (('stocks.front.item', '1e3'), ('stocks.front.item', 'a'), ('stocks.front.on_hand', 1000.0))
    """
    path, sign, value = (part.strip() for part in text.partition("="))
    if not sign or not path:
        raise ScenarioError([Fault("--set", f"expected PATH=VALUE, got {text!r}")])
    try:
        found = tomllib.loads(f"value = {value}")["value"]
    except (tomllib.TOMLDecodeError, KeyError):
        return path, value
    bare = not isinstance(found, (str, list, dict))
    return path, value if bare and reads_at(tuple(path.split("."))) == "text" else found


def set_for(sets: Sequence[str] | Mapping[str, Any]) -> dict[str, Any]:
    """Paths and values that are set, those that a later one replaces left out. Raises ScenarioError as `parsed`."""
    return in_turn(sets.items() if isinstance(sets, Mapping) else [parsed(text) for text in sets])


def _with_sets(
    raw: dict[str, Any], sets: Sequence[str] | Mapping[str, Any], origins: Origins
) -> tuple[dict[str, Any], list[Fault]]:
    faults: list[Fault] = []
    pairs: list[tuple[str, Any]] = list(sets.items()) if isinstance(sets, Mapping) else []
    for text in () if isinstance(sets, Mapping) else sets:
        try:
            pairs.append(parsed(text))
        except ScenarioError as error:
            faults += error.faults
    for path, value in pairs:
        try:
            raw = _one_horizon(put(raw, Scenario, path, value), path)
            keys = tuple(path.split("."))
            for below in [known for known in origins if known[: len(keys)] == keys]:
                del origins[below]  # what stood there is replaced
            origins[keys] = ("--set", None)
        except PathError as error:
            faults.append(Fault(f"--set {path}", error.what))
    return raw, faults


_HORIZONS = ("horizon_years", "horizon_months", "end")


def _one_horizon(raw: dict[str, Any], path: str) -> dict[str, Any]:
    """A horizon that is set takes the place of the one that the world states in another way."""
    section, _, key = path.partition(".")
    if section != "world" or key not in _HORIZONS:
        return raw
    return {**raw, "world": {k: v for k, v in raw["world"].items() if k == key or k not in _HORIZONS}}


def _validated(raw: dict[str, Any], references: bool) -> tuple[Scenario | None, list[Fault]]:
    """The scenario and its faults. What is well formed is checked even if other entities are not.

    Without `references` (a file could not be read, so that names are missing) each entity is checked for itself only.
    """
    try:
        scenario = Scenario.model_validate(raw)
    except ValidationError as error:
        faults = faults_of(error, raw, model=Scenario)
        bad = {tuple(map(str, detail["loc"][:2])) for detail in error.errors(include_url=False)}
        kept = {
            section: {k: v for k, v in table.items() if (section, k) not in bad} if section != "world" else table
            for section, table in raw.items()
            if isinstance(table, dict) and (section,) not in bad and section in Scenario.model_fields
        }
        if not references:
            return None, faults
        try:
            part = Scenario.model_validate(kept)
        except ValidationError:
            return None, faults
        names = {s: [*known, *(raw[s] if isinstance(raw.get(s), dict) else ())] for s, known in names_of(part).items()}
        names["customers"] = [*names["customers"], *_raw_customers(raw)]
        unsure = {"items", "levers", "policies", "futures"} | {s for s, *_ in bad if s == "fronts"}
        return None, faults + [f for f in all_faults(part, names) if f.path.split(".")[0] not in unsure]
    return scenario, all_faults(scenario) if references else []


def _raw_customers(raw: dict[str, Any]) -> list[str]:
    lines = raw.get("lines")
    tables = lines.items() if isinstance(lines, dict) else ()
    return [
        f"{n}.{c}"
        for n, line in tables
        if isinstance(line, dict) and isinstance(line.get("customers"), dict)
        for c in line["customers"]
    ]


def _located(fault: Fault, origins: Origins) -> Fault:
    """The fault with the file and row in which its key, or the nearest one above it, was written."""
    if fault.file:
        return fault
    keys = tuple(fault.path.split("."))
    for length in range(len(keys), 0, -1):
        if keys[:length] in origins:
            file, row = origins[keys[:length]]
            return replace(fault, file=file, row=row)
    files = [file for file, _ in origins.values()]
    return replace(fault, file=files[0]) if files else fault

"""Reading a study file, with every fault that is found in it."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from materiel.lab.study.spec import Study
from materiel.scenario.errors import Fault, ScenarioError
from materiel.scenario.faults import faults_of
from materiel.scenario.files import read_toml, shown
from materiel.scenario.paths import nearest
from materiel.shipped import shipped


def locate(source: str | Path) -> Path:
    """The study's file: a path, or the name of a shipped study. ScenarioError if there is neither."""
    path = Path(source)
    if path.is_file():
        return path
    found = shipped_studies()
    if str(source) in found:
        return found[str(source)]
    near = nearest(str(source), found)
    hint = f"; the nearest is {near}" if near else f"; shipped are {', '.join(found) or 'none'}"
    raise ScenarioError([Fault("", f"expected a file or the name of a shipped study, got {str(source)!r}{hint}")])


def shipped_studies() -> dict[str, Path]:
    """The studies that come with the package, by name."""
    try:
        folder = shipped("experiments")
    except FileNotFoundError:
        return {}
    return {path.stem: path for path in sorted(folder.glob("*.toml"))}


def read_study(path: Path) -> Study:
    """The study of a file. Raises ScenarioError with all faults."""
    raw = read_toml(path)
    try:
        return Study.model_validate(raw)
    except ValidationError as error:
        found = faults_of(error, raw, model=Study)
        raise ScenarioError([Fault(f.path, f.message, shown(path)) for f in found]) from None

"""What the random worlds have to reach: pairs of a kind and an option (`pairs.txt`), each with the cells that must have moved.

A pair is met where an entity of the section has the option, and the cells named have another value at the end than
at the start, in both engines. An option is `path=value`, or `path` (given, and not zero), or `!path` (neither); several
are joined by ` & `. A cell is `kind/name/field` with {} for the entity's name and * for anything; joined likewise.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from materiel.chance.families import FAMILIES


@dataclass(frozen=True)
class Pair:
    """A kind (its section), an option, and the cells that move when it has an effect."""

    section: str
    option: str
    moved: str

    def __str__(self) -> str:
        return f"{self.section} {self.option}"


ROWS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").splitlines()
PAIRS = [Pair(*(cell.strip() for cell in row.split("|"))) for row in ROWS if row]

LAWS = (
    ("demands", "gap_days", "demand/{}/arrivals"),
    ("lanes", "lead_days", "lane/{}/arrived"),
    ("lines", "work_days", "line/{}/made"),
    ("shops", "repair_days", "shop/{}/done"),
    ("sites", "repair_days", "site/{}/repair of a hit_stream"),
    ("raids", "gap_days", "raid/{}/raids"),
    ("regimes", "states.sojourn_days", "regime/{}/changed"),
)
"""Where laws of every family stand: one of these places has to meet each."""
SHAPES = ("constant", "steps", "linear", "month_of_year", "exponential", "logistic")
PROFILES = (
    ("demands", "profile", "demand/{}/arrivals"),
    ("lines", "capacity", "line/{}/made"),
    ("lanes", "season", "lane/{}/arrived"),
    ("raids", "rate", "raid/{}/raids"),
    ("sources", "schedule.profile", "source/{}/from_outside"),
    ("fronts", "season", "front/{}/tempo"),
)
"""Where profiles of every shape stand."""

PLACES = {
    **{f"law {family}": [Pair(s, f"{p}.family={family}", m) for s, p, m in LAWS] for family in FAMILIES},
    **{f"profile {shape}": [Pair(s, f"{p}.shape={shape}", m) for s, p, m in PROFILES] for shape in SHAPES},
    "profile scale": [Pair(s, f"{p}.scale=0.8", m) for s, p, m in PROFILES],
    "changes at a date": [Pair("lines", "", "changes/*/done")],
    "record at a step": [Pair("lines", "", "recorder/*/taken")],
}
"""What may be met in one of several places."""
WANTED: dict[str, list[Pair]] = {**{f"{p} -> {p.moved}": [p] for p in PAIRS}, **PLACES}
"""Everything that has to be reached, by its line in the table of coverage."""

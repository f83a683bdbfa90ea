"""`materiel stockouts`."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from materiel.lab.errors import LabError
from materiel.lab.files import write_text
from materiel.lab.result import Result
from materiel.lab.stockouts import Stockout, stockouts_of
from materiel.scenario.paths import nearest
from materiel.verbs.plain import as_json
from materiel.verbs.runs_out import month_of, rows
from materiel.verbs.yearly import aligned

_MEANS = ("days_out", "unmet", "lacking_at_end")
_LEVELS = ("p05", "p50", "p95")


def show_stockouts(
    folder: Path, owners: Sequence[str], items: Sequence[str], to_csv: Path | None, json_out: bool
) -> int:
    """Every owner and item of a result (or those named): the table or one JSON object on stdout, or a CSV file."""
    result = Result(folder)
    found = stockouts_of(result)
    _known("--owner", owners, [s.owner for s in found])
    _known("--item", items, [s.item for s in found])
    found = [s for s in found if (not owners or s.owner in owners) and (not items or s.item in items)]
    if to_csv is not None:
        write_text(to_csv, _as_csv(result, found))
    elif json_out:
        stockouts = [asdict(s) | {"fell": s.fell} for s in found]
        told = {"result": str(folder), "runs": found[0].out["n"] if found else 0, "months": result.periods}
        click.echo(json.dumps(as_json(told | {"stockouts": stockouts}), allow_nan=False))
    else:
        click.echo(_as_table(result, found))
    return 0


def _known(option: str, names: Sequence[str], there: Sequence[str]) -> None:
    for name in names:
        if name not in there:
            near = nearest(name, set(there))
            hint = f"the nearest is {near}" if near else f"there are {', '.join(sorted(set(there)))}"
            raise LabError(f"{option} {name}: the result has none of that name; {hint}")


def _as_table(result: Result, found: Sequence[Stockout]) -> str:
    if not found:
        return "no owner has such an item"
    runs = found[0].out["n"]
    note = f"{runs} runs: share of runs, mean of days and units, median of months; in brackets 5 to 95 % of runs"
    note = f"{note}; later, longer: beyond the horizon"
    return f"{aligned(rows(result, found))}\n{note}"


def _as_csv(result: Result, found: Sequence[Stockout]) -> str:
    """A row each owner and item; empty where there is no value, `inf` for a time beyond the horizon."""
    head = ["owner", "owner_title", "item", "item_title", "runs", "p_out"]
    head += ["first_out_month_p05", "first_out_month_p50", "first_out_month_p95"]
    head += [f"{name}_{level}" for name in _MEANS for level in ("mean", *_LEVELS)]
    head += ["p_fell", *(f"months_until_back_{level}" for level in _LEVELS), "months_until_back_censored"]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for s in found:
        row: list[Any] = [s.owner, s.owner_title, s.item, s.item_title, s.out["n"], s.out["mean"]]
        row += ["" if s.first is None else month_of(result, getattr(s.first, level)) for level in _LEVELS]
        for values in (s.days, s.unmet, s.lacking):
            row += ["" if values is None else values[key] for key in ("mean", *_LEVELS)]
        back = s.regeneration
        row += [s.fell, *("" if back is None else getattr(back, level) for level in _LEVELS)]
        writer.writerow([*row, "" if back is None else back.censored])
    return text.getvalue()

"""`materiel verify`."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from materiel.lab.errors import LabError
from materiel.run import Engine
from materiel.verbs.stderr import progress, say, warm_kernel
from materiel.verify.campaign import experiments_of, verdicts_of
from materiel.verify.case import GROUPS, folder_of, read_case, shipped_cases
from materiel.verify.judge import FAIL, REPORTED
from materiel.verify.page import as_page
from materiel.verify.report import as_cells, as_json, as_text

SIMPY_SHARE = 0.05
DONE, SOME_FAILED = 0, 1


def called(name: str, folders: Mapping[str, Path]) -> str:
    """What a case is called: a shipped one by its name, a folder by its last part unless another is called that."""
    short = Path(name).resolve().name
    alone = sum(Path(other).resolve().name == short for other in folders) == 1
    return short if alone and name not in shipped_cases() and short not in shipped_cases() else name


def verify_cases(
    cases: Sequence[str],
    groups: Sequence[str],
    engine: Engine,
    budget: float | None,
    quick: bool,
    workers: int | None,
    as_json_: bool,
    cells: bool,
    page: str | None,
    quiet: bool,
) -> int:
    """Run cases and print their verdicts; 1 if any failed. `cells`: list the cells that readings may name instead."""
    folders = {name: folder_of(name) for name in (cases or shipped_cases())}
    read = {called(name, folders): (read_case(folder), folder) for name, folder in folders.items()}
    chosen = {
        name: (case, folder)
        for name, (case, folder) in read.items()
        if (not groups or case.group in groups) and (not quick or case.quick)
    }
    if not chosen:
        raise LabError(f"no case fits; groups are {', '.join(GROUPS)}")
    experiments = [e for name, (case, folder) in chosen.items() for e in experiments_of(name, case, folder)]
    if cells:
        click.echo(
            "\n".join(as_cells(network) for network in {e.name: e.network for e in experiments}.values() if network)
        )
        return DONE
    if engine == "kernel":
        warm_kernel()
    share = budget if budget is not None else 1.0 if engine == "kernel" else SIMPY_SHARE
    total = sum(e.replications(share) for e in experiments if e.is_run)
    with progress("verify", total, quiet or as_json_ is True) as advance:
        verdicts = verdicts_of(experiments, engine, share, workers or os.cpu_count() or 1, advance)
    failed = [v for v in verdicts if v.verdict == FAIL]
    if page is not None:
        try:
            path = Path(page)
            before = path.read_text(encoding="utf-8") if path.is_file() else ""
            told = as_page(before, {name: case for name, (case, _) in chosen.items()}, verdicts, engine, share)
            path.write_text(told, encoding="utf-8")
        except OSError as error:
            raise LabError(f"--page {page}: {error.strerror}") from None
    if as_json_:
        click.echo(json.dumps(as_json(verdicts), allow_nan=False))
    else:
        click.echo(as_text(verdicts))
    if not quiet:
        judged = sum(v.verdict != REPORTED for v in verdicts)
        say(f"{len(chosen)} cases, {judged} values: {judged - len(failed)} pass, {len(failed)} fail")
    return SOME_FAILED if failed else DONE

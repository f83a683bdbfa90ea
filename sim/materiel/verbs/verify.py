"""`materiel verify`."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

import click

from materiel.lab.errors import LabError
from materiel.run import Engine
from materiel.verbs.stderr import progress, say, warm_kernel
from materiel.verify.campaign import experiments_of, verdicts_of
from materiel.verify.case import GROUPS, folder_of, read_case, shipped_cases
from materiel.verify.judge import FAIL, REPORTED
from materiel.verify.report import as_json, as_page, as_text

SIMPY_SHARE = 0.05
DONE, SOME_FAILED = 0, 1


def verify_cases(
    cases: Sequence[str],
    groups: Sequence[str],
    engine: Engine,
    budget: float | None,
    quick: bool,
    workers: int | None,
    as_json_: bool,
    page: str | None,
    quiet: bool,
) -> int:
    """Run cases and print their verdicts; 1 if any failed."""
    read = {name: (read_case(folder), folder) for name in (cases or shipped_cases()) for folder in [folder_of(name)]}
    chosen = {
        name: (case, folder)
        for name, (case, folder) in read.items()
        if (not groups or case.group in groups) and (not quick or case.quick)
    }
    if not chosen:
        raise LabError(f"no case fits; groups are {', '.join(GROUPS)}")
    if engine == "kernel":
        warm_kernel()
    share = budget if budget is not None else 1.0 if engine == "kernel" else SIMPY_SHARE
    experiments = [e for name, (case, folder) in chosen.items() for e in experiments_of(name, case, folder)]
    total = sum(e.replications(share) for e in experiments if e.is_run)
    with progress("verify", total, quiet or as_json_ is True) as advance:
        verdicts = verdicts_of(experiments, engine, share, workers or os.cpu_count() or 1, advance)
    failed = [v for v in verdicts if v.verdict == FAIL]
    if page is not None:
        try:
            with open(page, "w", encoding="utf-8") as file:
                file.write(as_page({name: case for name, (case, _) in chosen.items()}, verdicts, engine, share))
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

"""`materiel metrics`."""

from __future__ import annotations

import click

from materiel.metrics.table import METRICS

_PARTS = (
    ("By month, of every world", "series", "theatre"),
    ("Over the whole run, of every world", "number", "theatre"),
    ("Series of each place, of reference worlds", "series", "place"),
    ("Numbers of each place, of reference worlds", "number", "place"),
)


def list_metrics() -> int:
    """Print every metric with unit and definition."""
    wide = max(len(m.name) for m in METRICS)
    units = max(len(m.unit) for m in METRICS)
    for title, form, scope in _PARTS:
        click.echo(f"{title}:")
        for m in METRICS:
            if (m.form, m.scope) == (form, scope):
                click.echo(f"  {m.name:{wide}}  {m.unit:{units}}  {m.definition}")
    return 0

"""The reference of study files, from their schema: the part of docs/studies.md below its mark."""

from __future__ import annotations

import sys
from pathlib import Path

from materiel.lab.study.spec import Study
from materiel.scenario.schema import reference

MARK = "<!-- What follows is generated: python -m materiel.lab.study.reference docs/studies.md -->"


def page(text: str) -> str:
    """The page with what stands behind its mark generated anew."""
    return text[: text.index(MARK)] + MARK + "\n\n" + reference(Study, "Study file")


if __name__ == "__main__":
    here = Path(sys.argv[1])
    here.write_text(page(here.read_text(encoding="utf-8")), encoding="utf-8")

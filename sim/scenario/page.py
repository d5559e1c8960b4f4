"""docs/scenario-fields.md, made from the schema: `python -m sim.scenario.page docs/scenario-fields.md`."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.scenario.schema.export import field_tables

_NOTE = "<!-- Made from the schema in sim/scenario/schema by make docs; edit the models there. -->\n\n"


def page() -> str:
    """Return the page: the field tables in both languages."""
    return _NOTE + field_tables("both")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")

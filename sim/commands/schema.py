"""`run.py schema`: what a scenario may hold."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded

HELP = """Print the JSON Schema of scenario files, or their field tables. 输出 JSON Schema 或字段表。

\b
Example 例:
  python run.py schema > scenario.schema.json
  python run.py schema --fields --lang zh
"""
Fields = Annotated[bool, typer.Option("--fields", help="Field tables (Markdown). 字段表。")]


@guarded
def schema(fields: Fields = False, lang: LangOption = DEFAULT_LANG) -> None:
    """Print JSON Schema or field tables to standard output."""
    import json

    from sim.scenario.schema.export import field_tables, json_schema

    if fields:
        sys.stdout.write(field_tables(lang.value))
    else:
        sys.stdout.write(json.dumps(json_schema(), ensure_ascii=False, indent=2) + "\n")

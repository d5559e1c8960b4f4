"""What requests hold: each body and each query is a model, checked before a handler sees it."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - the field is called so
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Lang = Literal["zh", "en"]
Name = Annotated[str, Field(min_length=1, max_length=300)]
Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]*$", max_length=60)]  # names a visible file
Changes = Annotated[list[Any], Field(max_length=5000)]
MOST_ROWS = 10_000


class Asked(BaseModel):
    """A request: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_max_length=10_000, allow_inf_nan=False)


class Texts(Asked):
    """A text in both languages."""

    zh: Annotated[str, Field(max_length=2000)] = ""
    en: Annotated[str, Field(max_length=2000)] = ""


# Queries


class OfId(Asked):
    """Names one thing."""

    id: Name


class OfPlan(Asked):
    """A plan in a result: its yaml file, by its path below the result's folder."""

    id: Name
    path: Name


class OfDay(Asked):
    """A day of one replication of a run with a case log."""

    id: Name
    run: Annotated[str, Field(max_length=100)] = ""
    replication: Annotated[int, Field(ge=1, le=10_000)] | None = None
    date: Date | None = None


# Drafts


class Draft(Asked):
    """A scenario and changes to it, in the change language of derived yaml files."""

    base: Name
    changes: Changes = []


class DraftMap(Draft):
    """A draft whose map is wanted, with uploaded outlines in the place of the towns' cells."""

    outlines: Name | None = None


class DraftTable(Draft):
    """A draft one table of which is wanted: rows that hold `search`, that belong to `facility`."""

    table: Name
    search: Annotated[str, Field(max_length=200)] = ""
    facility: Annotated[str, Field(max_length=200)] = ""
    offset: Annotated[int, Field(ge=0, le=10_000_000)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = 500


class RowCheck(Asked):
    """One row of a table, checked by itself; blank cells take their default."""

    table: Name
    row: Annotated[dict[str, Any], Field(max_length=100)]


class WhatIf(Draft):
    """A draft to be saved; `version` is that of the file it replaces, null for a new one."""

    id: Id
    names: Texts
    descriptions: Texts = Texts()
    version: Annotated[str, Field(max_length=100)] | None = None


class OfWhatIf(Asked):
    """A saved what-if as it was seen."""

    id: Name
    version: Annotated[str, Field(max_length=100)]


# Uploads


class Sent(Asked):
    """What a file is for; candidates may name the scenario that they are held against."""

    kind: Literal["scenario", "outlines", "candidates", "levers"]
    scenario: Annotated[str, Field(max_length=300)] = ""


# Results


class Compared(Asked):
    """Finished runs to compare, the base first."""

    results: Annotated[list[Name], Field(min_length=2, max_length=12)]


class Picked(Asked):
    """Finished results that a user has ticked."""

    results: Annotated[list[Name], Field(max_length=12)]


class Reported(Asked):
    """A result whose report is to be written."""

    id: Name
    lang: Lang = "zh"

"""Scenarios side by side in one chart: a column that names them, and what a finding says of them all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import polars as pl

from sim.report import style
from sim.report.chart_data import Column, Names
from sim.report.data import Caption, Run
from sim.report.interactive.words import told
from sim.report.measures import percent
from sim.report.texts import LANGUAGES, text

SCENARIO = Column("scenario", {"zh": "情景", "en": "scenario"}, "names")


def labels(runs: Sequence[Run]) -> list[Names]:
    """Name the runs' scenarios; names that come twice carry the name of the run's folder."""
    names = [told(run.caption.scenario) for run in runs]
    seen = Counter(name[lang] for name in names for lang in LANGUAGES if name[lang])
    twice = [any(seen[name[lang]] > 1 + (name["zh"] == name["en"]) for lang in LANGUAGES) for name in names]
    return [
        {lang: f"{name[lang]} [{run.folder.name}]" for lang in LANGUAGES} if again else name
        for name, again, run in zip(names, twice, runs, strict=True)
    ]


def stacked(runs: Sequence[Run], tables: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """Put a table of each run below each other, with the scenario's names and number in every row."""
    parts = []
    for i, (table, name) in enumerate(zip(tables, labels(runs), strict=True)):
        named = [pl.lit(name[lang]).alias(f"scenario_{lang}") for lang in LANGUAGES]
        parts.append(table.with_columns(*named, pl.lit(i).alias("scenario_number")))
    return pl.concat(parts, how="vertical_relaxed")


def of_base(found: Names, runs: Sequence[Run]) -> Names:
    """What a chart of several scenarios finds in the base alone, called so; empty stays empty."""
    if len(runs) == 1 or not found["zh"]:
        return found
    return {"zh": f"基准：{found['zh']}", "en": f"Base: {found['en'][0].lower()}{found['en'][1:]}"}


def kind_name(kind: str) -> Names:
    """A kind of case, by name."""
    return told(lambda lang: text(f"kind.{kind}", lang))


def spread(what: Names, values: Sequence[float], write: Callable[[float], str] = percent) -> Names:
    """What is told and one value of it; of several the base's and the range of the others."""
    first = write(values[0])
    if len(values) == 1:
        return {lang: f"{what[lang]} {first}" for lang in LANGUAGES}
    low, high = write(min(values[1:])), write(max(values[1:]))
    others = low if low == high else f"{low} … {high}"
    zh, en = ("另一情景", "the other") if len(values) == 2 else ("其余", "others")
    return {
        "zh": f"{what['zh']}基准 {first}，{zh} {others}",
        "en": f"{what['en']} base {first}, {en} {others}",
    }


def footnote(caption: Caption, basis: str) -> Names:
    """What stands below every chart: days, replications, seed, basis."""
    return told(lambda lang: style.footnote(caption, lang, basis))

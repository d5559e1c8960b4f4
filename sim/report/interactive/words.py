"""Both languages at once: charts for browsers carry every text in Chinese and in English."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal, TypeVar

import polars as pl

from sim.report.chart_data import Names
from sim.report.measures import Measure
from sim.report.numbers import unit_name
from sim.report.texts import LANGUAGES

Row = TypeVar("Row")
MARKS: dict[str, Names] = {
    "comma": {"zh": "、", "en": ", "},
    "semicolon": {"zh": "；", "en": "; "},
    "space": {"zh": "", "en": " "},
}
SHARE: Names = {"zh": "share", "en": "share"}  # the unit of a column that is shown as per cent


class Texts:
    """Texts by name, each (Chinese, English), looked up in one table after another."""

    def __init__(self, *tables: dict[str, tuple[str, str]]) -> None:
        """Look texts up in these tables, the first one first."""
        self._texts = ChainMap(*tables)

    def __call__(self, name: str, /, **values: object) -> Names:
        """Return a text in both languages with its places filled, as `filled` does.

        Raises:
            KeyError: no such text.
        """
        return filled(dict(zip(LANGUAGES, self._texts[name], strict=True)), values)


def told(write: Callable[[str], str]) -> Names:
    """Return what a function writes, by language."""
    return {lang: write(lang) for lang in LANGUAGES}


def filled(names: Names, values: Mapping[str, object]) -> Names:
    """Fill the places of a text in both languages; a value in both languages fills each with its own."""
    if not values:
        return dict(names)
    own = {
        lang: {key: one[lang] if isinstance(one, dict) else one for key, one in values.items()}
        for lang in names
    }
    return {lang: text.format(**own[lang]) for lang, text in names.items()}


def inner(name: str) -> str:
    """Return a name as it stands between quotes: its own quotes become single ones."""
    return name.replace("“", "‘").replace("”", "’").replace('"', "'")


def each(rows: Iterable[Row], write: Callable[[Row, str], str]) -> list[Names]:
    """Return what a function writes of each row, by language."""
    return [{lang: write(row, lang) for lang in LANGUAGES} for row in rows]


def worded(name: str, texts: Sequence[Names]) -> list[pl.Series]:
    """Return the two text columns of a `names` column, a text for each row."""
    return [pl.Series(f"{name}_{lang}", [one[lang] for one in texts], dtype=pl.String) for lang in LANGUAGES]


def joined(names: Sequence[Names], between: Literal["comma", "semicolon", "space"] = "comma") -> Names:
    """Texts one after another, as each language puts them; empty ones are left out."""
    return {lang: MARKS[between][lang].join(one[lang] for one in names if one[lang]) for lang in LANGUAGES}


def value_unit(what: Measure) -> Names:
    """The unit of a KPI as columns of charts hold it: `share` of one that is shown as per cent."""
    return SHARE if what.unit_en == "share" else told(what.unit)


def named_unit(unit: str) -> Names:
    """A unit by name as columns of charts hold it; empty where the number says enough by itself."""
    return SHARE if unit == "share" else told(lambda lang: unit_name(unit, lang))

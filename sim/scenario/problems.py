"""What is wrong with a scenario: problems that name file, row, field, value and mend, in both languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sim.scenario.messages import MESSAGES

SHOWN_PROBLEMS = 10  # of one kind in one column of one file
SHOWN_VALUE = 80  # characters of a value that a message repeats
SHOWN_WORDS = 500  # characters of a list of choices, names or places

# what is often only the tail of another problem, and vanishes with it
FOLLOWS = frozenset(
    {
        "never_open_in_run", "on_call_never", "no_item", "not_offered", "skill_nobody_has",
        "review_skill_absent", "rotating_without_duty", "no_chief_group", "replay_not_offered", "no_demand",
        "visit_shares_not_one",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Problem:
    """One problem. ``row``: as a spreadsheet shows it (the header is row 1), or the line of a yaml file."""

    file: str
    row: int | None
    field: str
    value: str
    message_en: str
    message_zh: str
    mend_en: str
    mend_zh: str
    code: str = ""

    def render(self, lang: str = "en") -> str:
        """Return one line of text in ``en`` or ``zh``."""
        zh = lang == "zh"
        place = self.file
        if self.row is not None:
            place += f"，第 {self.row} 行" if zh else f", row {self.row}"
        if self.field:
            place += f"，字段 {self.field}" if zh else f", field {self.field}"
        if zh:
            return f"{place}：{self.message_zh}。{self.mend_zh}。"
        return f"{place}: {self.message_en}. {self.mend_en}."


class ScenarioErrors(Exception):  # noqa: N818 - it holds many
    """All problems of a scenario, raised once."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = list(problems)
        super().__init__(self.render())

    def render(self, lang: str = "en") -> str:
        """Return one line per problem in ``en`` or ``zh``."""
        return "\n".join(problem.render(lang) for problem in self.problems)


def capped(found: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems of each kind, file and column, and one that says how many more there are."""
    told: Counter[tuple[str, str, str]] = Counter()
    last: dict[tuple[str, str, str], Problem] = {}
    for each in found:
        kind = (each.code, each.file, each.field)
        told[kind] += each.code != "more_problems"  # that of an inner list
        if told[kind] <= SHOWN_PROBLEMS:
            last[kind] = each
            yield each
    for kind, count in told.items():
        if count > SHOWN_PROBLEMS:
            at = last[kind]
            yield problem("more_problems", at.file, at.row, at.field, count - SHOWN_PROBLEMS)


def ordered(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once: causes before what follows from them, then by file and row."""
    unique = list(dict.fromkeys(problems))
    return sorted(unique, key=lambda each: (each.code in FOLLOWS, each.file, each.row or 0))


def shown(value: object, limit: int = SHOWN_VALUE) -> str:
    """Return a value as messages show it: one line, shortened."""
    if value is None:
        return ""
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    text = " ".join("".join(mark if mark.isprintable() else " " for mark in text).split())
    return text if len(text) <= limit else text[: limit - 3] + "..."


def _said(name: str, word: object) -> str:
    """A word of a template; hints and units in English are set off by a blank where there are any."""
    text = shown(word, SHOWN_WORDS)
    return f" {text}" if text and name in ("hint_en", "unit_en") else text


def problem(
    code: str, file: str, row: int | None = None, field: str = "", value: object = "", /, **words: object
) -> Problem:
    """Return the problem of a code of :mod:`sim.scenario.messages`, its templates filled in."""
    said = {name: _said(name, word) for name, word in words.items()}
    said |= {"file": file, "field": shown(field), "value": shown(value)}
    message_en, message_zh, mend_en, mend_zh = (text.format_map(said) for text in MESSAGES[code])
    return Problem(file, row, said["field"], said["value"], message_en, message_zh, mend_en, mend_zh, code)

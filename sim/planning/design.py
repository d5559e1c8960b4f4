"""A design: the base scenario with changes."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from sim.experiment.errors import InputError
from sim.scenario import Scenario, ScenarioErrors, change

Change = Mapping[str, Any]
OF_STAFF = frozenset(("staff", "rosters"))  # tables that no draw of a replication reads
_OF_ROWS = ("add", "remove", "update", "copy")


class Design(NamedTuple):
    """Changes of a base scenario, in the scenarios' own change language."""

    name: str
    changes: tuple[Change, ...] = ()

    @property
    def text(self) -> str:
        """The changes as one text, which tells designs apart."""
        return json.dumps([dict(one) for one in self.changes], ensure_ascii=False, sort_keys=True)

    @property
    def keeps_draws(self) -> bool:
        """Whether the same cases arise, and go to the same places, as in the base: only staff is changed."""
        return all(
            isinstance(content, Mapping) and content.get("table") in OF_STAFF
            for one in self.changes
            for kind, content in one.items()
            if kind in _OF_ROWS or kind == "set"
        )

    def scenario(self, base: Scenario) -> Scenario:
        """Return the base with the changes.

        Raises:
            InputError: they do not fit it.
        """
        if not self.changes:
            return base
        try:
            return change(base, [dict(one) for one in self.changes])
        except ScenarioErrors as fault:
            first = fault.problems[0]
            raise InputError(
                f"planning: no valid scenario at {self.name}: {first.render('en')}",
                f"规划：{self.name} 处情景无效：{first.render('zh')}",
            ) from fault


def designs_of(base: str, changes: Sequence[Sequence[Change]]) -> list[Design]:
    """Return numbered designs ``base 1``, ``base 2``, ..."""
    return [Design(f"{base} {number}", tuple(one)) for number, one in enumerate(changes, start=1)]

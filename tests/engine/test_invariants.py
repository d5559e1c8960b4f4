"""Invariants hold for every scenario of the gallery, and each notices the damage that it is there for."""

from __future__ import annotations

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.engine import invariants
from sim.engine.reference import run
from sim.network import compile_network
from sim.network.codes import CaseKind, Channel, Outcome, StaffMode, StageKind, Tier
from sim.network.contract import CaseTable, Compiled, EngineLog
from sim.sampling import draw_case_table
from tests.gallery import GALLERY, small_city, with_demand

CASES_PER_DAY = 40
Played = tuple[Compiled, CaseTable, EngineLog]


def play(compiled: Compiled, seed: int = 7) -> Played:
    table = draw_case_table(compiled, seed, 0)
    return compiled, table, run(compiled.network, table)


@cache
def city() -> Played:
    return play(compile_network(small_city()))


@pytest.mark.parametrize("name", GALLERY)
def test_hold_under_random_demand(name: str) -> None:
    for per_day in (CASES_PER_DAY / 8, CASES_PER_DAY):
        compiled, table, log = play(compile_network(with_demand(GALLERY[name](), per_day)))
        invariants.check(compiled.network, table, log)
        assert len(log.stages.case) > 0


@pytest.mark.parametrize("name", GALLERY)
def test_a_run_is_a_function_of_network_and_table(name: str) -> None:
    compiled, table, log = play(compile_network(with_demand(GALLERY[name](), CASES_PER_DAY)))
    again = run(compiled.network, table)
    assert_equal(log, again)


def assert_equal(one: Any, other: Any) -> None:
    for name in one._fields:
        a, b = getattr(one, name), getattr(other, name)
        if hasattr(a, "_fields"):
            assert_equal(a, b)
        else:
            np.testing.assert_array_equal(a, b, err_msg=name)


def test_the_run_leaves_its_inputs_as_they_were() -> None:
    compiled, table, _ = city()
    before = [column.copy() for column in table]
    run(compiled.network, table)
    for column, was in zip(table, before, strict=True):
        np.testing.assert_array_equal(column, was)


@pytest.mark.parametrize("name", ["two_clerks", "appointments", "small_city"])
def test_order_of_rows_of_the_case_table(name: str) -> None:
    """Rows by (arose, key); ``entry_order`` by (entry, facility, row)."""
    _, table, _ = play(compile_network(with_demand(GALLERY[name](), CASES_PER_DAY)))
    rows = list(zip(table.arose.tolist(), table.key.tolist(), strict=True))
    assert rows == sorted(rows)
    assert len(set(table.key.tolist())) == len(rows)
    entering = list(zip(table.entry.tolist(), table.facility.tolist(), range(len(rows)), strict=True))
    assert [entering[i] for i in table.entry_order.tolist()] == sorted(entering)


def test_other_seeds_give_other_cases() -> None:
    compiled, table, _ = city()
    assert play(compiled, seed=8)[1].key.tolist() != table.key.tolist()


# Damage. Each function takes a right log apart in one respect; the name of the invariant must come up.

DAMAGE: dict[str, Callable[[Played], Played]] = {}


def damages(message: str) -> Callable[[Callable[[Played], Played]], Callable[[Played], Played]]:
    def register(function: Callable[[Played], Played]) -> Callable[[Played], Played]:
        DAMAGE[message] = function
        return function

    return register


def first(mask: np.ndarray) -> int:
    rows = np.flatnonzero(mask)
    assert len(rows), "the scenario has nothing to damage here"
    return int(rows[0])


def put(played: Played, part: str, column: str, row: int | np.ndarray, value: Any) -> Played:
    """Return the run with ``log.part.column[row]`` changed; part "log" or "table": a column of itself."""
    compiled, table, log = played
    holder: Any = {"table": table, "log": log}.get(part) or getattr(log, part)
    changed = getattr(holder, column).copy()
    changed[row] = value
    holder = holder._replace(**{column: changed})
    if part == "table":
        return compiled, holder, log
    return compiled, table, holder if part == "log" else log._replace(**{part: holder})


def without(played: Played, part: str, rows: np.ndarray) -> Played:
    compiled, table, log = played
    kept = getattr(log, part)
    return compiled, table, log._replace(**{part: type(kept)(*(np.delete(c, rows) for c in kept))})


def with_row(played: Played, part: str, at: int, **values: int) -> Played:
    """Return the run with a copy of row ``at`` behind it, changed in some columns."""
    compiled, table, log = played
    old = getattr(log, part)
    columns = {n: np.insert(c, at + 1, values.get(n, c[at])) for n, c in old._asdict().items()}
    return compiled, table, log._replace(**{part: type(old)(**columns)})


@damages("conservation: ")
def a_case_is_lost_from_the_log(played: Played) -> Played:
    compiled, table, log = played
    return compiled, table, log._replace(cases=type(log.cases)(*(column[:-1] for column in log.cases)))


@damages("conservation: an outcome is neither closed, lost, unserved nor in progress")
def an_outcome_that_does_not_exist(played: Played) -> Played:
    return put(played, "cases", "outcome", 0, 99)


@damages("conservation: open cases with a closing time")
def a_closed_case_called_open(played: Played) -> Played:
    outcome = played[2].cases.outcome
    return put(played, "cases", "outcome", first(outcome == Outcome.SOLVED), Outcome.OPEN)


@damages("conservation: ended cases without a closing time")
def an_open_case_called_solved(played: Played) -> Played:
    return put(played, "cases", "outcome", first(played[2].cases.outcome == Outcome.OPEN), Outcome.SOLVED)


@damages("conservation: closed cases that nobody served")
def a_case_solved_without_being_accepted(played: Played) -> Played:
    return put(played, "cases", "outcome", first(played[2].cases.outcome == Outcome.UNSERVED), Outcome.SOLVED)


@damages("conservation: unserved cases with a facility")
def a_served_case_called_unserved(played: Played) -> Played:
    return put(played, "cases", "outcome", first(played[2].cases.outcome == Outcome.SOLVED), Outcome.UNSERVED)


@damages("conservation: cases that entered and left no trace")
def all_stages_of_an_open_case_dropped(played: Played) -> Played:
    _, table, log = played
    case = first((log.cases.outcome == Outcome.OPEN) & (table.entry < log.stopped) & (table.facility >= 0))
    return without(played, "stages", log.stages.case == case)


@damages("rows: a stage, spell or queue of a case, place or person that does not exist")
def a_stage_of_nobody(played: Played) -> Played:
    return put(played, "stages", "case", 0, len(played[1].arose))


@damages("stamps: entry before the need")
def enters_before_it_arises(played: Played) -> Played:
    return put(played, "table", "entry", 0, played[1].arose[0] - 1)


@damages("stamps: accepted before entry")
def accepted_too_soon(played: Played) -> Played:
    cases, table = played[2].cases, played[1]
    row = first((cases.accepted > 0) & (table.entry > 0))
    return put(played, "cases", "accepted", row, table.entry[row] - 1)


@damages("stamps: served before accepted")
def served_too_soon(played: Played) -> Played:
    cases = played[2].cases
    row = first(cases.first_start > 0)
    return put(played, "cases", "first_start", row, cases.accepted[row] - 1)


@damages("stamps: closed before served")
def closed_too_soon(played: Played) -> Played:
    cases = played[2].cases
    row = first((cases.first_start > 0) & (cases.closed > 0))
    return put(played, "cases", "closed", row, cases.first_start[row] - 1)


@damages("stamps: due before accepted")
def due_too_soon(played: Played) -> Played:
    cases = played[2].cases
    row = first(cases.due > 0)
    return put(played, "cases", "due", row, cases.accepted[row] - 1)


@damages("stamps: stage out of order")
def a_service_that_starts_before_its_queue(played: Played) -> Played:
    stages = played[2].stages
    row = first(stages.kind == StageKind.SERVICE)
    return put(played, "stages", "started", row, stages.joined[row] - 1)


@damages("stamps: after the stop")
def a_stage_after_the_end_of_the_run(played: Played) -> Played:
    return put(played, "stages", "ended", -1, played[2].stopped + 1)


@damages("stages: not in order of their end")
def two_rows_exchanged(played: Played) -> Played:
    compiled, table, log = played
    row = first(np.diff(log.stages.ended) > 0)
    order = np.arange(len(log.stages.case))
    order[[row, row + 1]] = row + 1, row
    return compiled, table, log._replace(stages=type(log.stages)(*(column[order] for column in log.stages)))


@damages("time: stages do not add up to the sojourn")
def one_stage_dropped(played: Played) -> Played:
    _, _, log = played
    stages, cases = log.stages, log.cases
    long = (stages.kind == StageKind.HANDOFF) & (stages.ended > stages.joined)
    return without(played, "stages", np.array([first(long & (cases.closed[stages.case] >= 0))]))


@damages("time: a case in two stages at once")
def a_stage_twice(played: Played) -> Played:
    stages = played[2].stages
    row = first((stages.kind == StageKind.HANDOFF) & (stages.ended > stages.joined))
    return with_row(played, "stages", row)


@damages("staff: a member in two spells at once")
def overlapping_spells(played: Played) -> Played:
    busy = played[2].busy
    same = [first(busy.member == member) for member in np.unique(busy.member).tolist()]
    row = next(r for r in same if (busy.member == busy.member[r]).sum() > 1)
    return with_row(played, "busy", row)


@damages("staff: a service by a member of another group")
def a_service_under_a_wrong_group(played: Played) -> Played:
    stages = played[2].stages
    row = first(stages.kind == StageKind.SERVICE)
    return put(played, "stages", "group", row, stages.group[row] + 1)


@damages("staff: a service by somebody without the skill")
def a_clerk_as_a_lawyer(played: Played) -> Played:
    compiled, _, log = played
    skills = compiled.network.groups.skills
    served = np.flatnonzero(log.stages.kind == StageKind.SERVICE)
    row = served[first(skills[log.stages.group[served]] != (1 << compiled.network.n_skills) - 1)]
    missing = ~int(skills[log.stages.group[row]])
    return put(played, "stages", "skill", row, (missing & -missing).bit_length() - 1)


@damages("presence: a service started where its member is not")
def a_service_elsewhere(played: Played) -> Played:
    compiled, _, log = played
    on_call = compiled.network.groups.mode[log.stages.group] == StaffMode.ON_CALL
    row = first((log.stages.kind == StageKind.SERVICE) & ~on_call)
    elsewhere = (log.stages.facility[row] + 1) % len(compiled.labels.facility)
    return put(played, "stages", "facility", row, elsewhere)


@damages("presence: work begun by somebody who is not there")
def work_at_night(played: Played) -> Played:
    busy = played[2].busy
    row = first(busy.case >= 0)
    midnight = busy.start[row] // 86400 * 86400
    return put(put(played, "busy", "start", row, midnight), "busy", "end", row, midnight + 60)


@damages("presence: problem work went on after its member left")
def a_pause_left_out(played: Played) -> Played:
    compiled, table, log = played
    busy = log.busy
    problem = compiled.network.services.kind[table.service[busy.case]] == CaseKind.PROBLEM
    paused = (busy.case >= 0) & problem & (table.channel[busy.case] != Channel.HOME_VISIT)
    paused &= compiled.network.facilities.tier[busy.facility] != Tier.DEPARTMENT
    row = first(paused)
    return put(played, "busy", "end", row, busy.end[row] + 86400)


@damages("presence: work past presence without overtime")
def overtime_forgotten(played: Played) -> Played:
    return put(played, "log", "overtime", slice(None), 0)  # type: ignore[arg-type]


@damages("FIFO: ")
def two_services_exchanged(played: Played) -> Played:
    """Of two cases of one queue and priority, the later one in the place of the earlier one."""
    return _exchange(played, same_priority=True)


@damages("priority: ")
def a_file_before_an_urgent_case(played: Played) -> Played:
    return _exchange(played, same_priority=False)


def _exchange(played: Played, same_priority: bool) -> Played:
    """Let the case that is served next in a crowded queue be one that should have waited longer."""
    stages = played[2].stages
    rows = np.flatnonzero((stages.kind == StageKind.SERVICE) & (stages.started > stages.joined)).tolist()
    for j in rows:
        for i in rows:
            if (stages.facility[i], stages.skill[i]) != (stages.facility[j], stages.skill[j]):
                continue
            if (stages.priority[i] == stages.priority[j]) is not np.bool_(same_priority):
                continue
            before = (stages.priority[i], stages.order[i]) < (stages.priority[j], stages.order[j])
            both_wait = max(stages.joined[i], stages.joined[j]) < stages.started[i] < stages.started[j]
            if before and both_wait:
                swapped = put(played, "stages", "started", i, stages.started[j])
                return put(swapped, "stages", "started", j, stages.started[i])
    raise AssertionError("no two cases waited together")


@damages("queues: length integral differs from the waiting times")
def a_second_added_to_an_integral(played: Played) -> Played:
    return put(played, "log", "queue_integral", 0, played[2].queue_integral[0] + 1)


@damages("work: busy spells and stage work differ")
def a_spell_dropped(played: Played) -> Played:
    return without(played, "busy", np.array([first(played[2].busy.case >= 0)]))


@damages("work: an empty or reversed spell")
def an_empty_spell(played: Played) -> Played:
    busy = played[2].busy
    row = first(busy.case >= 0)
    return with_row(played, "busy", row, start=int(busy.end[row]))


@damages("totals: wait of a case differs from its stages")
def a_wait_forgotten(played: Played) -> Played:
    row = first(played[2].cases.wait > 0)
    return put(played, "cases", "wait", row, 0)


@damages("totals: hand-offs of a case differ from its stages")
def a_handoff_too_many(played: Played) -> Played:
    return put(played, "cases", "handoffs", 0, played[2].cases.handoffs[0] + 1)


@damages("totals: work of a case differs from its stages")
def work_counted_twice(played: Played) -> Played:
    cases = played[2].cases
    row = first((cases.closed >= 0) & (cases.work > 0))
    return put(played, "cases", "work", row, 2 * cases.work[row])


@pytest.mark.parametrize("message", DAMAGE)
def test_damage_is_caught_by_name(message: str) -> None:
    compiled, table, log = DAMAGE[message](city())
    with pytest.raises(invariants.InvariantError) as caught:
        invariants.check(compiled.network, table, log)
    assert any(text.startswith(message) for text in str(caught.value).split("; "))


def test_an_undamaged_log_has_no_violation() -> None:
    compiled, table, log = city()
    assert invariants.violations(compiled.network, table, log) == []


def messages(source: str) -> set[str]:
    """Texts of violations in the source: constants and heads of f-strings that begin with ``word: ``."""
    found, names = set(), set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            head = node.values[0]
            if isinstance(head, ast.Constant):
                found.add(str(head.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found.add(node.value)
        if isinstance(node, ast.Tuple) and len(node.elts) == 3 and isinstance(node.elts[2], ast.Constant):
            third = node.elts[2].value
            names |= {f"stamps: {third}"} if isinstance(third, str) else set()
    families = {message.split(": ")[0] + ": " for message in DAMAGE}
    return {text for text in found if any(text.startswith(f) for f in families)} - {"stamps: "} | names


def test_every_violation_has_a_damaged_log() -> None:
    folder = Path(invariants.__file__).parent
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.py")))
    source = source.replace("from __future__ import annotations\n", "")  # it stands first in a file only
    assert messages(source) == set(DAMAGE)
    assert "stamps: brand new" in messages(source + '\nx = ("a", "b", "brand new")\n')
    assert "FIFO: brand new" in messages(source + '\nx = "FIFO: brand new"\n')

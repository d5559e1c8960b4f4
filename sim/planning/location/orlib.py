"""p-median problems in the formats of OR-Library, read and solved so that published optima can be checked.

Two formats, told apart by the first line:

    pmed1 to pmed40   "vertices edges p", then a line "from to cost" for each edge. Distances are the shortest
                      paths; of an edge that is named twice the last cost counts (OR-Library's own note).
    pmedcap1          the number of problems; for each "number best", "customers p capacity" and a line
                      "number x y demand" for each customer. Distances are Euclidean, rounded down, and
                      summed without weights; each customer is served by one median, each median has the
                      same capacity.

J. E. Beasley, "OR-Library: distributing test problems by electronic mail", Journal of the Operational
Research Society 41 (1990).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

from sim.planning.location.ask import P_MEDIAN, Ask
from sim.planning.location.instance import Floats, Instance
from sim.planning.location.published import PUBLISHED
from sim.planning.location.solve import solve
from sim.scenario.problems import Problem, ScenarioErrors, shown
from sim.scenario.read_csv import decode, read_bytes

LIMIT = 16 * 1024 * 1024  # bytes of a file
MOST_NODES = 2000  # a matrix of distances grows with the square of it


class OrlibProblem(NamedTuple):
    """One problem of a file; ``best_known``: by the file or by `PUBLISHED`, None where neither knows it."""

    problem: str
    instance: Instance
    p: int
    capacitated: bool
    best_known: float | None


class OrlibResult(NamedTuple):
    """What came out; ``sites`` are numbered from 1, as in the file."""

    problem: str
    nodes: int
    p: int
    objective: float
    bound: float
    gap: float
    proven: bool
    seconds: float
    sites: tuple[int, ...]
    best_known: float | None


def solve_orlib(path: Path, time_limit: float = 60.0) -> list[OrlibResult]:
    """Solve every problem of a file, each within the time limit in seconds.

    Raises:
        ScenarioErrors: the file cannot be read; each fault with its row, field, value and mend.
    """
    found = []
    for one in read_orlib(path):
        ask = Ask(
            P_MEDIAN, one.p, True, capacitated=one.capacitated, single=one.capacitated, time_limit=time_limit
        )
        got = solve(one.instance, ask)
        sites = tuple(site + 1 for site in got.sites)
        proof = (got.objective, got.bound, got.gap, got.proven, got.seconds)
        found.append(OrlibResult(one.problem, len(one.instance.demand), one.p, *proof, sites, one.best_known))
    return found


def read_orlib(path: Path) -> list[OrlibProblem]:
    """Read the problems of a file.

    Raises:
        ScenarioErrors: it is torn, or is in neither format.
    """
    lines = _Lines(path)
    heads = len(lines.peek())
    if heads == 3:
        return [_pmed(lines, path.stem)]
    if heads == 1:
        return list(_pmedcap(lines, path.stem))
    raise lines.fault(
        "vertices",
        " ".join(lines.peek()),
        "neither a pmed file nor a pmedcap file of OR-Library",
        "既不是 OR-Library 的 pmed 文件，也不是 pmedcap 文件",
        "let the first line be `vertices edges p`, or the number of problems",
        "首行应为“顶点数 边数 p”，或问题个数",
    )


class _Lines:
    """The lines of a file, taken one by one; blank ones are passed over."""

    def __init__(self, path: Path) -> None:
        problems: list[Problem] = []
        data = read_bytes(path, path.name, LIMIT, problems)
        text = decode(data, path.name, problems) if data is not None else None
        if text is None:
            raise ScenarioErrors(problems)
        numbered = ((row, line.split()) for row, line in enumerate(text.splitlines(), start=1))
        self._lines = [(row, words) for row, words in numbered if words]
        self._next = 0
        self._file = path.name
        self.row = 1

    def peek(self) -> list[str]:
        """Return the words of the next line, none at the end."""
        return self._lines[self._next][1] if self._next < len(self._lines) else []

    def take(self, *fields: str) -> list[float]:
        """Return the numbers of the next line, one for each field, none below 0."""
        if self._next == len(self._lines):
            raise self.fault(
                fields[0],
                "",
                "the file ends here, where more lines are expected",
                "文件在此结束，缺少后续行",
                "fetch the file anew; it is torn",
                "文件不完整，请重新获取",
            )
        self.row, words = self._lines[self._next]
        self._next += 1
        if len(words) != len(fields):
            raise self.fault(
                fields[min(len(words), len(fields) - 1)],
                " ".join(words),
                f"{len(fields)} numbers are expected in this line, not {len(words)}",
                f"该行应有 {len(fields)} 个数，实有 {len(words)} 个",
                f"write: {' '.join(fields)}",
                f"请写：{' '.join(fields)}",
            )
        return [self._number(field, word) for field, word in zip(fields, words, strict=True)]

    def _number(self, field: str, word: str) -> float:
        try:
            value = float(word)
        except ValueError:
            value = np.nan
        if not (np.isfinite(value) and value >= 0):
            raise self.fault(
                field,
                word,
                "not a number of 0 or more",
                "不是非负数",
                "give a plain number",
                "请给出普通数字",
            )
        return value

    def count(self, field: str, value: float, low: int, high: int) -> int:
        """Return a value as the whole number between two bounds that it must be."""
        if value != int(value) or not low <= value <= high:
            raise self.fault(
                field,
                f"{value:g}",
                "out of bounds",
                "超出范围",
                f"give a whole number from {low} to {high}",
                f"请给出 {low} 至 {high} 的整数",
            )
        return int(value)

    def end(self, field: str) -> None:
        """Complain of lines that are left over."""
        if self.peek():
            self.row = self._lines[self._next][0]
            raise self.fault(
                field,
                " ".join(self.peek()),
                "there are more lines than the head of the file says",
                "行数多于文件头所述",
                "correct the number, or remove the lines",
                "请改正个数或删除多余的行",
            )

    def fault(
        self, field: str, value: str, message_en: str, message_zh: str, mend_en: str, mend_zh: str
    ) -> ScenarioErrors:
        """Return the error of the line taken last."""
        words = (message_en, message_zh, mend_en, mend_zh)
        return ScenarioErrors([Problem(self._file, self.row, field, shown(value), *words, "orlib")])


def _pmed(lines: _Lines, name: str) -> OrlibProblem:
    head = ("vertices", "edges", "p")
    vertices, edges, medians = lines.take(*head)
    n = lines.count("vertices", vertices, 1, MOST_NODES)
    m = lines.count("edges", edges, 0, LIMIT)
    p = lines.count("p", medians, 1, n)
    far = np.full((n, n), np.inf)
    np.fill_diagonal(far, 0.0)
    for _ in range(m):
        start, end, cost = lines.take("from", "to", "cost")
        a, b = lines.count("from", start, 1, n) - 1, lines.count("to", end, 1, n) - 1
        far[a, b] = far[b, a] = cost
    lines.end("edges")
    for k in range(n):  # R. W. Floyd's all-pairs shortest paths
        np.minimum(far, far[:, k, None] + far[None, k, :], out=far)
    return OrlibProblem(name, _instance(np.ones(n), far, np.inf), p, False, PUBLISHED.get(name))


def _pmedcap(lines: _Lines, name: str) -> Iterator[OrlibProblem]:
    (problems,) = lines.take("problems")
    for _ in range(lines.count("problems", problems, 1, LIMIT)):
        number, best = lines.take("number", "best")
        customers, medians, capacity = lines.take("customers", "p", "capacity")
        n = lines.count("customers", customers, 1, MOST_NODES)
        p = lines.count("p", medians, 1, n)
        rows = np.array([lines.take("number", "x", "y", "demand") for _ in range(n)])
        across, up, demand = rows[:, 1], rows[:, 2], rows[:, 3]
        if not demand.all():
            raise lines.fault(
                "demand",
                "0",
                f"customer {int(demand.argmin()) + 1} of problem {number:g} has no demand",
                f"问题 {number:g} 的客户 {int(demand.argmin()) + 1} 没有需求",
                "give every customer a demand above 0",
                "请使每个客户的需求大于 0",
            )
        far = np.floor(np.hypot(across[:, None] - across, up[:, None] - up))
        far /= demand[:, None]  # the model weighs minutes by demand, and the problem does not
        known = best if best > 0 else None
        yield OrlibProblem(f"{name}/{number:g}", _instance(demand, far, capacity), p, True, known)
    lines.end("problems")


def _instance(demand: Floats, far: Floats, capacity: float) -> Instance:
    n = len(demand)
    sites = np.zeros(n, bool), np.zeros(n), np.full(n, capacity)
    return Instance(demand, far, *sites, np.zeros(n, np.int64), np.inf)

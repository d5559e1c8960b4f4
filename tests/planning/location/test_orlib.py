"""OR-Library's files: published optima, and files that are torn."""

from pathlib import Path

import numpy as np
import pytest

from sim.planning.location.orlib import read_orlib, solve_orlib
from sim.planning.location.published import PUBLISHED
from sim.scenario.problems import ScenarioErrors

FILES = Path(__file__).parent / "orlib"
PATH = "3 3 1\n1 2 5\n2 3 7\n2 1 4\n"  # a path 1-2-3; the first edge comes twice


@pytest.mark.parametrize(("name", "optimum"), [("pmed1", 5819), ("pmed5", 1355)])
def test_published_optima_come_out(name, optimum):
    (found,) = solve_orlib(FILES / f"{name}.txt")
    assert found.objective == found.bound == found.best_known == PUBLISHED[name] == optimum
    assert found.proven
    assert found.nodes == 100
    assert len(found.sites) == found.p


def test_the_shortest_of_repeated_edges_would_give_another_optimum(tmp_path):
    """OR-Library counts the last cost; the least one, which looks as right, gives 5718 for pmed1."""
    head, *lines = (FILES / "pmed1.txt").read_text().splitlines()
    edges = [[int(word) for word in line.split()] for line in lines]
    edges.sort(key=lambda edge: -edge[2])  # the least comes last
    (tmp_path / "pmed1.txt").write_text("\n".join([head, *(" ".join(map(str, edge)) for edge in edges)]))
    (found,) = solve_orlib(tmp_path / "pmed1.txt")
    assert (found.objective, found.best_known) == (5718, 5819)


def test_capacitated_problems(tmp_path):
    first = (FILES / "pmedcap1.txt").read_text().splitlines()[1:53]
    (tmp_path / "one.txt").write_text("\n".join(["1", *first]))
    (found,) = solve_orlib(tmp_path / "one.txt")
    assert found.objective == pytest.approx(713)
    assert (found.problem, found.best_known, found.proven) == ("one/1", 713, True)
    assert [one.problem for one in read_orlib(FILES / "pmedcap1.txt")] == ["pmedcap1/1", "pmedcap1/11"]


@pytest.mark.statistics
def test_the_larger_capacitated_problem():
    assert [round(one.objective, 6) for one in solve_orlib(FILES / "pmedcap1.txt", 600)] == [713, 1006]


def test_distances_are_shortest_paths_and_the_last_cost_counts(tmp_path):
    (tmp_path / "path.txt").write_text(PATH + "\n")
    (one,) = read_orlib(tmp_path / "path.txt")
    assert np.array_equal(one.instance.minutes, [[0, 4, 11], [4, 0, 7], [11, 7, 0]])
    assert (one.best_known, one.p) == (None, 1)
    (found,) = solve_orlib(tmp_path / "path.txt")
    assert (found.objective, found.sites) == (11, (2,))


@pytest.mark.parametrize(
    ("text", "row", "field", "value"),
    [
        ("3 3\n1 2 5", 1, "vertices", "3 3"),  # neither format
        ("3 3 1\n1 2 5\n2 3 7\n", 3, "from", ""),  # torn
        ("3 3 1\n1 2 5\n2 3\n2 1 4", 3, "cost", "2 3"),  # torn within a line
        ("3 3 1\n1 2 5\n2 4 7\n2 1 4", 3, "to", "4"),  # no such vertex
        ("3 3 1\n1 2 x\n2 3 7\n2 1 4", 2, "cost", "x"),
        ("3 3 1\n1 2 -5\n2 3 7\n2 1 4", 2, "cost", "-5"),
        ("3 3 4\n1 2 5", 1, "p", "4"),
        ("3 2 1\n1 2 5\n2 3 7\n2 1 4", 4, "edges", "2 1 4"),  # one too many
        ("1\n1 9\n1 1 5\n1 0 0 0", 4, "demand", "0"),
        ("2\n1 9\n1 1 5\n1 0 0 3", 4, "number", ""),  # the second problem is not there
        ("", 1, "", ""),
    ],
)
def test_a_torn_file_is_told_by_row_and_field(tmp_path, text, row, field, value):
    (tmp_path / "file.txt").write_text(text)
    with pytest.raises(ScenarioErrors) as told:
        read_orlib(tmp_path / "file.txt")
    (problem,) = told.value.problems
    assert (problem.file, problem.row, problem.field, problem.value) == ("file.txt", row, field, value)
    assert problem.mend_en
    assert problem.mend_zh


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ScenarioErrors, match="nothing"):
        read_orlib(tmp_path / "nothing.txt")

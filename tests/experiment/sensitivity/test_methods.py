"""Morris and Sobol on functions whose answers are known, through the functions that a study calls."""

import numpy as np
import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.sensitivity import methods
from sim.experiment.sensitivity.methods import kept, morris, sobol

SEED = 20240101
A, B = 7.0, 0.1
NAMES = ("x1", "x2", "x3")


def ishigami(points: np.ndarray) -> np.ndarray:
    """Ishigami and Homma (1990): sin x1 + 7 sin^2 x2 + 0.1 x3^4 sin x1, each x uniform on -pi..pi."""
    x = -np.pi + 2 * np.pi * points
    return (np.sin(x[:, 0]) + A * np.sin(x[:, 1]) ** 2 + B * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]


def exact() -> tuple[list[float], list[float]]:
    """First-order and total indices of it, by their integrals."""
    first = (0.5 * (1 + B * np.pi**4 / 5) ** 2, A**2 / 8, 0.0)
    third = B**2 * np.pi**8 * (1 / 18 - 1 / 50)  # x1 and x3 together
    variance = sum(first) + third
    return [one / variance for one in first], [
        (first[0] + third) / variance,
        first[1] / variance,
        third / variance,
    ]


def test_the_known_indices_are_those_of_the_textbook():
    first, total = exact()
    assert first == pytest.approx([0.3139, 0.4424, 0.0], abs=1e-4)
    assert total == pytest.approx([0.5576, 0.4424, 0.2437], abs=1e-4)


def test_ishigami():
    found = sobol(ishigami, NAMES, ["y"], 1024, SEED)
    first, total = exact()
    for row, one, all_of in zip(found.to_dicts(), first, total, strict=True):
        # the half-widths are those of 95 % intervals: 1.75 of them are 3.4 standard errors
        assert abs(row["first"] - one) <= 1.75 * row["first_half_width"]
        assert abs(row["total"] - all_of) <= 1.75 * row["total_half_width"]
        assert row["first_half_width"] < 0.1
        assert row["total_half_width"] < 0.1


def test_a_wrong_function_is_told_apart():
    """Without the interaction of x1 and x3 the totals leave their intervals."""
    found = sobol(lambda points: ishigami(points * [1, 1, 0] + [0, 0, 0.5]), NAMES, ["y"], 1024, SEED)
    rows, total = found.to_dicts(), exact()[1]
    assert abs(rows[2]["total"] - total[2]) > 1.75 * rows[2]["total_half_width"]
    assert rows[2]["total"] == 0.0


def test_the_intervals_cover():
    """Over 60 designs the 95 % intervals of the first-order index of x1 cover in all but a few.

    At 95 % fewer than 50 of 60 come once in 4,000 times; intervals half as wide fail.
    """
    first, inside, halved = exact()[0][0], 0, 0
    for seed in range(60):
        row = sobol(ishigami, NAMES, ["y"], 128, seed).to_dicts()[0]
        inside += abs(row["first"] - first) <= row["first_half_width"]
        halved += abs(row["first"] - first) <= row["first_half_width"] / 4
    assert inside >= 50
    assert halved < 50


def test_an_output_that_does_not_vary_has_no_drivers():
    found = sobol(lambda points: np.ones((len(points), 1)), NAMES, ["y"], 8, SEED)
    assert found["total"].to_list() == [0.0, 0.0, 0.0]


def test_morris_of_a_linear_function_is_its_slopes():
    def linear(points: np.ndarray) -> np.ndarray:
        return np.column_stack([points @ [3.0, -2.0, 0.0], points @ [0.0, 0.0, 5.0]])

    found = morris(linear, NAMES, ["a", "b"], 6, SEED)
    assert found["mu"].to_list() == pytest.approx([3, -2, 0, 0, 0, 5])
    assert found["mu_star"].to_list() == pytest.approx([3, 2, 0, 0, 0, 5])
    assert found["sigma"].to_list() == pytest.approx([0] * 6, abs=1e-9)
    assert found["mu_star_half_width"].to_list() == pytest.approx([0] * 6, abs=1e-9)


def test_interactions_show_in_sigma():
    found = morris(lambda points: points[:, :1] * points[:, 1:2], NAMES, ["y"], 20, SEED)
    assert found["sigma"][0] > 0.1
    assert found["mu_star"][2] == 0.0


def test_the_strongest_in_any_output_are_kept_and_none_without_effect():
    rows = [("a", "p", 1.0), ("a", "q", 0.5), ("a", "r", 0.1), ("a", "s", 0.0)]
    rows += [("b", "p", 0.0), ("b", "q", 0.0), ("b", "r", 9.0), ("b", "s", 0.0)]
    screened = pl.DataFrame(rows, schema=["output", "parameter", "mu_star"], orient="row")
    assert kept(screened, 2) == ["p", "r"]
    assert kept(screened, 9) == ["p", "q", "r"]
    still = screened.with_columns(mu_star=pl.lit(0.0))
    assert kept(still, 3) == []


def test_the_seed_decides_and_nothing_global(monkeypatch):
    np.random.seed(1)  # noqa: NPY002
    one = sobol(ishigami, NAMES, ["y"], 64, 5)
    np.random.seed(2)  # noqa: NPY002
    assert one.equals(sobol(ishigami, NAMES, ["y"], 64, 5))
    assert not one.equals(sobol(ishigami, NAMES, ["y"], 64, 6))
    assert morris(ishigami, NAMES, ["y"], 5, 5).equals(morris(ishigami, NAMES, ["y"], 5, 5))


def test_without_the_package_it_is_said_how_to_get_it(monkeypatch):
    def absent(name: str):
        raise ImportError(name)

    monkeypatch.setattr("importlib.import_module", absent)
    with pytest.raises(InputError, match=r"requirements/analysis\.txt"):
        methods.sobol(ishigami, NAMES, ["y"], 8, 1)

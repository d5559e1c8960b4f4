"""Translated functions give the values of the Python ones: small traps, all rules, and the whole kernel."""

import ctypes
import importlib
import inspect
import pkgutil
from dataclasses import dataclass
from itertools import product

import numpy as np
import pytest

import sim.rules
from benchmarks import machine, ours
from benchmarks.cpp import Twins
from benchmarks.networks import shipped
from benchmarks.translate import build, structs
from benchmarks.translate.kinds import CPP, TranslationError, of_annotation
from benchmarks.translate.program import Program
from sim.rules import appointment, escalation, opening, search, working_time
from tests.benchmarks import kernels

COMPILER = machine.compiler()
TYPES = {"int": ctypes.c_int64, "float": ctypes.c_double, "bool": ctypes.c_bool}
QUICK = ("-std=c++17", "-O1", "-ffp-contract=off", "-shared", "-fPIC")  # values do not depend on the level
needs_compiler = pytest.mark.skipif(COMPILER is None, reason="no C++ compiler")


class Translated:
    """Translations of functions, called as the functions are."""

    def __init__(self, functions, folder):
        program = Program()
        wrappers = []
        for function in functions:
            parameters, result = signature(function)
            items, cells = [], []
            for name, kind in parameters:
                array = kind.name == "array"
                items.append(
                    f"std::int64_t* p_{name}, std::int64_t n_{name}"
                    if array
                    else f"{CPP[kind.name]} p_{name}"
                )
                cells.append(f"Array1<std::int64_t>{{p_{name}, n_{name}}}" if array else f"p_{name}")
            head = f'extern "C" {CPP[result.name]} {function.__name__}({", ".join(items)})'
            wrappers.append(f"{head} {{ return {program.add(function)}({', '.join(cells)}); }}")
        self._library = build.built(COMPILER, "\n".join([program.text(), *wrappers]), folder, QUICK)

    def __call__(self, function, *arguments):
        parameters, result = signature(function)
        call = getattr(self._library, function.__name__)
        call.restype = TYPES[result.name]
        cells = []
        for (_, kind), one in zip(parameters, arguments, strict=True):
            if kind.name == "array":
                array = np.array(one, dtype=np.int64)
                cells += [ctypes.c_void_p(array.ctypes.data), ctypes.c_int64(len(array)), array]
            else:
                cells.append(TYPES[kind.name](one))
        return call(*(cell for cell in cells if not isinstance(cell, np.ndarray)))


def signature(function):
    found = inspect.signature(function)
    kinds = [(name, of_annotation(str(one.annotation), {}, None)) for name, one in found.parameters.items()]
    return kinds, of_annotation(str(found.return_annotation), {}, None)


def scalar_rules():
    """All rules that take and return scalars."""
    return list(_scalar_rules())


def _scalar_rules():
    for module in pkgutil.iter_modules(sim.rules.__path__):
        for function in vars(importlib.import_module(f"sim.rules.{module.name}")).values():
            if inspect.isfunction(function) and function.__module__ == f"sim.rules.{module.name}":
                annotations = inspect.get_annotations(function).values()
                if set(annotations) <= set(TYPES):
                    yield function


@pytest.fixture(scope="module")
def rules(tmp_path_factory):
    arrays = [
        search.rank, search.rank_ahead, working_time.worked, working_time.add_working,
        working_time.working_between, opening.open_interval, opening.return_time, appointment.first_slot,
        escalation.entry_facility,
    ]  # fmt: skip
    return Translated([*scalar_rules(), *arrays], tmp_path_factory.mktemp("rules"))


@pytest.fixture(scope="module")
def traps(tmp_path_factory):
    functions = [
        kernels.quotient, kernels.rest, kernels.truncated, kernels.ratio, kernels.swapped, kernels.between,
        kernels.either, kernels.after_the_loop, kernels.looked_up, kernels.smallest,
    ]  # fmt: skip
    return Translated(functions, tmp_path_factory.mktemp("traps"))


SMALL = range(-7, 8)


@needs_compiler
@pytest.mark.parametrize(
    ("function", "inputs"),
    [
        (kernels.quotient, product(SMALL, [-3, -1, 1, 2, 3])),
        (kernels.rest, product(SMALL, [-3, -1, 1, 2, 3])),
        (kernels.truncated, [(x / 4,) for x in range(-9, 10)]),
        (kernels.ratio, product(SMALL, [-3, 7])),
        (kernels.swapped, product(SMALL, SMALL)),
        (kernels.between, product(range(3), repeat=3)),
        (kernels.either, product(SMALL, SMALL)),
        (kernels.after_the_loop, [(n,) for n in range(20)]),
        (kernels.looked_up, [(0,), (1,), (2,)]),
        (kernels.smallest, [([3, -2, 5], 0.0), ([3, 8], 1.5), ([1], 9.25)]),
    ],
    ids=lambda one: getattr(one, "__name__", ""),
)
def test_python_and_cpp_mean_the_same(traps, function, inputs):
    for arguments in inputs:
        assert traps(function, *arguments) == function(*arguments), arguments


def drawn_arguments(function, chance):
    """Arguments that any rule can take: nothing to divide by is zero."""
    for name, kind in signature(function)[0]:
        if kind.name == "bool":
            yield bool(chance.integers(2))
        elif kind.name == "float":
            yield float(chance.uniform(0.05, 1.0) * chance.choice([1, 1, 20]))
        else:
            positive = name in ("working_day",)
            yield int(chance.integers(1 if positive else -3, chance.choice([4, 40, 30_000])))


@needs_compiler
@pytest.mark.parametrize("function", scalar_rules(), ids=lambda one: f"{one.__module__}.{one.__name__}")
def test_a_rule_gives_the_same_value(rules, function):
    chance = np.random.default_rng(1)
    for _ in range(500):
        arguments = list(drawn_arguments(function, chance))
        assert rules(function, *arguments) == function(*arguments), arguments


@needs_compiler
def test_rules_over_calendars_give_the_same_value(rules):
    chance = np.random.default_rng(2)
    for _ in range(300):
        n = int(chance.integers(1, 6))
        edges = np.sort(chance.choice(200, 2 * n, replace=False))
        start, end = edges[::2].tolist(), edges[1::2].tolist()
        before = np.concatenate([[0], np.cumsum(edges[1::2] - edges[::2])[:-1]]).tolist()
        t, other, seconds = (int(one) for one in chance.integers(-5, 210, 3))
        low = int(chance.integers(0, n))
        booked = chance.integers(0, 3, n).tolist()
        for function, arguments in (
            (search.rank, (start, low, n, t)),
            (search.rank_ahead, (start, low, n, t)),
            (working_time.worked, (start, end, before, t, 0)),
            (working_time.add_working, (start, end, before, t, seconds, 0)),
            (working_time.working_between, (start, end, before, t, other, 0)),
            (opening.open_interval, (start, end, low, n, t)),
            (opening.return_time, (start, end, low, n, t, seconds)),
            (appointment.first_slot, (start, booked, low, n, t, 2)),
        ):
            assert rules(function, *arguments) == function(*arguments), (function, arguments)


@needs_compiler
def test_the_entry_facility_is_the_same(rules):
    parents, tiers = [2, 2, 3, -1], [0, 0, 1, 3]
    for facility, grade in product(range(4), range(5)):
        arguments = facility, grade, parents, tiers
        assert rules(escalation.entry_facility, *arguments) == escalation.entry_facility(*arguments)


@pytest.mark.parametrize(
    ("function", "words"),
    [(kernels.unknown, "expression|call"), (kernels.two_kinds, "b is int and then float")],
)
def test_what_is_not_known_is_refused_by_name(function, words):
    program = Program()
    program.add(function)
    with pytest.raises(TranslationError, match=rf"kernels\.{function.__name__}: .*({words}).*line"):
        program.text()


@dataclass
class Small:
    """A struct of every sort of field."""

    on: bool
    share: float
    wide: np.ndarray
    n: int


def test_structs_are_laid_out_and_numbers_read_back():
    value = Small(True, 0.5, np.arange(6, dtype=np.int16).reshape(2, 3), 7)
    struct = structs.laid_out(value)
    assert (struct.wide.data, struct.wide.n, struct.wide.m) == (value.wide.ctypes.data, 2, 3)
    struct.n, struct.on, value.share = 8, False, 0.0
    structs.read_back(struct, value)
    assert (value.on, value.share, value.n) == (False, 0.5, 8)
    text = structs.declaration(value, "Small")
    assert "Array2<std::int16_t> wide;" in text
    assert "bool on;" in text


def test_a_table_that_is_not_contiguous_is_refused():
    with pytest.raises(ValueError, match="wide"):
        structs.laid_out(Small(True, 0.5, np.zeros((4, 4))[:, ::2], 1))


@needs_compiler
def test_the_whole_kernel_leaves_the_same_log(tmp_path):
    twins = Twins(ours.drawn(shipped("wuxing", 28)), COMPILER, tmp_path)
    (_, log), (_, other) = twins.fast(), twins.cpp()
    assert len(log.stages.case) > 1000
    assert ours.same_share(log, other) == 1.0

"""Observables against the KPIs of the same run, against plain counts over its rows, and paired by hand."""

from __future__ import annotations

import numpy as np
import pytest

import sim.kpi
from calibration.cells import Cells
from calibration.measure import Log, paired, tallies, tally
from calibration.observable import Observable
from sim.engine.fast import run
from sim.network import compile_network
from sim.network.codes import Outcome, StageKind
from sim.sampling import draw_case_table
from sim.scenario import change
from tests.small_city import small_city

CITY = small_city()
#: The ways that linked cases use, switched off: as Lianshi's in the register.
WAYS = ("mutual_recognition", "joint_review", "out_of_area")
OFF = [{"update": {"table": "facilities", "where": {}, "set": dict.fromkeys(WAYS, False)}}]


def logged(scenario, number=0):
    compiled = compile_network(scenario)
    table = draw_case_table(compiled, 3, number)
    return compiled, table, run(compiled.network, table)


def log_of(scenario, number=0):
    return Log(*logged(scenario, number), Cells([row.id for row in scenario.counties]))


@pytest.fixture(scope="module")
def arrays():
    return logged(CITY)


@pytest.fixture(scope="module")
def log(arrays):
    return Log(*arrays, Cells(["c", "b"]))


@pytest.fixture(scope="module")
def kpis(arrays):
    frame = sim.kpi.compute(*arrays)
    return {(row["kpi"], row["level"], row["key"]): row["value"] for row in frame.iter_rows(named=True)}


@pytest.fixture(scope="module")
def rows(arrays, log):
    """Every measured case as a plain mapping, with what its stages say: read one by one."""
    compiled, table, engine_log = arrays
    tiers = [set() for _ in range(table.arose.size)]
    stages = engine_log.stages
    for case, kind, sub, facility in zip(stages.case, stages.kind, stages.sub, stages.facility, strict=True):
        if kind == StageKind.SERVICE and sub == 0:
            tiers[case].add(int(compiled.network.facilities.tier[facility]))
    found = []
    for case in range(log.measured.rows.start, log.measured.rows.stop):
        service = CITY.services[table.service[case]]
        each = {name: getattr(engine_log.cases, name)[case].item() for name in engine_log.cases._fields}
        found.append({
            **each, "kind": service.kind, "family": service.family,
            "county": compiled.labels.county[table.county[case]],
            "first": compiled.labels.facility[table.facility[case]] if table.facility[case] >= 0 else None,
            "solved": each["outcome"] == Outcome.SOLVED,
            "several": len(tiers[case]) + each["in_session"] > 1,
        })  # fmt: skip
    return found


# -- which cases -----------------------------------------------------------------------------------

OF = {
    "arisen": lambda row: True,
    "solved": lambda row: row["solved"],
    "jointly_solved": lambda row: row["solved"] and row["several"],
    "linked_solved": lambda row: row["solved"] and row["linked"],
    "backstop": lambda row: row["backstop"],
    "in_session": lambda row: row["in_session"],
}
FILTERS = [
    {}, {"kind": "problem"}, {"kind": "transaction"}, {"family": "value_added"}, {"county": "b"},
    {"facility": "s"}, {"kind": "problem", "county": "c", "family": "professional"},
]  # fmt: skip


def chosen(rows, of, filters):
    wanted = {**filters}
    at = wanted.pop("facility", None)
    return [
        row
        for row in rows
        if OF[of](row)
        and all(row[name] == value for name, value in wanted.items())
        and at in (None, row["first"])
    ]


def test_every_selection_and_value_is_tested():
    assert set(OF) == set(Observable.model_fields["of"].annotation.__args__)
    assert {*VALUES, "cases", "processing_working_days"} == set(
        Observable.model_fields["value"].annotation.__args__
    )


@pytest.mark.parametrize("of", sorted(OF))
@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_cases_are_those_counted_one_by_one(of, filters, log, rows):
    found = tally(Observable(of=of, **filters), log)
    wanted = chosen(rows, of, filters)
    assert found.mean == found.n == found.counts.sum() == len(wanted)
    plain = {name: value for name, value in filters.items() if name != "facility"}
    assert found.population.sum() == len(chosen(rows, "arisen", plain))


def test_the_city_has_cases_of_every_selection(rows):
    assert all(sum(map(OF[of], rows)) > 5 for of in OF)


def test_counts_lie_in_the_cells_that_their_filters_name(log):
    cells = log.cells
    found = tally(Observable(kind="problem", county="b"), log).counts.reshape(cells.shape)
    assert found[:, :, 1, 1].sum() == found.sum() > 0


@pytest.mark.parametrize(
    ("kpi", "observable"),
    [
        ("problems_solved", {"kind": "problem"}),
        ("transactions_solved", {"kind": "transaction"}),
        ("cases_arisen", {"of": "arisen"}),
        ("backstop_cases", {"of": "backstop"}),
        ("session_cases", {"of": "in_session"}),
        ("jointly_solved_problems", {"of": "jointly_solved", "kind": "problem"}),
    ],
)
def test_counts_are_those_of_the_kpis(kpi, observable, log, kpis):
    assert tally(Observable(**observable), log).mean == kpis[kpi, "network", "all"] > 0


@pytest.mark.parametrize("county", ["c", "b"])
def test_counts_of_a_county_are_those_of_the_kpis(county, log, kpis):
    assert (
        tally(Observable(kind="problem", county=county), log).mean
        == kpis["problems_solved", "county", county]
    )


def test_counts_of_a_facility_are_those_of_the_kpis(log, kpis):
    found = tally(Observable(of="arisen", facility="s"), log).mean
    assert found == kpis["cases_arisen", "facility", "s"] > 0


# -- what of them ----------------------------------------------------------------------------------


def closed(row):
    return row["outcome"] in (Outcome.SOLVED, Outcome.UNSOLVED)


def handled(row):
    return closed(row) or row["outcome"] == Outcome.OPEN


VALUES = {
    "satisfaction": (lambda row: 1 / (1 + np.exp(-row["score"])), closed),
    "satisfied": (lambda row: row["satisfied"], closed),
    "processing_days": (lambda row: (row["closed"] - row["accepted"]) / 86400, lambda row: row["solved"]),
    "wait_minutes": (lambda row: row["wait"] / 60, lambda row: row["accepted"] >= 0),
    "first_contact": (lambda row: row["first_contact"], handled),
    "on_time": (lambda row: row["solved"] and row["closed"] <= row["due"], closed),
    "handoffs": (lambda row: row["handoffs"], handled),
}


@pytest.mark.parametrize("value", sorted(VALUES))
@pytest.mark.parametrize(
    ("of", "filters"), [("arisen", {}), ("solved", {"kind": "problem"}), ("backstop", {})]
)
def test_values_are_those_read_one_by_one(value, of, filters, log, rows):
    worth, known = VALUES[value]
    wanted = np.array([float(worth(row)) for row in chosen(rows, of, filters) if known(row)])
    found = tally(Observable(value=value, of=of, **filters), log)
    assert found.n == len(wanted) > 10
    assert found.mean == pytest.approx(wanted.mean(), rel=1e-12)
    assert found.variance == pytest.approx(wanted.var(ddof=1), rel=1e-9)
    assert found.sums.sum() == pytest.approx(wanted.sum(), rel=1e-12)


@pytest.mark.parametrize(
    ("kpi", "observable"),
    [
        ("satisfaction_true", {"value": "satisfied", "of": "arisen"}),
        ("problem_satisfaction_true", {"value": "satisfied", "of": "arisen", "kind": "problem"}),
        ("solved_first_contact", {"value": "first_contact", "of": "arisen"}),
        ("handoffs_mean", {"value": "handoffs", "of": "arisen"}),
        ("wait_minutes_mean", {"value": "wait_minutes", "of": "arisen"}),
    ],
)
def test_means_are_those_of_the_kpis(kpi, observable, log, kpis):
    found = tally(Observable(**observable), log).mean
    assert found == pytest.approx(kpis[kpi, "network", "all"], rel=1e-12)


def test_the_mean_probability_is_that_of_the_draws(log):
    """Satisfied cases are drawn with the probability that `satisfaction` is the mean of."""
    means = tally(Observable(value="satisfaction", of="arisen"), log)
    drawn = tally(Observable(value="satisfied", of="arisen"), log)
    error = np.sqrt(drawn.variance / drawn.n)
    assert abs(means.mean - drawn.mean) < 4 * error
    assert means.variance < drawn.variance, "a probability varies less than the draw"


def test_lost_cases_have_no_satisfaction_and_no_processing_time(log, rows):
    lost = [row for row in rows if row["closed"] >= 0 and not closed(row)]
    assert lost, "they have a stamp of their end"
    assert tally(Observable(value="satisfaction", of="arisen"), log).n == sum(map(closed, rows))


def test_working_days_run_on_the_statutory_clock(log):
    """Six and a half working hours are a day of work: 9-12 and 13:30-17."""
    calendar = tally(Observable(value="processing_days", kind="problem"), log)
    working = tally(Observable(value="processing_working_days", kind="problem"), log)
    clock, case = log.compiled.network.clock, log.measured.case
    own = [
        np.clip(np.minimum(clock.work_end, ended) - np.maximum(clock.work_start, begun), 0, None).sum()
        for begun, ended in zip(case("accepted").tolist(), case("closed").tolist(), strict=True)
    ]
    solved = log.selected(Observable(kind="problem"))
    assert working.n == calendar.n == solved.sum()
    assert working.mean == pytest.approx(np.mean(np.array(own)[solved]) / (6.5 * 3600), rel=1e-12)


def test_a_value_of_fewer_than_two_cases_is_not_known(log):
    found = tally(Observable(value="satisfied", facility="bureau"), log)
    assert found.n == 0
    assert np.isnan(found.mean)


# -- by day, by session ----------------------------------------------------------------------------


def test_cases_by_centre_and_working_day(log, rows):
    """Days of work only: the first week of October is none."""
    found = tally(Observable(of="arisen", per="facility_day"), log)
    clock = log.compiled.network.clock
    inside = (clock.work_start >= clock.warm_up) & (clock.work_start < clock.horizon)
    days = len({int(start) // 86400 for start in clock.work_start[inside]})
    places = len({row["first"] for row in rows} - {None})
    assert found.mean == pytest.approx(len(rows) / (days * places))
    assert found.n == len(rows)


def test_cases_of_one_facility_by_working_day(log, rows):
    whole = tally(Observable(of="arisen", facility="s"), log).mean
    by_day = tally(Observable(of="arisen", facility="s", per="facility_day"), log).mean
    assert whole / by_day == pytest.approx(round(whole / by_day))
    assert 4 <= round(whole / by_day) <= 12


def test_centres_of_a_county_are_those_its_cases_go_to(log, rows):
    one = tally(Observable(of="arisen", county="b", per="facility_day"), log)
    own = [row for row in rows if row["county"] == "b"]
    places = len({row["first"] for row in own} - {None})
    every = len({row["first"] for row in rows} - {None})
    days = len(rows) / tally(Observable(of="arisen", per="facility_day"), log).mean / every
    assert one.mean == pytest.approx(len(own) / (days * places))
    assert places < every


def test_cases_by_session():
    """Sessions every two days, of which those within the measured window count."""
    often = {"update": {"table": "sessions", "where": {}, "set": {"every_days": 2}}}
    log = log_of(change(CITY, [often]))
    start, stop = log.measured.window
    held = sum(bool(start <= time < stop) for time in log.sessions.time)
    taken = tally(Observable(of="in_session"), log).mean
    assert held >= 2
    assert tally(Observable(of="in_session", per="session"), log).mean == pytest.approx(taken / held)
    own = tally(Observable(of="in_session", per="session", county="b"), log)
    assert own.mean == own.n, "county b holds no session: its cases are not divided"


# -- paired ----------------------------------------------------------------------------------------

SAVED = Observable(value="processing_days", of="linked_solved", without=OFF)


#: Less crowded and longer, so that what the ways save is not drowned by queues.
SPAN = {"start": "2024-09-23", "days": 40, "warm_up_days": 2, "follow_up_days": 14, "calendar": "china",
        "working_hours": [["09:00", "12:00"], ["13:30", "17:00"]]}  # fmt: skip
QUIETER = small_city(cases_per_day=20, settings=SPAN)


@pytest.fixture(scope="module")
def with_ways():
    return log_of(QUIETER)


@pytest.fixture(scope="module")
def without():
    return log_of(change(QUIETER, OFF))


def days_by_key(run_):
    """Calendar days of every solved case, by the key of the case."""
    case = run_.measured.case
    return {
        int(run_.key[row]): float(case("closed")[row] - case("accepted")[row]) / 86400
        for row in np.flatnonzero(run_.solved)
    }


def test_a_saving_is_the_mean_difference_of_the_same_cases(with_ways, without):
    """By hand, case by case: those that the run with the ways selects and both runs solve."""
    after, before = days_by_key(with_ways), days_by_key(without)
    keys = [int(key) for key in with_ways.key[with_ways.selected(SAVED)]]
    differences = np.array([before[key] - after[key] for key in keys if key in before])
    found = paired(SAVED, with_ways, without)
    assert found.n == len(differences) > 20
    assert found.mean == pytest.approx(differences.mean(), rel=1e-12)
    assert found.variance == pytest.approx(differences.var(ddof=1), rel=1e-9)
    assert found.counts.sum() == len(keys)


def test_a_way_that_helps_saves_time(with_ways, without):
    """Recognised reviews are dropped: the saving lies clear of zero, and pairing makes it sharper."""
    found = paired(SAVED, with_ways, without)
    assert found.mean > 4 * np.sqrt(found.variance / found.n) > 0
    plain = SAVED.model_copy(update={"without": None})
    apart = [tally(plain, one) for one in (with_ways, without)]
    assert found.variance < sum(one.variance for one in apart)


def test_cases_in_another_order_give_the_same_saving(with_ways, without):
    """Matched by key, not by place: the runs need not hold their cases in one order."""
    turned = log_of(change(QUIETER, OFF))
    order = np.random.default_rng(1).permutation(turned.measured.size)
    case = {name: turned.measured.case(name)[order] for name in ("closed", "accepted")}
    turned.measured.case = case.__getitem__
    turned.key, turned.solved = turned.key[order], turned.solved[order]
    assert paired(SAVED, with_ways, turned)[2:5] == pytest.approx(paired(SAVED, with_ways, without)[2:5])


def test_cases_that_only_one_run_holds_are_left_out(with_ways, without):
    gone = log_of(change(QUIETER, OFF))
    keys = set(gone.key[gone.selected(SAVED)][::2].tolist())
    gone.key = np.where(np.isin(gone.key, list(keys)), -1 - np.arange(gone.key.size), gone.key)
    assert paired(SAVED, with_ways, gone).n == paired(SAVED, with_ways, without).n - len(
        keys & shared(with_ways, without)
    )


def shared(with_ways, without):
    chosen_ = set(with_ways.key[with_ways.selected(SAVED)].tolist())
    return chosen_ & set(without.key[without.solved].tolist())


def test_nothing_switched_off_saves_nothing(with_ways):
    found = paired(SAVED, with_ways, with_ways)
    assert (found.mean, found.variance) == (0.0, 0.0)
    assert found.n == with_ways.selected(SAVED).sum()


def test_tallies_pair_those_that_ask_for_it(with_ways, without):
    plain = Observable(kind="problem")
    first, second = tallies([plain, SAVED], with_ways, [None, without])
    assert first[2:5] == tally(plain, with_ways)[2:5]
    assert second[2:5] == paired(SAVED, with_ways, without)[2:5]

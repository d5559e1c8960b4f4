import json
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest

from sim.experiment import simulate
from sim.experiment.errors import InputError
from sim.experiment.folder import write_manifest
from sim.experiment.options import Options
from sim.page.day import command, day
from sim.page.day_counts import DAY, steps_of
from sim.page.drafts import changed
from sim.scenario import load, save
from tests.builders import facility, staff, with_demand
from tests.gallery import lunch_break
from tests.small_city import small_city

WUXING = Path(__file__).resolve().parents[2] / "scenarios" / "wuxing"
START = datetime(2024, 1, 1)
HOSTILE = "<img src=x onerror=alert(1)>"


def at(days, clock):
    hours, minutes = clock.split(":")
    return START + timedelta(days=days, hours=int(hours), minutes=int(minutes))


def case(key, entry, closed, **fields):
    row = {
        "scenario": "gallery", "replication": 1, "case": key, "zone": "z", "service": "file", "facility": "s",
        "kind": "transaction", "channel": "walk_in", "outcome": "solved" if closed else "open",
        "arose": entry - timedelta(minutes=10), "entry": entry, "due": at(1, "16:00"), "closed": closed,
    }  # fmt: skip
    return {**row, **fields}


def stage(key, kind, joined, started, ended, **fields):
    at_desk = kind == "service"
    row = {
        "scenario": "gallery", "replication": 1, "case": key, "review": 0, "stage": kind, "facility": "s",
        "group": "s.team" if at_desk else None, "member": 0 if at_desk else None,
        "joined": joined, "started": started, "ended": ended,
        "work_seconds": int((ended - started).total_seconds()), "outcome": "done",
    }  # fmt: skip
    return {**row, **fields}


# Tuesday 2 January: a transaction that waited 15 minutes and was served from 9:15 to 9:45; a problem whose
# service began the day before and rested overnight and over lunch, then was handed to the district; one that
# left after 20 minutes of waiting. Cases of Monday, of Wednesday and of another replication do not belong.
CASES = [
    case("a", at(1, "9:00"), at(1, "9:45")),
    case("b", at(0, "16:00"), None, kind="problem", service="puzzle", due=at(1, "11:00")),
    case("c", at(1, "13:05"), at(1, "13:25"), outcome="reneged"),
    case("monday", at(0, "10:00"), at(0, "10:30")),
    case("wednesday", at(2, "10:00"), None),
    case("a", at(1, "9:00"), at(1, "9:45"), replication=2),
]
STAGES = [
    stage("monday", "service", at(0, "10:00"), at(0, "10:00"), at(0, "10:30")),
    stage("a", "service", at(1, "9:00"), at(1, "9:15"), at(1, "9:45")),
    stage("c", "queue", at(1, "13:05"), at(1, "13:25"), at(1, "13:25")),
    stage("b", "service", at(0, "16:00"), at(0, "16:00"), at(1, "13:30"), work_seconds=16_200),
    stage("b", "review", at(1, "13:30"), at(1, "15:00"), at(1, "15:00"), review=1),
    stage("b", "handoff", at(1, "13:30"), at(1, "16:30"), at(1, "16:30")),
    stage(
        "b", "service", at(1, "16:30"), at(2, "9:00"), at(2, "9:30"), facility="d", group="d.team", member=1
    ),
    stage("wednesday", "service", at(2, "10:00"), at(2, "10:00"), at(2, "10:30")),
    stage("a", "service", at(1, "9:00"), at(1, "9:15"), at(1, "9:45"), replication=2),
]


def network():
    places = [facility("s", name_en=HOSTILE), facility("d", tier="district", km=10)]
    groups = [staff("s.team", "s"), staff("d.team", "d")]
    return with_demand(lunch_break(facilities=places, staff=groups, settings={"days": 3}), 1)


def run_of(scenario, folder):
    """Lay out a run by hand: what `simulate --cases` would have written of these cases."""
    folder.mkdir(parents=True)
    save(scenario, folder / "scenario")
    pl.DataFrame(CASES).write_parquet(folder / "cases.parquet")
    pl.DataFrame(STAGES, infer_schema_length=None).write_parquet(folder / "stages.parquet")
    shown = {"id": "gallery", "name_zh": "馆", "name_en": "gallery"}
    manifest = {"product": "yizhan", "kind": "run", "scenario": shown, "start": "2024-01-01", "days": 3}
    write_manifest(folder, {**manifest, "warm_up_days": 1})
    return folder


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return run_of(network(), tmp_path_factory.mktemp("day") / "run")


@pytest.fixture(scope="module")
def tuesday(run):
    return day(run, on=date(2024, 1, 2))


def seconds(clock):
    return int((at(0, clock) - START).total_seconds())


def test_the_cases_under_way_on_the_day_and_no_others(tuesday):
    cases = tuesday["cases"]
    assert cases["case"] == ["b", "a", "c"]
    assert cases["entry"] == [seconds("16:00") - DAY, seconds("9:00"), seconds("13:05")]
    assert cases["closed"] == [None, seconds("9:45"), seconds("13:25")]
    assert cases["due"][0] == seconds("11:00")
    assert [tuesday["zones"]["lon"][zone] for zone in cases["zone"]] == [network().zones[0].lon] * 3


def test_stages_know_case_place_desk_and_where_a_hand_off_leads(tuesday):
    held, cases = tuesday["stages"], tuesday["cases"]["case"]
    rows = zip(held["stage"], held["case"], held["facility"], held["target"], strict=True)
    told = [(kind, cases[number], place, target) for kind, number, place, target in rows]
    assert told == [
        ("service", "b", 0, 0),
        ("service", "a", 0, -1),
        ("queue", "c", 0, -1),
        ("review", "b", 0, -1),
        ("handoff", "b", 0, 1),
        ("service", "b", 1, -1),
    ]
    assert [tuesday["desks"]["facility"][desk] for desk in held["desk"] if desk >= 0] == [0, 0, 1]


def test_a_service_rests_while_its_member_is_away(tuesday):
    """Over the night (closed 17:00 to 9:00) and over lunch (12:00 to 13:00), and no longer."""
    night = [seconds("17:00") - DAY, seconds("9:00")]
    assert tuesday["stages"]["rests"] == {"0": [*night, seconds("12:00"), seconds("13:00")]}


def test_queue_and_busy_heads_by_minute(tuesday):
    station, district = 0, 1
    queue, busy = tuesday["facilities"]["queue"], tuesday["facilities"]["busy"]
    assert queue[station] == [540, 1, 555, 0, 785, 1, 805, 0]  # 9:00-9:15 and 13:05-13:25
    assert queue[district] == [990, 1]  # from 16:30 over midnight
    # the problem from 9:00, the transaction beside it 9:15-9:45, lunch, the problem until 13:30
    assert busy[station] == [540, 1, 555, 2, 585, 1, 720, 0, 780, 1, 810, 0]
    assert busy[district] == []


def test_presence_and_opening_follow_the_scenario(tuesday):
    halves = [seconds("9:00"), seconds("12:00"), seconds("13:00"), seconds("17:00")]
    assert tuesday["facilities"]["open"] == [halves, halves]
    steps = [halves[0], 1, halves[1], 0, halves[2], 1, halves[3], 0]
    assert tuesday["desks"]["present"] == [steps, steps]


def test_names_stay_data(tuesday):
    assert tuesday["facilities"]["name_en"][0] == HOSTILE


def test_without_a_date_the_busiest_measured_day_is_shown(run):
    assert day(run)["date"] == "2024-01-02"  # two arrivals; Monday is warm-up


def test_a_day_is_json(tuesday):
    assert json.loads(json.dumps(tuesday)) == tuesday


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"on": date(2023, 12, 31)}, "outside the run"),
        ({"on": date(2024, 1, 4)}, "outside the run"),
        ({"replication": 3}, "no replication 3"),
    ],
)
def test_what_is_not_there_is_said(run, asked, words):
    with pytest.raises(InputError, match=words) as raised:
        day(run, **asked)
    assert any("\u4e00" <= letter <= "\u9fff" for letter in raised.value.message_zh)


def test_a_run_without_a_case_log_is_said(tmp_path):
    folder = run_of(network(), tmp_path / "run")
    (folder / "stages.parquet").unlink()
    with pytest.raises(InputError, match="no case log"):
        day(folder)


def test_a_run_of_a_comparison_is_chosen_by_name_and_nothing_else_is(tmp_path):
    for name in ("one", "two"):
        run_of(network(), tmp_path / "pair" / "runs" / name)
    run_of(network(), tmp_path / "secret")
    write_manifest(tmp_path / "pair", {"product": "yizhan", "kind": "comparison", "base": "two"})
    found = day(tmp_path / "pair")
    assert (found["run"], found["runs"]) == ("two", ["one", "two"])
    assert day(tmp_path / "pair", "one")["run"] == "one"
    for name in ("three", "../secret", str(tmp_path / "secret")):
        with pytest.raises(InputError, match="there is no run"):
            day(tmp_path / "pair", name)


def test_rests_and_work_fill_every_service_of_a_simulated_day(tmp_path):
    options = Options(case_log=True, engine="reference")
    simulate.simulate(small_city(), options, tmp_path / "run", command=["run.py", "simulate"])
    found = day(tmp_path / "run")
    stages, on = found["stages"], datetime.fromisoformat(found["date"])
    log = pl.read_parquet(tmp_path / "run" / "stages.parquet")
    work = {
        (row["case"], int((row["started"] - on).total_seconds())): row["work_seconds"]
        for row in log.filter(pl.col("stage") == "service").iter_rows(named=True)
    }
    within = 0
    for i, kind in enumerate(stages["stage"]):
        begun, ended = stages["started"][i], stages["ended"][i]
        if kind == "service" and begun >= 0 and ended < DAY:
            rest = stages["rests"].get(str(i), [])
            rested = sum(rest[1::2]) - sum(rest[::2])
            assert ended - begun - rested == work[found["cases"]["case"][stages["case"][i]], begun]
            within += 1
    assert within > 20


def test_the_command_simulates_up_to_the_day():
    first = date(2024, 1, 1)
    said = command("plan", first, date(2024, 1, 20))
    assert said == ["simulate", "plan", *["--days", "20", "--warmup", "0", "-n", "1", "--cases"]]
    with pytest.raises(InputError, match="before the scenario's first day"):
        command("plan", first, date(2023, 12, 31))


def test_a_first_day_on_which_nothing_opens_can_be_simulated():
    scenario = load(WUXING)
    first = scenario.settings.start
    said = command("wuxing", first, first)

    def problems(days):
        settings = {"days": days, "warm_up_days": 0, "follow_up_days": 0}
        return changed(scenario, [{"set": {f"settings.{name}": n for name, n in settings.items()}}]).problems

    assert problems(1)  # a holiday
    assert problems(int(said[said.index("--days") + 1])) == []


def test_a_day_without_a_case_is_empty(tmp_path):
    folder = run_of(network(), tmp_path / "run")
    pl.DataFrame(CASES).clear().write_parquet(folder / "cases.parquet")
    pl.DataFrame(STAGES, infer_schema_length=None).clear().write_parquet(folder / "stages.parquet")
    found = day(folder)
    assert (found["replication"], found["date"]) == (1, "2024-01-02")
    assert found["cases"]["case"] == found["stages"]["case"] == []
    assert found["facilities"]["queue"] == found["facilities"]["busy"] == [[], []]


def test_steps_count_spans_at_the_start_of_each_unit():
    assert steps_of([(0, 60), (30, 121)], 60) == [0, 1, 3, 0]
    assert steps_of([(-50, 10), (5, DAY + 7)]) == [0, 1, 5, 2, 10, 1]
    assert steps_of([(61, 119), (-9, 0), (DAY, DAY + 1)], 60) == []

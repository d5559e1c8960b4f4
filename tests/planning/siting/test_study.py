"""A siting from end to end on the line: what it leaves, whoever works on it, and when it is stopped."""

import polars as pl
import pytest

from sim.experiment.errors import BEST_SO_FAR, InputError
from sim.experiment.folder import SITING, check_out, read_csv, read_manifest
from sim.experiment.options import Options
from sim.experiment.page import page
from sim.experiment.siting_columns import SITING_FILES
from sim.planning.design import Design as Plan
from sim.planning.requirement import typed_requirements
from sim.planning.siting.changes import changes_of
from sim.planning.siting.race import Terms
from sim.planning.siting.shortlist import Wish
from sim.planning.siting.study import Ask, site
from sim.report.planning.tables import read
from sim.scenario import load
from tests.experiment.draws import posterior
from tests.planning.siting.line import candidates, line

KPI = ("within_15_minutes_cases", "network", "all")
ARISEN = ("cases_arisen", "network", "all")
TERMS = Terms(KPI, 0.01, first=3, most=5)
ASK = Ask(Wish(1, None, best=2), TERMS, recheck=2)


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    told = []
    out = tmp_path_factory.mktemp("siting") / "it"
    found = site(line(), candidates(), ASK, Options(workers=1), out, told=lambda *one: told.append(one))
    return found, told


def same(one, other) -> None:
    """Every file but the manifest is the same, byte for byte."""
    files = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(other) for path in other.rglob("*") if path.is_file())
    for name in files:
        if name.name != "manifest.json":
            assert (one / name).read_bytes() == (other / name).read_bytes(), name


def test_every_file_and_column_is_told_on_the_page(done):
    text = page()
    for name, columns in SITING_FILES.items():
        table = read_csv(done[0].folder / name.partition(" ")[0])
        assert table.columns == list(columns), name
        assert f"### {name}\n" in text
        for column, meaning in columns.items():
            words = table.schema[column] == pl.String
            assert words == (meaning.unit == "" and column not in ("rank", "step", "replication")), column
            assert (table.schema[column] == pl.Boolean) == (meaning.unit == "true/false"), column
    told = text.partition("## manifest.json")[2]
    assert all(name in told for name in done[0].manifest if name != "product")
    check_out(done[0].folder, SITING)


def test_the_station_between_is_found(done):
    found, _ = done
    assert found.manifest["stations"] == ["m"]
    assert found.reasons == []
    assert found.manifest["feasible"]
    coverage = read_csv(found.folder / "coverage.csv")
    assert coverage["minutes_before"].to_list() == pytest.approx([0, 20, 40, 44, 0], abs=0.05)
    assert coverage["minutes_after"].to_list() == pytest.approx([0, 10, 10, 14, 0], abs=0.05)
    assert coverage["facility_after"].to_list() == ["s", "m", "m", "m", "t"]
    towns = {row["town"]: row for row in read_csv(found.folder / "towns.csv").to_dicts()}
    assert next(iter(towns)) == "far"  # 500 gained, near 100
    assert (towns["near"]["share_before"], towns["near"]["share_after"]) == pytest.approx((500 / 600, 1))
    listed = read_csv(found.folder / "candidates.csv")
    assert listed.filter(pl.col("selected"))["id"].to_list() == ["m"]
    assert listed["reach_demand"].to_list() == pytest.approx([100, 600, 500, 500])


def test_the_recommendation_is_the_design(done):
    found, _ = done
    text = (found.folder / "recommended.yaml").read_text(encoding="utf-8")
    assert "m" in text.splitlines()[0]
    changes = tuple(changes_of(line(), candidates().rows[1:2]))
    wanted, got = Plan("m", changes).scenario(line()), load(found.folder / "recommended.yaml")
    assert got.facilities == wanted.facilities
    assert got.staff == wanted.staff
    assert got.catalogues == wanted.catalogues


def test_promise_and_selection_rest_on_the_values(done):
    folder = done[0].folder
    values = read_csv(folder / "values.csv").filter(pl.col("kpi") == KPI[0])
    chosen = read_csv(folder / "selection.csv").filter(pl.col("selected")).to_dicts()[0]
    name = chosen["solution"]
    own = values.filter(pl.col("solution") == name, pl.col("stage") == "selection")["value"]
    assert chosen["mean"] == pytest.approx(own.mean())
    row = read_csv(folder / "promise.csv").filter(pl.col("kpi") == KPI[0]).to_dicts()[0]
    assert row["promised"] == pytest.approx(own.mean())
    fresh = values.filter(pl.col("solution") == name, pl.col("stage") == "recheck")["value"]
    assert row["found"] == pytest.approx(fresh.mean())
    assert set(fresh) != set(own)
    before = values.filter(pl.col("solution") == "today", pl.col("stage") == "selection")["value"]
    assert len(before) == len(own)
    assert row["before"] == pytest.approx(before.mean())
    today = values.filter(pl.col("solution") == "today", pl.col("stage") == "recheck")["value"]
    apart = (fresh - today).to_list()  # of the same replications
    assert row["change"] == pytest.approx(sum(apart) / 2)
    half = 12.706204736432095 * abs(apart[0] - apart[1]) / 2  # t(0.975, 1) x sd / sqrt(2)
    assert (row["change_low"], row["change_high"]) == pytest.approx(
        (row["change"] - half, row["change"] + half)
    )
    assert row["promised"] > row["before"]  # a station nearer to three demand points


def test_workers_change_nothing(done, tmp_path):
    found = site(line(), candidates(), ASK, Options(workers=2), tmp_path / "two")
    same(done[0].folder, found.folder)


def test_an_interruption_keeps_the_best_so_far_and_can_be_resumed(done, tmp_path):
    """Stopped once four replications are made: the leader is recommended, and nothing is made twice."""
    made = []

    def stop(stage, n, best):
        if stage == "selection" and n == 4:
            raise KeyboardInterrupt

    out = tmp_path / "it"
    with pytest.raises(KeyboardInterrupt) as caught:
        site(line(), candidates(), ASK, Options(workers=1), out, told=stop)
    assert BEST_SO_FAR in caught.value.__notes__
    manifest = read_manifest(out)
    assert manifest["interrupted"]
    assert not manifest["complete"]["finished"]
    assert load(out / "recommended.yaml").facilities[-1].id == manifest["stations"][-1]
    assert not (out / "promise.csv").exists()
    again = site(
        line(),
        candidates(),
        ASK,
        Options(workers=1, resume=True),
        out,
        told=lambda stage, n, best: made.append(stage),
    )
    assert not again.manifest["interrupted"]
    same(done[0].folder, out)
    assert not list(tmp_path.glob(".it.kept*"))


def test_an_interruption_of_the_recheck_keeps_the_choice(done, tmp_path):
    def stop(stage, n, best):
        if stage == "recheck":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        site(line(), candidates(), ASK, Options(workers=1), tmp_path / "it", told=stop)
    manifest = read_manifest(tmp_path / "it")
    assert (manifest["interrupted"], manifest["selected"]) == (True, done[0].manifest["selected"])
    selection = (tmp_path / "it" / "selection.csv").read_bytes()
    assert selection == (done[0].folder / "selection.csv").read_bytes()
    text = (tmp_path / "it" / "recommended.yaml").read_text(encoding="utf-8")
    assert "INTERRUPTED before it was checked" in text


def test_targets_that_cannot_be_reached_are_reasoned_not_simulated(tmp_path):
    far = candidates()
    ask = ASK._replace(wish=Wish(1, 101_000, covered=0.9))
    found = site(line(), far, ask, Options(), tmp_path / "it")
    assert not found.manifest["feasible"]
    assert "at best 66.67 %" in found.reasons[0]["en"]
    assert not (found.folder / "recommended.yaml").exists()
    assert not (found.folder / "selection.csv").exists()
    assert read_csv(found.folder / "shortlist.csv")["sites"].to_list() == ["a"]


def test_targets_of_simulated_kpis(tmp_path):
    wanted = typed_requirements(["within_15_minutes_cases>=0.999999", "unserved_cases<=100000"])
    ask = ASK._replace(requirements=wanted, wish=Wish(1, 102_000))
    found = site(line(), candidates(), ask, Options(), tmp_path / "it")
    (reason,) = found.reasons
    assert reason["en"].startswith("within_15_minutes_cases>=0.999999 is missed: S1 has 0.")
    assert "未达到目标" in reason["zh"]
    assert reason["en"] in (found.folder / "recommended.yaml").read_text(encoding="utf-8")
    held = {row["kpi"]: row["held"] for row in read_csv(found.folder / "promise.csv").to_dicts()}
    assert (held["within_15_minutes_cases"], held["unserved_cases"]) == (False, True)


def test_draws_of_parameters(tmp_path):
    draws = posterior((1.0,), (2.0,), parameters=posterior().parameters[:1])
    ask = ASK._replace(requirements=typed_requirements([f"{ARISEN[0]}>=0"]))
    found = site(line(), candidates(), ask, Options(posterior=draws), tmp_path / "it")
    assert found.manifest["posterior"]["draws"] == 2
    assert (found.folder / "posterior.yaml").exists()
    values = read_csv(found.folder / "values.csv").filter(
        pl.col("kpi") == ARISEN[0], pl.col("solution") == "today", pl.col("stage") == "recheck"
    )
    ratio = values["value"][1] / values["value"][0]
    assert 1.5 < ratio < 2.5 or 1.5 < 1 / ratio < 2.5  # demand doubles from one draw to the other


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (TERMS._replace(kpi=("cases_arisen", "network", "all")), "no better direction"),
        (TERMS._replace(indifference=0), "--indifference"),
        (TERMS._replace(confidence=1), "--confidence"),
        (TERMS._replace(first=6), "--first 6, --most 5"),
    ],
)
def test_what_is_refused(terms, words, tmp_path):
    with pytest.raises(InputError, match=words):
        site(line(), candidates(), ASK._replace(terms=terms), Options(), tmp_path / "it")


def test_its_tables_are_what_charts_read(done):
    assert set(read(done[0].folder)) >= {"promise"}

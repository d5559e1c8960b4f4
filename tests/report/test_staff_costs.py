"""What a difference of staff cost is made of."""

import pytest

from sim.report.contents import content_of
from sim.report.data import load_run
from sim.report.staff_costs import parted

HEAD = "id,head_count,cost_per_year\n"
BASE = f"{HEAD}a,100,180000\nb,1,250000\n"  # 18.25 million a year, all that the base costs


@pytest.fixture
def told(builder, tmp_path):
    """Part the cost of a run that costs 180,000 times `shift` more than the base and has other staff."""

    def made(shift, staff, before=BASE):
        runs = []
        for name, size, text in (("one", 0.0, before), ("two", shift, staff)):
            folder = builder.build_run(tmp_path / name, builder.TINY, name, shift=size)
            (folder / "scenario" / "staff.csv").write_text(text, encoding="utf-8")
            runs.append(load_run(folder))
        return parted(*runs)

    return made


def test_persons_and_hours_add_up(told):
    """1.8 million more: four heads at 180,000 are 720,000; 1,080,000 are hours beyond full time."""
    found = told(10.0, f"{HEAD}a,104,180000\nb,1,250000\n")
    assert found["zh"] == (
        "年人员成本 +180 万元，其中人员 +72 万元（+4 人），在岗更久（夜间、周末等，按工时折算）+108 万元。"
    )
    assert "CNY +1.80 million, of which persons CNY +0.72 million (+4 heads)" in found["en"]
    assert found["en"].endswith("paid by the hour) CNY +1.08 million.")


def test_the_same_cost_says_nothing(told):
    assert told(0.0, BASE) is None


@pytest.mark.parametrize("staff", [f"{HEAD}a,200,180000\n", "id\na\n"])
def test_what_cannot_be_parted_is_left_out(told, staff):
    """Groups that a lever leaves out cost nothing; an older run may lack the columns."""
    assert told(0.0, staff) is None


def test_a_comparison_tells_it_with_the_changes(builder, tmp_path):
    folder = builder.build_comparison(tmp_path / "c", builder.TINY)
    runs = sorted((folder / "runs").iterdir())
    for run in runs:
        (run / "scenario" / "staff.csv").write_text(BASE, encoding="utf-8")
    (section,) = (one for one in content_of(folder).sections if one.id == "what-ifs")
    assert "年人员成本" in str(section.blocks)

"""Requirements as they are typed and as targets give them; everything that is wrong is said at once."""

import numpy as np
import pytest

from sim.experiment.errors import InputError
from sim.network import compile_network
from sim.planning.requirement import (
    Requirement,
    check_requirements,
    requirements_of,
    typed_requirements,
)
from tests.planning.staffing.county import county

ALL = "network", "all"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("on_time_share>=0.95", Requirement("on_time_share", *ALL, 0.95, True)),
        ("on_time_share >= 95%", Requirement("on_time_share", *ALL, 0.95, True)),
        ("processing_days_p90<=5", Requirement("processing_days_p90", *ALL, 5, False)),
        ("on_time_share/kind/problem>=0.9", Requirement("on_time_share", "kind", "problem", 0.9, True)),
        ("wait_minutes_mean/facility/s<=1e1", Requirement("wait_minutes_mean", "facility", "s", 10, False)),
    ],
)
def test_typed(text, found):
    assert typed_requirements([text]) == [found]
    assert typed_requirements([found.render()]) == [found]


def test_what_does_not_read_is_all_said():
    with pytest.raises(InputError) as caught:
        typed_requirements(
            ["on_time_share", "on_time_share>=much", "on_time_share>=inf", "wait_minutes_mean<=4"]
        )
    for part in ("'on_time_share'", "'on_time_share>=much'", "'on_time_share>=inf'"):
        assert part in caught.value.message_en
        assert part in caught.value.message_zh
    assert "wait_minutes_mean" not in caught.value.message_en


@pytest.mark.parametrize(
    ("text", "en", "zh"),
    [
        ("on_tim_share>=1", "no such KPI", "没有该指标"),
        ("on_time_share/group/s.team>=1", "has levels network", "层级为"),
        ("on_time_share/facility/x>=1", "the keys of facility are s, p, t, d", "对象有 s, p, t, d"),
        ("on_time_share>=97", "is a share; 97 is none; give a bound from 0 to 1", "或写成百分数（97%）"),
        ("on_time_share>=-0.2", "-0.2 is none; give a bound from 0 to 1, or in per cent (0.2%)", "比例"),
        ("on_time_share<=0.9", "better higher; the bound stands on the wrong side", "方向与该界限相反"),
        ("wait_minutes_mean>=3", "better lower", "方向与该界限相反"),
    ],
)
def test_what_does_not_fit_the_network(text, en, zh):
    labels = compile_network(county()).labels
    with pytest.raises(InputError) as caught:
        check_requirements(typed_requirements([text]), labels)
    assert en in caught.value.message_en
    assert zh in caught.value.message_zh
    with pytest.raises(InputError, match="no target is given"):
        check_requirements([], labels)


def test_targets_of_a_scenario():
    targets = [
        {"kpi": "on_time_share", "level": "network", "at_least": 0.9, "source": "assumed"},
        {"kpi": "wait_minutes_mean", "level": "facility", "key": "s", "at_most": 9.0, "source": "assumed"},
    ]
    assert requirements_of(county(targets=targets)) == [
        Requirement("on_time_share", "network", "all", 0.9, True),
        Requirement("wait_minutes_mean", "facility", "s", 9.0, False),
    ]


def test_margins():
    share, time = typed_requirements(["on_time_share>=0.9", "processing_days_p90<=5"])
    values = np.array([0.95, 0.8, np.nan, np.inf])
    assert share.margins(values) == pytest.approx([0.05, -0.1, 0, np.inf])
    assert time.margins(values) == pytest.approx([4.05, 4.2, 0, -np.inf])

"""Names that the page's data carries in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sim.report.texts import LANGUAGES, text

DEPARTMENT = ("部门", "department")  # the one kind of facility that no chart of a report names
# policy: (Chinese, English)
POLICIES: dict[str, tuple[str, str]] = {
    "evening": ("夜市办", "Evening opening"),
    "roving": ("流动办", "Roving points"),
    "team": ("1+1+1+X 团队", "The 1+1+1+X team"),
    "partners": ("合作机构", "Partner organisations"),
    "delegation": ("赋权", "Delegation"),
    "coaching": ("下沉辅导", "Coaching of stations"),
    "training": ("上挂培训", "Training away"),
    "appointments": ("预约", "Appointments"),
    "home_visits": ("上门代办", "Home visits"),
    "visits": ("跑团走访", "Proactive visits"),
    "online": ("线上渠道（湖企办）", "The online channel"),
    "push": ("信息推送", "Information push"),
    "out_of_area": ("异地通办", "Out-of-area filing"),
    "mutual_recognition": ("审批结果互认", "Mutual recognition of reviews"),
    "bundles": ("一件事", "One-thing bundles"),
    "backstop": ("三长兜底", "The backstop by the three chiefs"),
    "sessions": ("政企面对面", "Leaders' sessions"),
    "grading": ("分类分级", "Classed and graded routing"),
    "tracking": ("重点项目跟踪", "Tracking of key projects"),
    "assessment": ("联动考核", "Joint assessment"),
    "survey": ("第三方评价", "Third-party evaluation"),
    "choice": ("选站", "How a walk-in chooses"),
    "travel": ("出行", "Travel"),
    "patience": ("等待耐心", "Patience"),
    "returns": ("次日再来", "Coming back after closing"),
    "absent_skill": ("技能不在岗", "When the skill is not present"),
    "satisfaction": ("满意度", "Satisfaction"),
}
# kind of result: (Chinese, English)
RESULT_KINDS: dict[str, tuple[str, str]] = {
    "run": ("运行", "Run"),
    "comparison": ("比较", "Comparison"),
    "selection": ("择优", "Selection"),
    "sensitivity": ("敏感性", "Sensitivity"),
    "calibration": ("校准", "Calibration"),
    "siting": ("选址", "Siting"),
    "staffing": ("人员配置", "Staffing"),
    "frontier": ("前沿", "Frontier"),
}

# command of a job: (Chinese, English)
COMMANDS: dict[str, tuple[str, str]] = {
    "simulate": ("运行", "Run"),
    "compare": ("比较", "Compare"),
    "site": ("选址", "Siting"),
    "staff": ("人员配置", "Staffing"),
    "frontier": ("前沿", "Frontier"),
    "calibrate": ("校准", "Calibration"),
    "report": ("报告", "Report"),
    "day": ("一日动画", "A day"),
}

# state of a job, `kept`: cancelled with a result: (Chinese, English)
ENDINGS: dict[str, tuple[str, str]] = {
    "waiting": ("等待中", "waiting"),
    "running": ("进行中", "running"),
    "done": ("已完成", "done"),
    "missed": ("已完成，有目标无法达到", "done; a target cannot be reached"),
    "failed": ("失败", "failed"),
    "cancelled": ("已停止，没有结果", "stopped; no result"),
    "kept": (
        "已停止，目前最优已写成结果（未经复核）",
        "stopped; the best so far is a result, not yet proven",
    ),
}


def names(pair: tuple[str, str]) -> dict[str, str]:
    """Return a pair of texts by language."""
    return {"zh": pair[0], "en": pair[1]}


def in_a_row(named: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """Return names in a row, by language; names hold commas themselves."""
    every = list(named)
    return {"zh": "；".join(one["zh"] for one in every), "en": "; ".join(one["en"] for one in every)}


def facility_kind(kind: str) -> dict[str, str]:
    """Return what facilities of a kind are called."""
    if kind == "department":
        return names(DEPARTMENT)
    return {lang: text(f"facility.{kind}", lang) for lang in LANGUAGES}

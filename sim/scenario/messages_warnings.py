"""The wording of warnings (see :mod:`sim.scenario.messages`)."""

from __future__ import annotations

WARNINGS: dict[str, tuple[str, str, str, str]] = {
    "make_up_days_unknown": (
        "The make-up workdays of {value} are not published yet: only the statutory holidays are known",
        "{value} 年的调休安排尚未公布，仅计法定节假日",
        "Update the holidays package once they are published, or start earlier",
        "公布后请更新 holidays 包，或改用较早的起始日",
    ),
    "assumed_only": (
        "No number of this table has a source, all are assumptions{others_en}",
        "本表的数值都没有出处，全部是假设{others_zh}",
        "Vary these values before resting a decision on them",
        "据此决策之前，请变动这些取值检验",
    ),
    "no_home_visits": (
        "A share of {value} asks for home visits, but no open facility that lists the class offers them",
        "有 {value} 的比例要求上门代办，但列入本类的开放设施均不提供",
        "Set home_visits at a facility or share_home_visit to 0",
        "请在某设施开启 home_visits，或将 share_home_visit 设为 0",
    ),
    "skill_unused": (
        "No service or review asks for the skill {value}",
        "没有服务或审查需要技能 {value}",
        "Check its spelling",
        "请检查拼写",
    ),
    "nobody_there": (
        "The open facility {value} has no staff, so it hands every case up",
        "开放的设施 {value} 没有人员，所有件都将上交",
        "Add a staff group or close it",
        "请补上人员组，或将其关闭",
    ),
    "nothing_listed": (
        "The open facility {value} lists no item, so nobody comes to it",
        "开放的设施 {value} 没有列入事项，不会有人前往",
        "Add rows to catalogues.csv or close it",
        "请在 catalogues.csv 中列入事项，或将其关闭",
    ),
    "far_away": (
        "The facility {value} is {distance} km from the nearest demand point",
        "设施 {value} 距最近的需求点 {distance} 公里",
        "Check its lat and lon",
        "请检查其 lat 与 lon",
    ),
    "town_of_no_zone": (
        "No demand point lies in the town {value}",
        "没有需求点位于乡镇（街道）{value}",
        "Check the code{hint_en}",
        "请检查代码{hint_zh}",
    ),
    "replay_outside": (
        "{value} replayed cases lie outside the run",
        "有 {value} 个回放件在模拟期之外",
        "Change start and days, or expect them to be left out",
        "请调整 start 与 days；否则这些件不参与模拟",
    ),
    "trips_missing": (
        "Trips to {value} are given from {given} of {all} demand points; the others follow the formula",
        "到 {value} 的路程仅给出 {all} 个需求点中的 {given} 个，其余按公式计算",
        "Add the missing pairs, the first of them from {first}, unless the mixture is meant",
        "若非有意混用，请补上缺少的各对，首个为自 {first} 出发",
    ),
    "trips_to_some": (
        "Trips from demand points are given to {given} of {all} open facilities; "
        "those to {others} follow the formula",
        "{all} 个开放设施中仅 {given} 个给出了自需求点的路程，到 {others} 的按公式计算",
        "Add the other facilities unless the mixture is meant: "
        "measured and calculated trips do not compare evenly",
        "若非有意混用，请补上其余设施：实测与计算的路程并列时比较不公",
    ),
    "trip_one_way": (
        "The way from {value} is given, but not the way back, which follows the formula",
        "给出了 {value} 的去程，但未给出回程，回程按公式计算",
        "Add a row for the way back",
        "请为回程补上一行",
    ),
    "trip_speed": (
        "The trip runs at {value} km/h",
        "该路程的速度为每小时 {value} 公里",
        "Check the units: km on the road (not metres), minutes door to door (not seconds)",
        "请检查单位：路程为公里（非米），门到门时间为分钟（非秒）",
    ),
    "column_left_out": (
        "The column {field} is missing: its default {value} is used in all {rows} rows",
        "缺少列 {field}：全部 {rows} 行均取默认值 {value}",
        "Add the column, or leave it out only where the default is meant",
        "请补上该列；确以默认值为准时方可略去",
    ),
    "no_demand_table": (
        "demand.csv is missing or has no rows: only visits, projects and replayed cases bring cases",
        "demand.csv 缺失或没有数据行：只有走访、项目与回放件产生需求",
        "Add demand rates unless that is meant",
        "若非有意如此，请补上需求率",
    ),
    "no_policies_table": (
        "There is no policies.csv: every policy has its defaults",
        "没有 policies.csv：全部政策取默认值",
        "Add policies.csv unless that is meant",
        "若非有意如此，请补上 policies.csv",
    ),
}

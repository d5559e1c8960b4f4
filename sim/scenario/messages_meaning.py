"""The wording of problems between rows, of changes and of warnings (see :mod:`sim.scenario.messages`)."""

from __future__ import annotations

ROWS: dict[str, tuple[str, str, str, str]] = {
    "duplicate_key": (
        "{value} is already in row {first} of {where}",
        "{value} 已见于 {where} 第 {first} 行",
        "Keep one of the two rows or give one another {field}",
        "请只保留一行，或改写其中一行的 {field}",
    ),
    "unknown_reference": (
        "{tables} holds no {column} {value}",
        "{tables} 中没有 {column} 为 {value} 的行",
        "Correct it{hint_en} or add the row to {tables}",
        "请改正{hint_zh}，或在 {tables} 中补上该行",
    ),
    "horizon_in_warm_up": (
        "The warm-up of {value} days leaves nothing of the {days} days to measure",
        "预热 {value} 天，模拟共 {days} 天，没有可统计的时间",
        "Make warm_up_days less than days",
        "请使 warm_up_days 小于 days",
    ),
    "follow_up_too_long": (
        "A follow-up of {value} days is longer than the horizon of {days} days",
        "跟踪期 {value} 天长于模拟期 {days} 天",
        "Make follow_up_days at most days",
        "请使 follow_up_days 不超过 days",
    ),
    "bad_working_hours": (
        "The working hours {value} overlap, run backwards or are out of order",
        "法定工作时段 {value} 有重叠、倒置或乱序",
        "Write pairs of begin and end in order, each begin before its end",
        "请按先后写成“开始、结束”，且开始早于结束",
    ),
    "unknown_policy": (
        "There is no policy {value}",
        "没有名为 {value} 的政策",
        "Correct it{hint_en}; policies are listed in docs/scenario-fields.md",
        "请改正{hint_zh}；政策见 docs/scenario-fields.md",
    ),
    "unknown_parameter": (
        "The policy {policy} has no parameter {value}",
        "政策 {policy} 没有参数 {value}",
        "Write one of: {choices}",
        "请写其中之一：{choices}",
    ),
    "wrong_unit": (
        "The unit of {parameter} is '{unit}', not '{value}'",
        "{parameter} 的单位是“{unit}”，不是“{value}”",
        "Convert the value and write the unit '{unit}'",
        "请换算取值并把单位写作“{unit}”",
    ),
    "never_open": (
        "These hours are never open: closing {closes} is not after opening {opens}",
        "此时段从不开放：结束 {closes} 不晚于开始 {opens}",
        "Make the end later than the begin; split a night at 24:00",
        "请使结束晚于开始；跨夜时段在 24:00 处分成两行",
    ),
    "never_open_in_run": (
        "The pattern {pattern} of {who} is open on no day of the run",
        "{who} 的时段方案 {pattern} 在模拟期内没有一天开放",
        "Name days that occur in the run",
        "请写模拟期内会出现的日子",
    ),
    "roster_backwards": (
        "The roster ends at {value}, which is not after its begin {begin}",
        "排班结束 {value} 不晚于开始 {begin}",
        "Make the end later than the begin",
        "请使结束晚于开始",
    ),
    "two_places": (
        "{staff} would be in two places at once: here and in row {other} ({place}) on {day}",
        "{staff} 将同时在两处：本行与第 {other} 行（{place}），日期 {day}",
        "Change the days, the times or the member of one of the rows",
        "请改动其中一行的日期、时间或人员",
    ),
    "no_such_member": (
        "The group {staff} has {heads} persons, counted from 0, so there is no member {value}",
        "人员组 {staff} 有 {heads} 人（从 0 起计），没有第 {value} 人",
        "Write a smaller number or raise head_count",
        "请写更小的序号，或增加 head_count",
    ),
    "duty_nowhere": ("The duty names no facility", "值守未写地点", "Name the facility", "请写明设施"),
    "nothing_taught": (
        "{activity} names no service class whose chance to be solved rises",
        "{activity} 未写明提升哪一服务类",
        "Name the service class",
        "请写明服务类",
    ),
    "rotating_without_duty": (
        "The rotating group {group} has no duty in rosters.csv, so it is never there",
        "轮驻组 {group} 在 rosters.csv 中没有值守，永不在岗",
        "Add duty rows for it or make it resident",
        "请补上值守排班，或改为常驻",
    ),
    "on_call_never": (
        "The on-call group {group} is never at its base, so it cannot be called",
        "随驻组 {group} 从不在驻地，无法召唤",
        "Give it a duty pattern that is open, at an open facility",
        "请给出会开放的值守时段，并使所在设施开放",
    ),
    "circle_of_parents": (
        "The parents form a circle: {circle}",
        "上级关系成环：{circle}",
        "Break it: a parent must lead upwards",
        "请断开该环：上级须逐级向上",
    ),
    "parent_not_above": (
        "The parent {value} is of tier {parent_tier}, which is not above {tier}",
        "上级 {value} 的层级 {parent_tier} 不高于本设施的 {tier}",
        "Name a facility of a higher tier below department; of stations, only a township one may be a parent",
        "请写层级更高（部门除外）的设施；仅乡镇驿站可作其他驿站的属地上级",
    ),
    "kind_not_of_tier": (
        "The kind {value} belongs to the tier {right}, not {tier}",
        "类型 {value} 属于层级 {right}，而非 {tier}",
        "Correct the kind or the tier",
        "请改正类型或层级",
    ),
    "no_chief_group": (
        "The facility {value} has no group of chiefs",
        "设施 {value} 没有三长（chief）人员组",
        "Add a staff group with role chief there or name another facility",
        "请在该设施补上 role 为 chief 的人员组，或改写设施",
    ),
    "no_board": (
        "The staff group {value} works for no board",
        "人员组 {value} 不属于任何板块",
        "Fill in its board or name another group",
        "请填写其 board，或改写人员组",
    ),
    "no_item": (
        "No item belongs to the class {value}, so nobody can ask for it",
        "没有事项属于服务类 {value}，无从申请",
        "Add an item of it to items.csv",
        "请在 items.csv 中补上该类事项",
    ),
    "not_offered": (
        "No open facility lists an item of the class {value}",
        "没有开放的设施列入服务类 {value} 的事项",
        "Add one of its items to catalogues.csv",
        "请在 catalogues.csv 中列入该类事项",
    ),
    "skill_nobody_has": (
        "Nobody at an open facility has the skill {value}",
        "开放设施中没有人具备技能 {value}",
        "Add the skill to a staff group",
        "请给某个人员组补上该技能",
    ),
    "review_not_department": (
        "{value} is not a facility of the tier department, so no review can queue there",
        "{value} 不是部门层级的设施，审查无法在此排队",
        "Name a department facility or leave the skill blank",
        "请写部门设施，或将 skill 留空",
    ),
    "review_skill_absent": (
        "Nobody at the department {department} has the skill {value}",
        "部门 {department} 没有人具备技能 {value}",
        "Add a staff group with it there or leave the skill blank",
        "请在该部门补上人员组，或将 skill 留空",
    ),
    "shares_not_one": (
        "The channel shares add up to {value}, not 1",
        "各渠道比例合计为 {value}，不为 1",
        "Make share_walk_in, share_appointment, share_online and share_home_visit add up to 1",
        "请使 share_walk_in、share_appointment、share_online、share_home_visit 合计为 1",
    ),
    "grades_above_one": (
        "The graded shares add up to {value}, more than 1",
        "各分级比例合计为 {value}，大于 1",
        "Make grade_subcentre, grade_district and grade_city add up to 1 at most",
        "请使 grade_subcentre、grade_district、grade_city 合计不大于 1",
    ),
    "visit_shares_not_one": (
        "The visit shares of all problem classes add up to {value}, neither 0 nor 1",
        "各问题类的 visit_share 合计为 {value}，既非 0 也非 1",
        "Make them add up to 1, or set all to 0",
        "请使其合计为 1，或全部为 0",
    ),
    "visit_share_of_transaction": (
        "Visits discover problems, but this class is a transaction",
        "走访发现的是问题，而本类为办件",
        "Set visit_share to 0 or the kind to problem",
        "请将 visit_share 设为 0，或将 kind 改为 problem",
    ),
    "review_order_gap": (
        "The reviews of {service} skip an order before {value}",
        "{service} 的审查顺序在 {value} 之前有缺号",
        "Number the reviews of a class 1, 2, 3, 4 without a gap",
        "请将同一服务类的审查从 1 起连续编号",
    ),
    "profile_index": (
        "The profile {profile} has no index {value}",
        "时间分布 {profile} 没有序号 {value}",
        "Write {first} to {last}",
        "请写 {first} 至 {last}",
    ),
    "profile_incomplete": (
        "The profile {value} lacks the indices {missing}",
        "时间分布 {value} 缺少序号 {missing}",
        "Give every index of a profile a weight, or leave the whole profile out",
        "请给出全部序号的权重，或整个略去该分布",
    ),
    "profile_zero": (
        "All weights of the profile {profile} are 0",
        "时间分布 {profile} 的权重全为 0",
        "Give at least one of them a positive weight",
        "请至少给出一个正权重",
    ),
    "no_demand": (
        "Nothing ever arises: there is neither demand nor a project nor a replayed case",
        "没有任何需求：既无需求率，也无项目或回放件",
        "Add rows to demand.csv, projects.csv or replay.csv",
        "请在 demand.csv、projects.csv 或 replay.csv 中补上数据",
    ),
    "item_of_other_class": (
        "The item {value} belongs to the class {right}, not {service}",
        "事项 {value} 属于服务类 {right}，而非 {service}",
        "Correct the item or the class",
        "请改正事项或服务类",
    ),
    "replay_not_offered": (
        "No open facility lists {value}",
        "没有开放的设施列入 {value}",
        "Add it to catalogues.csv or remove the row",
        "请在 catalogues.csv 中列入，或删除该行",
    ),
    "target_without_bound": (
        "The target has no bound",
        "目标没有上下限",
        "Fill in at_least or at_most",
        "请填写 at_least 或 at_most",
    ),
    "target_bounds_cross": (
        "at_least is above at_most {value}",
        "at_least 高于 at_most {value}",
        "Swap or correct the bounds",
        "请对调或改正上下限",
    ),
    "unknown_kpi": (
        "There is no KPI {value}",
        "没有名为 {value} 的指标",
        "Correct it{hint_en}",
        "请改正{hint_zh}",
    ),
}

CHANGES: dict[str, tuple[str, str, str, str]] = {
    "base_missing": (
        "The base {value} is not there",
        "基础情景 {value} 不存在",
        "Write its path relative to this yaml file",
        "请写相对于本 yaml 文件的路径",
    ),
    "base_absolute": (
        "The base {value} is not a relative path",
        "基础情景 {value} 不是相对路径",
        "Write its path relative to this yaml file",
        "请写相对于本 yaml 文件的路径",
    ),
    "base_circle": (
        "The bases form a circle: {value}",
        "基础情景成环：{value}",
        "Let the chain end at a scenario folder",
        "请使链条终止于情景文件夹",
    ),
    "base_chain": (
        "The chain of bases is longer than {limit}",
        "基础情景链超过 {limit} 层",
        "Start from a scenario nearer to the folder",
        "请从更接近文件夹的情景出发",
    ),
    "change_kind": (
        "A change has exactly one of set, add, remove, update, copy; this one has {value}",
        "每项改动须恰有 set、add、remove、update、copy 之一；此项有 {value}",
        "Write one change per list entry",
        "请每个列表项只写一种改动",
    ),
    "change_shape": (
        "The change is not written as expected: {reason_en}",
        "改动写法不对：{reason_zh}",
        "See the changes in docs/scenario-fields.md",
        "请参照 docs/scenario-fields.md 中的改动写法",
    ),
    "unknown_table": (
        "There is no table {value}",
        "没有名为 {value} 的数据表",
        "Write one of: {choices}",
        "请写其中之一：{choices}",
    ),
    "unknown_path": (
        "There is no {value}",
        "没有 {value}",
        "Write settings.<field> or policies.<policy>.<parameter>{hint_en}",
        "请写 settings.<字段> 或 policies.<政策>.<参数>{hint_zh}",
    ),
    "no_match": (
        "The change matches no row of {table}",
        "该改动在 {table} 中没有匹配的行",
        "Correct where: {value}",
        "请改正 where：{value}",
    ),
    "not_numeric": (
        "{field} of {table} holds no number to {verb}",
        "{table} 的 {field} 没有可运算的数字（{verb}）",
        "Use set, or name a number field that is filled in",
        "请改用 set，或写已填数字的字段",
    ),
}

WARNINGS: dict[str, tuple[str, str, str, str]] = {
    "make_up_days_unknown": (
        "The make-up workdays of {value} are not published yet: only the statutory holidays are known",
        "{value} 年的调休安排尚未公布，仅计法定节假日",
        "Update the holidays package once they are published, or start earlier",
        "公布后请更新 holidays 包，或改用较早的起始日",
    ),
    "assumed_only": (
        "Every row of these tables is assumed: {tables}",
        "以下数据表的全部行均为假定（assumed）：{tables}",
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
    "replay_outside": (
        "{value} replayed cases lie outside the run",
        "有 {value} 个回放件在模拟期之外",
        "Change start and days, or expect them to be left out",
        "请调整 start 与 days；否则这些件不参与模拟",
    ),
}

MEANING = {**ROWS, **CHANGES, **WARNINGS}

"""The wording of problems of derived scenarios and their changes (see :mod:`sim.scenario.messages`)."""

from __future__ import annotations

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
    "removed_needed": (
        "{value} is removed here, but rows still name it: {where}",
        "此处删除了 {value}，但仍有行引用它：{where}",
        "{mend_en}",
        "{mend_zh}",
    ),
    "no_match": (
        "The change matches no row of {table}",
        "该改动在 {table} 中没有匹配的行",
        "Correct where: {value}{hint_en}",
        "请改正 where：{value}{hint_zh}",
    ),
    "bad_multiplier": (
        "'{value}' is not a number to multiply {field} by",
        "“{value}”不是可用于乘 {field} 的数字",
        "Write a bare number: 1.3 for +30 %, 0.7 for -30 %",
        "请只写数字：增加 30% 写 1.3，减少 30% 写 0.7",
    ),
    "bad_addend": (
        "'{value}' is not a number to add to {field}",
        "“{value}”不是可加到 {field} 上的数字",
        "Write a bare number, without unit or percent sign; shares of the value go under multiply",
        "请只写数字，不带单位或百分号；按比例增减请用 multiply",
    ),
    "changes_not_a_list": (
        "The changes are not a list: {value} stands without a dash",
        "changes 不是列表：{value} 前缺少短横",
        "Put '- ' before each change, such as '- set:'",
        "请在每项改动前加“- ”，例如“- set:”",
    ),
    "path_without_set": (
        "'{value}' stands where a kind of change is expected",
        "“{value}”写在了改动种类的位置",
        "Write it below '- set:', indented further than set",
        "请写在“- set:”之下，并比 set 多缩进",
    ),
    "set_instead": (
        "{value} is no table for changes",
        "{value} 不是可用于改动的数据表",
        "Write '{path}: {to}' below '- set:' instead",
        "请改为在“- set:”下写“{path}: {to}”",
    ),
    "copy_without_key": (
        "The copies would have the same {field} as the rows they are copied from",
        "副本的 {field} 与原行相同",
        "Put a new {field} into set: of the copy",
        "请在 copy 的 set: 中写入新的 {field}",
    ),
    "not_numeric": (
        "{field} of {table} holds no number to {verb}",
        "{table} 的 {field} 没有可运算的数字（{verb}）",
        "Use set, or name a number field that is filled in",
        "请改用 set，或写已填数字的字段",
    ),
}

"""The wording of every problem: code -> what is wrong and the mend, in English and in Chinese.

Braces are filled by :func:`sim.scenario.problems.problem`: file, field and value always, others by name.
"""

from __future__ import annotations

from sim.scenario.messages_changes import CHANGES
from sim.scenario.messages_meaning import ROWS
from sim.scenario.messages_warnings import WARNINGS

Wording = tuple[str, str, str, str]  # message_en, message_zh, mend_en, mend_zh

FILES: dict[str, Wording] = {
    "missing_scenario": (
        "There is no scenario here",
        "此处没有情景",
        "Give a folder that holds scenario.yaml, or a yaml file with a base",
        "请给出含 scenario.yaml 的文件夹，或带 base 的 yaml 文件",
    ),
    "missing_file": (
        "The file is missing",
        "文件缺失",
        "Add {file} to the scenario folder",
        "请在情景文件夹中补上 {file}",
    ),
    "unknown_file": (
        "No table has this file name",
        "没有以此命名的数据表",
        "Rename it{hint_en} or move it out of the scenario folder",
        "请改名{hint_zh}，或移出情景文件夹",
    ),
    "stray_copy": (
        "This looks like a copy of {original}, and is not read",
        "这像是 {original} 的副本，不会被读取",
        "Move it out of the scenario folder",
        "请将其移出情景文件夹",
    ),
    "spreadsheet_file": (
        "{value} is a workbook, not csv, and {file} is missing",
        "{value} 是工作簿而非 csv，且缺少 {file}",
        "Save it as CSV UTF-8 under the name {file}",
        "请另存为“CSV UTF-8”，文件名为 {file}",
    ),
    "folder_of_scenarios": (
        "This folder is no scenario, but holds some",
        "此文件夹不是情景，而是含有情景",
        "Choose a folder inside: {inside}",
        "请选择其中的文件夹：{inside}",
    ),
    "unreadable_file": (
        "The file cannot be read ({reason})",
        "文件无法读取（{reason}）",
        "Check that it is a plain file that you may read",
        "请确认它是普通文件且有读取权限",
    ),
    "empty_file": (
        "The file is empty",
        "文件为空",
        "Write the header row and the rows",
        "请写入表头与数据行",
    ),
    "no_rows": (
        "The table has a header and no rows",
        "数据表只有表头，没有数据行",
        "Add at least one row",
        "请至少补一行数据",
    ),
    "too_large": (
        "The file is {value} bytes, more than the limit of {limit}",
        "文件有 {value} 字节，超过上限 {limit}",
        "Split or shorten it; a scenario needs far less",
        "请拆分或精简；情景远不需要这么大",
    ),
    "bad_encoding": (
        "The text is neither UTF-8 nor GBK",
        "文本既不是 UTF-8 也不是 GBK 编码",
        "Save it as UTF-8 (in a spreadsheet: CSV UTF-8)",
        "请另存为 UTF-8（电子表格中选“CSV UTF-8”）",
    ),
    "bad_csv": (
        "The row is not proper csv ({reason})",
        "该行不是合格的 csv（{reason}）",
        "Check the quotation marks and save it as csv again",
        "请检查引号并重新另存为 csv",
    ),
    "wrong_delimiter": (
        "The columns are not separated by commas",
        "各列不是以逗号分隔",
        "Save it as csv with commas; ; joins lists within a cell",
        "请另存为以逗号分隔的 csv；分号仅用于单元格内的列表",
    ),
    "missing_column": (
        "The column {field} is missing",
        "缺少列 {field}",
        "Add it to the header and fill it in",
        "请在表头中补上该列并填写",
    ),
    "unknown_column": (
        "No field is called {value}",
        "没有名为 {value} 的字段",
        "Remove it{hint_en}; fields are listed in docs/scenario-fields.md",
        "请删除{hint_zh}；字段见 docs/scenario-fields.md",
    ),
    "duplicate_column": (
        "The column {field} appears twice",
        "列 {field} 出现了两次",
        "Keep one of them",
        "请只保留一列",
    ),
    "extra_cells": (
        "The row has more cells than the header",
        "该行的单元格多于表头",
        "Remove them, or put text that holds commas in quotation marks",
        "请删除，或给含逗号的文字加引号",
    ),
    "more_problems": (
        "And {value} more of the same",
        "另有 {value} 处同类问题",
        "Mend those shown and validate again",
        "请先改正已列出的问题，再次校验",
    ),
    "bad_yaml": (
        "This is not yaml ({reason})",
        "不是合格的 yaml（{reason}）",
        "Check indentation, colons and quotation marks on this line",
        "请检查该行的缩进、冒号与引号",
    ),
    "yaml_tab": (
        "The line is indented with a tab",
        "该行以制表符缩进",
        "Use spaces instead of tabs",
        "请用空格代替制表符",
    ),
    "yaml_wide_colon": (
        "'{value}' has a full-width colon ：",
        "“{value}”后用了全角冒号",
        "Write a half-width colon and a blank: '{value}: '",
        "请改用半角冒号加空格：“{value}: ”",
    ),
    "yaml_not_mapping": (
        "It should hold fields with values, but is a {value}",
        "应为“字段: 值”，实为 {value}",
        "Write one field: value per line",
        "请逐行写成“字段: 值”",
    ),
    "yaml_alias": (
        "Anchors, aliases and tags are not taken",
        "不接受锚点、别名与标签",
        "Write the values out",
        "请直接写出取值",
    ),
    "yaml_duplicate_key": (
        "The key {field} appears twice",
        "键 {field} 出现了两次",
        "Keep one of them",
        "请只保留一个",
    ),
    "yaml_too_deep": (
        "It is nested too deeply",
        "嵌套过深",
        "A scenario needs few levels; write it flat",
        "情景只需少数层级，请写得平一些",
    ),
}

VALUES: dict[str, Wording] = {
    "missing_value": ("A value is needed", "此处须有取值", "Fill it in{unit_en}", "请填写{unit_zh}"),
    "not_a_number": (
        "'{value}' is not a number",
        "“{value}”不是数字",
        "Write a bare number, without unit, percent sign or thousands separator{unit_en}",
        "请只写数字，不带单位、百分号或千位分隔符{unit_zh}",
    ),
    "not_whole": (
        "'{value}' is not a whole number",
        "“{value}”不是整数",
        "Write a whole number{unit_en}",
        "请写整数{unit_zh}",
    ),
    "not_finite": (
        "'{value}' is not a finite number",
        "“{value}”不是有限数",
        "Write a number, or leave the cell blank where a default is meant{unit_en}",
        "请写数字；用默认值时可留空{unit_zh}",
    ),
    "not_true_false": (
        "'{value}' is neither true nor false",
        "“{value}”既非 true 也非 false",
        "Write true or false",
        "请写 true 或 false，也可写 是 或 否",
    ),
    "too_small": (
        "{value} is below the least value {bound}",
        "{value} 低于下限 {bound}",
        "Write {bound} or more{unit_en}",
        "请写不小于 {bound} 的值{unit_zh}",
    ),
    "not_above": (
        "{value} is not above {bound}",
        "{value} 未大于 {bound}",
        "Write more than {bound}{unit_en}",
        "请写大于 {bound} 的值{unit_zh}",
    ),
    "too_great": (
        "{value} is above the greatest value {bound}",
        "{value} 高于上限 {bound}",
        "Write {bound} or less{unit_en}",
        "请写不大于 {bound} 的值{unit_zh}",
    ),
    "negative": (
        "{value} is negative",
        "{value} 为负数",
        "Write {bound} or more{unit_en}",
        "请写不小于 {bound} 的值{unit_zh}",
    ),
    "swapped": (
        "{value} cannot be a {field} in China: latitude and longitude look swapped",
        "{value} 不可能是中国境内的 {field}：经纬度似乎颠倒",
        "Swap lat (3 to 54) and lon (73 to 136)",
        "请对调 lat（3 至 54）与 lon（73 至 136）",
    ),
    "not_a_choice": (
        "'{value}' is none of the choices",
        "“{value}”不在可选值之中",
        "Write one of: {choices}",
        "请写其中之一：{choices}",
    ),
    "bad_id": (
        "'{value}' is not an id",
        "“{value}”不是合格的标识",
        "Use lower-case letters a-z, digits, dot, underscore and hyphen only, 80 at most",
        "标识只用小写字母 a-z、数字、点、下划线与连字符，至多 80 个字符",
    ),
    "too_long": (
        "The text is longer than {bound} characters",
        "文字超过 {bound} 个字符",
        "Shorten it",
        "请缩短",
    ),
    "not_text": ("'{value}' is not text", "“{value}”不是文字", "Write plain text", "请写文字"),
    "bad_clock": (
        "'{value}' is not a clock time",
        "“{value}”不是钟点",
        "Write HH:MM between 00:00 and 24:00",
        "请写 00:00 至 24:00 之间的 HH:MM",
    ),
    "bad_date": (
        "'{value}' is not a date",
        "“{value}”不是日期",
        "Write YYYY-MM-DD between 2000 and 2099, such as 2024-03-01",
        "请写 2000 至 2099 年间的 YYYY-MM-DD，例如 2024-03-01",
    ),
    "bad_moment": (
        "'{value}' is not a date and time",
        "“{value}”不是日期时间",
        "Write local time as YYYY-MM-DDTHH:MM, such as 2024-03-01T09:30",
        "请按当地时间写 YYYY-MM-DDTHH:MM，例如 2024-03-01T09:30",
    ),
    "bad_list": ("'{value}' is not a list", "“{value}”不是列表", "Join the entries by ;", "请以分号连接各项"),
    "bad_list_id": (
        "The list holds '{entry}', which is not an id",
        "列表中的“{entry}”不是合格的标识",
        "Join ids by ; and use lower-case letters a-z, digits, dot, underscore and hyphen only",
        "请以分号连接标识，且只用小写字母 a-z、数字、点、下划线与连字符",
    ),
    "list_repeats": (
        "'{value}' lists an entry twice",
        "“{value}”中有重复项",
        "List each entry once",
        "每项只列一次",
    ),
    "bad_days": (
        "'{value}' does not name days",
        "“{value}”不是日期标记",
        "Join by ; any of working, rest, daily, mon, tue, wed, thu, fri, sat, sun",
        "请以分号连接 working、rest、daily、mon、tue、wed、thu、fri、sat、sun 中的各项",
    ),
    "not_values": (
        "'{value}' cannot stand here",
        "此处不能写“{value}”",
        "Write it as docs/scenario-fields.md says{unit_en}",
        "请按 docs/scenario-fields.md 填写{unit_zh}",
    ),
}

MESSAGES: dict[str, Wording] = {**FILES, **VALUES, **ROWS, **CHANGES, **WARNINGS}

"""`run.py validate`: every problem of a scenario at once."""

from __future__ import annotations

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say, tell_problems
from sim.commands.options import ScenarioPath
from sim.commands.texts import counted, text

HELP = """Check a scenario and print every problem. 检查情景并列出全部问题。

Each problem names file, row, field, value and how to mend it. Exit code 0: no problems, 2: some.

每个问题给出文件、行、字段、值与改法。退出码 0 表示没有错误，2 表示有错误。

\b
Example 例:
  python run.py validate scenarios/huzhou
"""


@guarded
def validate(scenario: ScenarioPath, lang: LangOption = DEFAULT_LANG) -> None:
    """Load a scenario; problems go the way of every command, warnings and a short inventory are printed."""
    from sim.commands.operands import load_scenario
    from sim.network.codes import Tier

    loaded, doubts = load_scenario(scenario)
    if doubts:
        say(text(lang, "warnings", name=scenario, n=len(doubts)))
        tell_problems(doubts, lang, stderr=False)
    say(text(lang, "valid", name=scenario))
    stations = sum(one.tier == Tier.STATION.name.lower() for one in loaded.facilities)
    counts = {name: len(loaded.table(name)) for name in ("facilities", "zones", "services", "staff")}
    counts["stations"] = stations
    say(text(lang, "contains", **{name: counted(lang, name, n) for name, n in counts.items()}))

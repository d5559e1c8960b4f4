"""docs/kpis.md, made from the registry: `python -m sim.kpi.page docs/kpis.md` writes it anew."""

from __future__ import annotations

import sys
from itertools import groupby
from pathlib import Path

from sim import kpi
from sim.kpi.registry import Definition

INTRODUCTION = """\
# KPIs 指标

Made from the registry in `sim/kpi` by `make docs`; edit the functions there, not this page.

- **Measured** are the cases whose need arose in [warm-up, horizon); each is followed to its end, at most to
  the end of the follow-up. Staff time is clipped to the same window. `backlog_end` is the one exception.
- **Handled** are measured cases that are closed (solved or unsolved) or still open. Lost cases (reneged,
  balked, blocked, no-show) and unserved ones are counted apart and enter no processing time, punctuality or
  satisfaction.
- **Percentiles** are order statistics by nearest rank: of n cases the value of rank ceil(p n / 100). Open
  cases count as infinite, so a percentile may be `inf`; means are over closed cases, to be read beside
  `open_share`.
- **Levels**: `network` (key `all`), `county` (of the demand point), `facility` (where the case went first),
  `kind` (transaction 件, problem 问题), `service`, `family`, `channel`, `industry`; staff KPIs by `network`,
  `facility` and `group`. Counts without a case are 0; shares and means without a case have no row.
- **Basis** is that of the level: *data-informed* where figures of the source or of public statistics bear
  on the value, *prior-driven* where it follows from assumed inputs. A *difference* between scenarios rests on
  the model's mechanisms, and is prior-driven whatever the KPI, unless the scenario is calibrated.
- Times are summed in whole seconds, so a value never depends on the order or number of threads of the sum.
"""

TITLES = {
    "volume": "Volume 数量",
    "processing": "Processing time 办理时长",
    "waiting": "Waiting 等候",
    "quality": "Quality 质量",
    "escalation": "Escalation 流转",
    "access": "Access 可达性",
    "staff": "Staff 人员",
    "equity": "Equity 均衡",
    "assessment": "Joint assessment 联合评价",
}
BETTER = {"higher": "higher is better 越高越好", "lower": "lower is better 越低越好", "none": "neither 中性"}
BASIS = {"data_informed": "data-informed 数据支撑", "prior_driven": "prior-driven 先验主导"}


def entry(definition: Definition) -> str:
    """Return the section of one KPI."""
    d = definition
    return f"""### `{d.name}`

{d.name_zh} · {d.name_en}

| unit | better | basis | levels |
|---|---|---|---|
| {d.unit} {d.unit_zh} | {BETTER[d.direction]} | {BASIS[d.basis]} | {", ".join(d.levels)} |

{d.formula}
"""


def page() -> str:
    """Return the whole page as Markdown."""
    parts = [INTRODUCTION]
    for file, definitions in groupby(kpi.REGISTRY.values(), key=lambda definition: definition.file):
        parts.append(f"## {TITLES[file]}\n")
        parts += [entry(definition) for definition in definitions]
    return "\n".join(parts)


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(page(), encoding="utf-8")

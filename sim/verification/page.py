"""docs/verification.md and .csv: `python -m sim.verification.page docs/verification.md` runs all and writes them."""

# ruff: noqa: E501 - rows of Markdown tables
from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sim.verification.coverage import Coverage, Plan, as_if_independent, coverage
from sim.verification.formulas import FORMULAS
from sim.verification.judge import Finding, Verdict, judge, sample
from sim.verification.run import Run
from sim.verification.systems import daily, markov, networks, reviews, sessions, systems
from sim.verification.systems import general as single

SEEDS = range(1, 1001)
WORKERS = 2
# Enough cases that a mean over ten replications or twenty is close to normal.
PLANS = (
    Plan(markov.m_m_1, 40, 10),
    Plan(markov.m_m_c_k, 10, 10),
    Plan(markov.erlang_loss, 10, 10),
    Plan(markov.erlang_a, 10, 10),
    Plan(single.m_d_1, 20, 10),
    Plan(networks.tandem, 60, 10),
    Plan(daily.rising, 1, 40),
    Plan(daily.drop, 1, 40),
    Plan(reviews.reviews, 7, 10),
)
TOO_SHORT = Plan(sessions.sessions, 200, 10)

INTRODUCTION = """\
# Verification: the engine against theory 验证：引擎与理论对照

Made by `make verification`, which runs everything shown here; edit `sim/verification`, not this page. Seeds are fixed: the
same version writes the same page. The same figures with all digits: [verification.csv](verification.csv).

本页由 `make verification` 运行全部算例后生成。种子固定，同一版本结果相同。全部数位见 [verification.csv](verification.csv)。

Each system is a scenario like any other (`scenarios/theory` with changes), read by the same loader, drawn by the same
sampler and run by the default engine with the invariants of every log checked. Only the exact value comes from elsewhere:
`sim/queueing`, tested against textbook values. Each system draws with a seed of its own. In the tests
(`tests/verification`) each also meets a model that is known to be wrong, and must differ from it.

What this says is that the machine computes the model that is written down; whether the model is right for a city is
another question, that of calibration.

每个算例都是普通情景，由同一套读取、抽样与默认引擎运行，并检查每份日志的不变量；理论值来自 `sim/queueing`。
每个算例使用各自的种子；测试中还与已知错误的模型对照，必须判为有差异。
本页说明的是程序算对了所写的模型，而模型是否符合实际城市属于校准问题。

## Systems 算例

**Simulated**: the mean over independent replications, with Student's 95 % interval, the one that every run reports.
**Rounding**: times are whole seconds; the most that this can move the value (services half a second longer, waits a second).
**Verdict** 结论: *inside* 在区间内 where the interval, widened by the rounding, holds the exact value. Of so many intervals some
do not, by chance: those stand as *outside, as chance has it* 区间外（属偶然）, unless Holm's procedure over all quantities
together (S. Holm, Scandinavian Journal of Statistics 6, 1979; family-wise 5 %) says *differs* 有差异. In the csv, `p` is the
two-sided p-value of the exact value, rounding granted, and `p_holm` the same adjusted for all quantities.
"""

COVERAGE = """\
## Coverage 区间覆盖率

Of {seeds} seeds, each with an interval of its own from short runs, how many intervals hold the exact value: 95 % are meant,
930 to 970 of 1,000 are asked. No rounding is granted here, and logs are not checked again. **Bias**: mean of all
replications minus the exact value, in standard errors of one interval: what a start from an empty house and a ratio of sums leave behind.

{seeds} 个种子各自给出一个区间，统计包含理论值的次数；名义 95 %，要求每千次 930 至 970。偏差以单个区间的标准误为单位。
"""

WRONG = """\
**Known to be wrong, for contrast** 已知错误的做法，作为对照: an interval for the wait of M/M/1 from the spread of single cases,
as if neighbours' waits did not depend on each other, holds the exact value in {share:.1%} of {seeds} seeds.
"""

LIMITS = """\
**Where the interval falls short** 覆盖不足的情形: Student's interval asks for means that are close to normal. A quantity with
rare large values (waits of a nearly full session here) needs longer runs or more replications than these:
"""


def main(path: Path) -> None:
    """Run all systems and intervals; write the page and the csv beside it."""
    began = time.monotonic()
    findings = judge([sample(system) for system in systems()])
    print(f"{len(findings)} quantities: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    counted: list[Coverage] = []
    for plan in PLANS:
        counted += coverage(plan, SEEDS, WORKERS)
        print(f"{plan.build.__name__}: {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)
    short = coverage(TOO_SHORT, SEEDS, WORKERS)
    wrong = as_if_independent(PLANS[0], SEEDS[:200], _waits)
    path.write_text(page(findings, counted, short, wrong), encoding="utf-8")
    path.with_suffix(".csv").write_text(sheet(findings), encoding="utf-8-sig", newline="")
    print(f"{path}: {time.monotonic() - began:.0f} s", file=sys.stderr)


def _waits(run: Run) -> NDArray[np.float64]:
    return run.waits().astype(np.float64)


def page(
    findings: Sequence[Finding], counted: Sequence[Coverage], short: Sequence[Coverage], wrong: float
) -> str:
    """Return the page as Markdown.

    Args:
        findings: all quantities of all systems.
        counted: coverage of those that are asked to be right.
        short: coverage of a system whose runs are too short.
        wrong: coverage of the wrong interval.
    """
    seeds = f"{counted[0].seeds:,}"
    return "\n".join(
        [
            INTRODUCTION,
            _table(
                "system 系统 | quantity 指标 | exact 理论值 | simulated 模拟均值 | 95 % interval 区间 | rounding 取整 "
                "| verdict 结论 | replications 重复 | cases 件数 | formula 公式",
                map(_finding, findings),
            ),
            summary(findings),
            COVERAGE.format(seeds=seeds),
            _coverage_table(counted),
            WRONG.format(share=wrong, seeds=200),
            LIMITS,
            _coverage_table(short),
            "## Formulas 公式\n\nRate λ, mean service m, load a = λ m, servers c, utilisation ρ = a / c, mean wait W, mean number waiting Lq.\n",
            _table("name 名称 | formula 公式 | source 出处", map(_formula, FORMULAS)),
        ]
    )


def summary(findings: Sequence[Finding]) -> str:
    """Return how many quantities are inside their intervals, in both languages."""
    count = {verdict: sum(row.verdict is verdict for row in findings) for verdict in Verdict}
    names, n = {row.system.id for row in findings}, len(findings)
    inside, chance, differs = (
        count[verdict] for verdict in (Verdict.INSIDE, Verdict.CHANCE, Verdict.DIFFERS)
    )
    return (
        f"{len(names)} systems, {n} quantities: {inside} inside, {chance} outside as chance has it "
        f"({n / 20:.1f} are to be expected), {differs} that differ.\n\n"
        f"共 {len(names)} 个系统、{n} 个指标：{inside} 个在区间内，{chance} 个在区间外但属偶然（期望 {n / 20:.1f} 个），{differs} 个有差异。\n"
    )


def sheet(findings: Sequence[Finding]) -> str:
    """Return all findings as csv."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(
        ("system", "system_zh", "system_en", "quantity_zh", "quantity_en", "unit", "exact", "mean", "ci_low", "ci_high",
         "rounding", "p", "p_holm", "verdict", "replications", "cases", "formula")
    )  # fmt: skip
    for row in findings:
        system, quantity = row.system, row.quantity
        figures = (quantity.exact, row.mean, row.low, row.high, quantity.rounding, row.p, row.holm)
        writer.writerow(
            (system.id, system.zh, system.en, quantity.zh, quantity.en, quantity.unit, *map(_all_digits, figures),
             row.verdict.value, row.replications, row.cases, system.formula)
        )  # fmt: skip
    return out.getvalue()


def _all_digits(value: float) -> str:
    return f"{value:.12g}"


def _finding(row: Finding) -> list[str]:
    system, quantity = row.system, row.quantity
    unit = f" ({quantity.unit})" if quantity.unit else ""
    said = (
        row.verdict.value
        if row.verdict is Verdict.INSIDE
        else f"**{row.verdict.value}** (p {row.p:.3f}, Holm {row.holm:.2f})"
    )
    return [
        both(system.en, system.zh),
        both(quantity.en, quantity.zh) + unit,
        shown(quantity.exact),
        shown(row.mean),
        f"{shown(row.low)} to {shown(row.high)}",
        f"{quantity.rounding:.2g}",
        said,
        f"{row.replications:,}",
        f"{row.cases:,}",
        FORMULAS[system.formula].title,
    ]


def _coverage_table(rows: Sequence[Coverage]) -> str:
    return _table(
        "system 系统 | quantity 指标 | intervals that hold it 包含次数 | share 覆盖率 | 93 to 97 % | bias 偏差 "
        "| replications of an interval 每区间重复 | cases of a replication 每次件数",
        ([
            both(row.system.en, row.system.zh), both(row.quantity.en, row.quantity.zh),
            f"{row.inside} of {row.seeds:,}", f"{row.share:.1%}", "yes 是" if row.right else "**no 否**",
            f"{row.bias:+.2f}", str(row.replications), f"{row.cases:,.0f}",
        ] for row in rows),
    )  # fmt: skip


def _formula(name: str) -> list[str]:
    one = FORMULAS[name]
    return [one.title, one.text, one.source]


def _table(heads: str, rows: Iterable[Sequence[str]]) -> str:
    lines = [heads.split(" | "), *rows]
    lines.insert(1, ["---"] * len(lines[0]))
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def both(en: str, zh: str) -> str:
    """Return a name in both languages, once where they are the same."""
    return en if en == zh else f"{en} {zh}"


def shown(value: float) -> str:
    """Return a figure to five digits."""
    return f"{value:,.0f}" if abs(value) >= 1e4 else f"{value:.5g}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))

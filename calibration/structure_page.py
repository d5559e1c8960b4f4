"""Write docs/structure-figures.md: each structure figure beside what scenarios/huzhou holds.

Run ``python -m calibration.structure_page`` from the project folder.
"""

from __future__ import annotations

from pathlib import Path

from calibration.structure import findings, party_centres, subcentre_lines
from sim.scenario import load
from sim.scenario.scenario import Scenario

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "structure-figures.md"

# ruff: noqa: E501 - prose and table rows keep their lines

_HEAD = """\
# Structure figures 结构数字

Written by `make docs` from `calibration/register.yaml` and `scenarios/huzhou`; a test compares it with both.

通讯稿所报的每一项结构数字，与 `scenarios/huzhou` 中实际的数目对照。“≥ v”读作不少于 v、不足 v 加末位非零数字的一个单位；
对比例则只作下限。Each structure figure of the newsletter beside what the scenario holds. "≥ v" is read as v or more, below v
plus one unit of its last non-zero digit; for a share as a lower bound.

| figure 数字 | quote 原文 | reported 所报 | scenario 情景 | agrees 相符 | reading 读法 |
|---|---|---|---|---|---|
"""


def page(scenario: Scenario) -> str:
    """The page as markdown text."""
    rows = [
        f"| {row.id} | {row.quote} | {row.reported} | {row.holds} | {'yes 是' if row.agrees else 'NO 否'} | {row.reading} |"
        for row in findings(scenario)
    ]
    parts = subcentre_lines(scenario)
    tail = (
        f"\nOf the sub-centres' lines {parts['chain']} are classes of things of a chain (一类事), {parts['bundle']} one-thing "
        f"bundles (一件事) and {parts['value_added']} value-added. Context: {party_centres(scenario)} stations host a "
        "party-service counter (hz.party_centres, 28 reported).\n\n"
        "Which classes of station overlap, and what is assumed, stands in `scenarios/huzhou/README.md`.\n"
    )
    return _HEAD + "\n".join(rows) + "\n" + tail


def main() -> None:
    """Write the page."""
    PAGE.write_text(page(load(ROOT / "scenarios" / "huzhou")), encoding="utf-8")


if __name__ == "__main__":
    main()

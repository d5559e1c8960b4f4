"""What every planning chart says besides its table: what was planned, on which assumptions."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Any

from matplotlib.figure import Figure

from sim.report import style
from sim.report import texts as common
from sim.report.measures import decimals, measure, number, percent
from sim.report.numbers import MOST_DIGITS, SATISFACTION_DIGITS
from sim.report.planning.texts import text

REACH = 15.0  # minutes
FULL_STOPS = (".", "。")
ASSUMED_SHOWN = 6  # names of assumed inputs told below a chart
REQUIREMENT = re.compile(r"([a-z0-9_]+)(?:/([a-z]+)/([^<>=]+))?(>=|<=)([-0-9.e+]+)")
KPIS = ("satisfaction_probability", "processing_hours_p90")  # of the frontier, unless its manifest says
Kpi = tuple[str, str, str]  # kpi, level, key


@dataclass(frozen=True)
class Facts:
    """The manifest of a planning folder, as charts tell it."""

    manifest: dict[str, Any]

    def footnote(self, lang: str) -> str:
        """Name scenario, window and seed; replications differ from row to row and stand in the charts."""
        scenario = self.manifest["scenario"]
        return text(
            "footnote",
            lang,
            scenario=scenario.get(f"name_{lang}") or scenario.get("id", ""),
            days=self.manifest["days"],
            warm_up=self.manifest["warm_up_days"],
            seed=self.manifest["seed"],
            basis=common.text("basis.prior", lang),
        )

    def remarks(self, lang: str) -> str:
        """Name the assumed inputs, and say where a search was cut short."""
        whole = (self.manifest.get("complete") or {}).get("finished", True)
        said = [] if whole and not self.manifest.get("interrupted") else [text("interrupted", lang)]
        told = [one if isinstance(one, str) else one[lang] for one in self.manifest.get("assumed") or []]
        said += [one for one in told if one.endswith(FULL_STOPS)]  # whole sentences
        listed = [one for one in told if not one.endswith(FULL_STOPS)]
        if listed:
            shown = text("comma", lang).join(listed[:ASSUMED_SHOWN])
            more = len(listed) - ASSUMED_SHOWN
            rest = text("more", lang, n=more) if more > 0 else ""
            said.append(text("assumed", lang, names=shown + rest))
        return style.joined(lang, *said)

    def notes(self, lang: str, *sentences: str) -> list[str]:
        """The paragraphs below a chart: its own sentences, the remarks, the footnote."""
        return [style.joined(lang, *sentences, self.remarks(lang)), self.footnote(lang)]

    @property
    def reach(self) -> float:
        """Minutes within which a demand point is covered."""
        return float(self.manifest.get("reach") or REACH)

    @property
    def selected_by(self) -> Kpi:
        """The KPI that a selection was made by."""
        kpi, _, rest = str(self.manifest.get("kpi") or KPIS[0]).partition("/")
        level, _, key = rest.partition("/")
        return kpi, level or "network", key or "all"

    def kpis(self) -> list[str]:
        """Return the ids of the KPIs that the frontier's columns satisfaction and p90 hold."""
        told = self.manifest.get("kpis")
        return [one.split("/")[0] for one in told] if told and len(told) == len(KPIS) else list(KPIS)


def empty(title: str, facts: Facts, lang: str) -> Figure:
    """Say in place of a chart that there is nothing to draw."""
    figure = style.canvas(7.0, 1.2, title, "", [facts.footnote(lang)])
    axes = figure.subplots()
    axes.axis("off")
    look: dict[str, Any] = {"ha": "center", "va": "center", "color": style.MUTED}
    axes.text(0.5, 0.5, common.text("empty", lang), fontsize=style.FINDING_SIZE, **look)
    return figure


def kpi_name(of: Kpi, lang: str, keys: dict[str, str] | None = None) -> str:
    """Name a KPI with the part of the network that it is taken of; `keys` names counties and facilities."""
    kpi, level, key = of
    name = measure(kpi).name(lang)
    if level == "network":
        return name
    if level == "kind":
        return f"{name} · {common.text(f'kind.{key}', lang)}"
    return f"{name} · {(keys or {}).get(key, key)}"


def at_chart(value: float, unit: str) -> float:
    """Return a value as axes show it: shares as per cent."""
    return 100 * value if unit == "share" else value


def axis_label(name: str, unit: str, lang: str) -> str:
    """Name an axis with its unit, where there is one."""
    return text("axis", lang, name=name, unit=unit) if unit else name


def precise(low: float | None, value: float, high: float | None, unit: str) -> tuple[str, str]:
    """Write a value and its interval with as many decimals as its width tells; `-` where there is none.

    Two significant digits of the half width, at most `MOST_DIGITS` decimals; shares as per cent.
    """
    scale = 100 if unit == "share" else 1
    digits = SATISFACTION_DIGITS if unit == "share" else decimals(value, unit)
    if low is None or high is None:
        return number(value, unit, digits) if unit != "share" else percent(value, digits), "-"
    half = scale * (high - low) / 2
    if half > 1e-9 * abs(scale * value):  # less is rounding, not width
        digits = max(digits, min(MOST_DIGITS, 1 - math.floor(math.log10(half))))
    if unit == "share":
        shown, ends = (
            percent(value, digits),
            [percent(min(max(one, 0.0), 1.0), digits) for one in (low, high)],
        )
    else:
        shown, ends = number(value, unit, digits), [number(one, unit, digits) for one in (low, high)]
    return shown, f"{ends[0].removesuffix(' %')} … {ends[1]}" if ends[0] != ends[1] else shown


def requirement_name(written: str, lang: str, keys: dict[str, str] | None = None) -> str:
    """Name a target that is written as `kpi[/level/key]>=bound`; what reads otherwise stays as it is."""
    found = REQUIREMENT.fullmatch(written)
    if found is None:
        return written
    kpi, level, key, sign, bound = found.groups()
    of = measure(kpi)
    shown = f"{100 * float(bound):g} %" if of.unit_en == "share" else f"{float(bound):g} {of.unit(lang)}"
    name = kpi_name((kpi, level or "network", key or "all"), lang, keys)
    return f"{name} {'≥' if sign == '>=' else '≤'} {shown}"

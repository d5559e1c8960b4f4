"""What a finished calibration prints; the csv files hold everything."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.table import Table

from calibration.unknown import LITTLE
from sim.commands.console import console, say
from sim.commands.texts import Lang, text
from sim.experiment.folder import read_csv, read_manifest

SHARE = "share"
ASKED = 6


def print_calibration(folder: Path, lang: Lang) -> None:
    """Print figures, parameters, what is unknown, what to ask for, confounding and facts."""
    manifest = read_manifest(folder) or {}
    source = manifest["register"][f"title_{lang}"]
    name, n = manifest["scenario"][f"name_{lang}"], len(manifest["targets"])
    for one in manifest["refused"]:
        why = one["reason"]  # in both languages; of an older run in English alone
        reason = why if isinstance(why, str) else why[lang]
        say(text(lang, "cal_refused", id=one["id"], quote=one["quote"], reason=reason))
    for one in manifest["inconsistencies"]:
        say(text(lang, "cal_inconsistent", words=one[lang.value]))
    say("")
    say(text(lang, "cal_title", name=name, source=source, n=n))
    targets = read_csv(folder / "targets.csv").to_dicts()
    _figures(targets, lang)
    before, after = manifest["misfit"]["before"], manifest["misfit"]["after"]
    values = {
        "before": before["factor"],
        "after": after["factor"],
        "p0": before["points"],
        "p1": after["points"],
    }
    say(text(lang, "cal_misfit", **values))
    say(text(lang, "cal_inside", n=len(targets), inside=manifest["inside"]))
    say("")
    parameters = read_csv(folder / "parameters.csv").to_dicts()
    _parameters(parameters, manifest, lang)
    say("")
    _combined(read_csv(folder / "combinations.csv").to_dicts(), lang)
    _plainly(read_csv(folder / "at_least.csv").to_dicts(), lang)
    say("")
    _asked(read_csv(folder / "candidates.csv").to_dicts(), lang)
    say("")
    _confounding(read_csv(folder / "confounding.csv").to_dicts(), manifest, lang)
    say("")
    _facts(read_csv(folder / "plausibility.csv").to_dicts(), lang)


def _figures(rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    heads = ("figure", "reported", "before", "after", "predicted", "p", "loo", "p", "detect")
    table = _table([text(lang, f"cal_{head}") for head in heads])
    for row in rows:
        unit = row["unit"]
        reported = row["reported_low"], row["reported_high"]
        detect = "-"
        if row["detect_below"] is not None:
            detect = f"< {row['detect_below']:.2g}, > {row['detect_above']:.2g}"
        table.add_row(
            row[f"name_{lang}"],
            _reported(*reported, unit),
            _one(row["before"], unit),
            _one(row["after"], unit),
            _span(row["low"], row["high"], unit),
            f"{row['p']:.2f}",
            _span(row["loo_low"], row["loo_high"], unit),
            f"{row['loo_p']:.2f}",
            detect,
        )
    console().print(table)


def _parameters(rows: Sequence[dict[str, Any]], manifest: dict[str, Any], lang: Lang) -> None:
    table = _table([text(lang, f"cal_{head}") for head in ("parameter", "prior", "posterior", "narrowing")])
    for row in rows:
        if row["narrowing"] >= LITTLE:
            table.add_row(
                row[f"name_{lang}"],
                f"{row['prior_q05']:.3g} – {row['prior_q95']:.3g}",
                f"{row['q05']:.3g} – {row['q95']:.3g}",
                f"{row['narrowing']:.0%}",
            )
    console().print(table)
    unknown = [row[f"name_{lang}"] for row in rows if row["narrowing"] < LITTLE]
    between = "、" if lang == Lang.zh else "; "
    say(text(lang, "cal_unknown", names=between.join(unknown) or "-"))
    say(text(lang, "cal_directions", n=len(rows), known=manifest["directions_known"]))
    hat, ess = max(row["rank_hat"] for row in rows), min(row["ess_bulk"] for row in rows)
    say(text(lang, "cal_mixing", hat=hat, ess=ess))


def _combined(rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    """Say which combinations are known best, as long as they are known at all."""
    by_direction: dict[int, list[dict[str, Any]]] = {}
    for row in rows:
        if row["sd"] < 1 - LITTLE:
            by_direction.setdefault(row["direction"], []).append(row)
    for parts in list(by_direction.values())[:ASKED]:
        words = " ".join(f"{row['loading']:+.2f} {row[f'parameter_{lang}']}" for row in parts)
        say(text(lang, "cal_combined", sd=parts[0]["sd"], words=words))


def _plainly(rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    """Say which parameters move if "more than" is a plain lower bound."""
    moved = sorted((row for row in rows if abs(row["shift"]) >= LITTLE), key=lambda row: -abs(row["shift"]))
    if rows:
        words = [f"{row[f'name_{lang}']} {row['shift']:+.2f}" for row in moved]
        say(text(lang, "cal_at_least", words=("、" if lang == Lang.zh else "; ").join(words) or "-"))


def _asked(rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    table = _table([text(lang, f"cal_{head}") for head in ("ask", "ask_mean", "ask_most", "narrowing")])
    for row in rows[:ASKED]:
        most = row[f"parameter_{lang}"] or "-"
        gain = "-" if row["parameter_reduction"] is None else f"{row['parameter_reduction']:.0%}"
        table.add_row(row[f"name_{lang}"], f"{row['reduction']:.1%}", most, gain)
    console().print(table)


def _confounding(rows: Sequence[dict[str, Any]], manifest: dict[str, Any], lang: Lang) -> None:
    if manifest["one_rate_p"] is not None:
        say(text(lang, "cal_one_rate", p=manifest["one_rate_p"]))
    table = _table([text(lang, f"cal_{head}") for head in ("confounding", "with", "without", "correlation")])
    for row in rows:
        unit = SHARE if row["quantity"] == "true_satisfaction" else ""
        without = "-"
        if row["without_reporting_low"] is not None:
            without = _span(row["without_reporting_low"], row["without_reporting_high"], unit)
        with_ = _span(row["with_reporting_low"], row["with_reporting_high"], unit)
        table.add_row(row[f"name_{lang}"], with_, without, f"{row['correlation']:+.2f}")
    console().print(table)


def _facts(rows: Sequence[dict[str, Any]], lang: Lang) -> None:
    table = _table([text(lang, f"cal_{head}") for head in ("fact", "fact_range", "before", "predicted")])
    for row in rows:
        unit = row["unit"]
        table.add_row(
            row[f"name_{lang}"],
            _span(row["fact_low"], row["fact_high"], unit),
            _one(row["before"], unit),
            _span(row["low"], row["high"], unit),
        )
    console().print(table)


def _table(heads: Sequence[str]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for place, head in enumerate(heads):
        table.add_column(head, justify="right" if place else "left")
    return table


def _reported(low: float, high: float | None, unit: str) -> str:
    if high is None:
        return f"≥ {_one(low, unit)}"
    return _one(low, unit) if low == high else _span(low, high, unit)


def _one(value: float, unit: str) -> str:
    if unit == SHARE:
        return f"{100 * value:.2f}%"
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _span(low: float, high: float, unit: str) -> str:
    return f"{_one(low, unit)} – {_one(high, unit)}"

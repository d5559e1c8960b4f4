"""Pictures of the page and the reports: `python -m tests.browser.pictures FOLDER [--docs] [--results DIR]`.

Without --docs: every view, report, chart and sheet of paper in both languages, at 1440 and 1024 px, to look
at. The results for them take a quarter of an hour unless --results names a folder that holds them. With
--docs: those of README and docs, written to docs/images.
"""

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from tests.browser.paper import printed
from tests.browser.scenes import DOCS
from tests.browser.steps import every_figure_drawn
from tests.browser.studio import Studio, studio
from tests.browser.workplace import ROOT

IMAGES = ROOT / "docs" / "images"
MOST_BYTES = 250_000
LANGS, WIDTHS = ("zh", "en"), (1440, 1024)
PLAN = "mine%2Fkangshan_north.yaml"
VIEWS = {  # address, what is there when the view is complete
    "scenarios": ("#/scenarios", ".scenario"),
    "network": (f"#/network?scenario={PLAN}&facility=wx.kangshan", ".staff-table .step"),
    "network-huzhou": ("#/network?scenario=huzhou", ".place"),
    "tables": ("#/tables?scenario=huzhou&table=facilities", ".grid td"),
    "policies": ("#/tables?scenario=huzhou&table=policies", ".levers"),
    "settings": ("#/tables?scenario=huzhou&table=settings", ".levers"),
    "whatif": (f"#/whatif?scenario={PLAN}", ".change-list li"),
    "run": (f"#/run?scenario={PLAN}&with=wuxing", ".run-form"),
    "jobs": ("#/jobs", ".jobs li"),
    "results": ("#/results", "table.results tbody tr"),
    "compare": ("#/compare", "form"),
    "site": ("#/plan?what=site", "form .file-row"),
    "staff": ("#/plan?what=staff", "form .file-row"),
    "frontier": ("#/plan?what=frontier", "form .file-row"),
    "calibrate": ("#/plan?what=calibrate", "form .check"),
    "days": ("#/day", "form"),
    "day": ("#/day?id=log&date=2024-01-16", ".day-controls"),
}


def main() -> None:
    """Read the command line and make the pictures."""
    words = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    words.add_argument("folder", type=Path, help="where work, and without --docs the pictures, go")
    words.add_argument("--docs", action="store_true", help="only those of README and docs, into docs/images")
    words.add_argument("--results", type=Path, help="folder of finished results to use")
    asked = words.parse_args()
    with studio(asked.folder.resolve(), not asked.docs, asked.results, _tell) as made:
        if asked.docs:
            docs(made, IMAGES)
        else:
            views(made, asked.folder / "views")
            reports(made, asked.folder / "reports")


def docs(made: Studio, folder: Path) -> None:
    """Take every scene of README and docs in its languages."""
    folder.mkdir(exist_ok=True)
    for name, (langs, scene) in DOCS.items():
        for lang in langs:
            path = folder / f"{name}.{lang}.png"
            shown = scene(made, lang)
            made.browser.contexts[-1].pages[-1].mouse.move(0, 0)  # nothing lights up under the pointer
            shown.screenshot(path=path)
            _squeeze(path)
            _close(made)
            _tell(f"{path.name} {path.stat().st_size // 1000} kB")


def views(made: Studio, folder: Path) -> None:
    """Take every view, and every result as the page shows it, whole."""
    results = {f"result-{one.name}": one.name for one in sorted(made.place.results.iterdir())}
    shown = VIEWS | {name: (f"#/result?id={one}", ".card") for name, one in results.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for lang in LANGS:
        for width in WIDTHS:
            for name, (where, there) in shown.items():
                page = made.visitor(lang, width).go(where)
                page.wait_for_selector(there)
                _whole(page, folder / f"{name}.{lang}.{width}.png", draws=name in results)
                _close(made)
            _tell(f"views {lang} {width}")


def reports(made: Studio, folder: Path) -> None:
    """Take every report whole and on paper, and every chart of it."""
    folder.mkdir(parents=True, exist_ok=True)
    for one in sorted(made.place.results.iterdir()):
        for lang in LANGS:
            for width in WIDTHS:
                page = made.report(one.name, lang, width)
                _whole(page, folder / f"{one.name}.{lang}.{width}.png", draws=True)
                for figure in page.locator("figure.yz-figure").all() if width == WIDTHS[0] else ():
                    figure.screenshot(
                        path=folder / f"{one.name}-{figure.get_attribute('data-chart')}.{lang}.png"
                    )
                _close(made)
            page = made.report(one.name, lang)
            _paper(page, folder / f"{one.name}.{lang}.pdf")
            _close(made)
        _tell(f"report {one.name}")


def _paper(page: Page, path: Path) -> None:
    """Print to a PDF, and its sheets to pictures where pdftoppm (Debian: poppler-utils) is installed."""
    path.write_bytes(printed(page).content)
    if tool := shutil.which("pdftoppm"):
        subprocess.run([tool, "-r", "60", "-png", path, path.with_suffix("")], check=True)


def _whole(page: Page, path: Path, draws: bool) -> None:
    if draws and page.locator("figure.yz-figure, .chart-place").count():
        every_figure_drawn(page)
        page.evaluate("window.scrollTo(0, 0)")
    page.wait_for_timeout(300)  # the last frame of what is drawn
    page.screenshot(path=path, full_page=True)


def _close(made: Studio) -> None:
    for context in made.browser.contexts:
        context.close()


def _squeeze(path: Path) -> None:
    """Write a picture with as many colours as its size allows."""
    picture = Image.open(path).convert("RGB")
    for colours in (256, 128, 64, 32):
        picture.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= MOST_BYTES:
            return
    raise ValueError(f"{path.name} is larger than {MOST_BYTES} bytes")


def _tell(text: str) -> None:
    sys.stderr.write(f"{text}\n")


if __name__ == "__main__":
    main()

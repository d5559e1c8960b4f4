"""The shipped Chinese font, cut to the characters of a page and embedded in it."""

from __future__ import annotations

import base64
import io

from sim.report.style import FONT_FILE


def font_face(text: str) -> str:
    """The style rule that embeds the shipped font, cut to the characters of `text`."""
    from fontTools import subset  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    options = subset.Options(hinting=False, layout_features=[])
    cutter = subset.Subsetter(options)
    cutter.populate(text="".join(sorted(set(text))))
    buffer = io.BytesIO()
    with TTFont(FONT_FILE, recalcTimestamp=False, recalcBBoxes=False, lazy=True) as font:
        cutter.subset(font)
        font.flavor = "woff"
        font.save(buffer)
    uri = "data:font/woff;base64," + base64.b64encode(buffer.getvalue()).decode("ascii")
    return f'@font-face {{ font-family: Yizhan; src: url("{uri}") format("woff"); }}'

import base64
import gzip

from sim.report.assets import ECHARTS, SCRIPTS, STYLE, WEB, echarts_packed, script


def test_scripts_are_in_the_order_that_they_need():
    for name, later in [
        ("base.js", "words.js"),
        ("looks.js", "layout.js"),
        ("ground.js", "renderers/map.js"),
    ]:
        assert SCRIPTS.index(name) < SCRIPTS.index(later)
    assert SCRIPTS[-1] == "figure.js"
    assert script(STYLE) == (WEB / STYLE).read_text(encoding="utf-8")


def test_the_packed_library_is_the_library_and_always_the_same_bytes():
    packed = base64.b64decode(echarts_packed())
    assert gzip.decompress(packed) == (WEB / ECHARTS).read_bytes()
    assert packed[4:8] == bytes(4)  # no time of packing
    assert len(echarts_packed()) < 480_000

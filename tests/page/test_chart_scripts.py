import re
from pathlib import Path

from sim.report.assets import ECHARTS, SCRIPTS, WEB

PAGE = Path(__file__).resolve().parents[2] / "sim" / "page" / "static" / "runs" / "charts.js"


def test_the_page_loads_the_reports_chart_code_by_its_list():
    text = PAGE.read_text(encoding="utf-8")
    assert re.findall(r"const LIBRARY = '(.*)';", text) == [ECHARTS]
    assert "/charts/scripts.json" in text
    assert not [name for name in SCRIPTS if name in text]
    assert all((WEB / name).is_file() for name in SCRIPTS)

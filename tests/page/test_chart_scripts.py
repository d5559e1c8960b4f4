import re
from pathlib import Path

from sim.report.assets import ECHARTS, SCRIPTS

PAGE = Path(__file__).resolve().parents[2] / "sim" / "page" / "static" / "runs" / "charts.js"


def test_the_page_loads_the_reports_chart_code_in_its_order():
    (held,) = re.findall(r"const SCRIPTS = \[(.*?)\];", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert re.findall(r"'([^']+)'", held) == [ECHARTS, *SCRIPTS]

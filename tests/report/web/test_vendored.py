import hashlib
import re

import pytest

from sim.report.assets import ECHARTS, WEB

FOLDER = (WEB / ECHARTS).parent


@pytest.fixture(scope="module")
def library():
    return (WEB / ECHARTS).read_bytes()


def test_the_chart_library_is_the_one_that_its_readme_names(library):
    readme = (FOLDER / "README.md").read_text(encoding="utf-8")
    (told,) = re.findall(r"sha256\s+([0-9a-f]{64})\s+echarts\.min\.js", readme)
    assert hashlib.sha256(library).hexdigest() == told


def test_its_version_and_licences_lie_beside_it(library):
    version = re.findall(rb'\bversion="(\d+\.\d+\.\d+)"', library)[0].decode()
    assert f"`echarts` {version}" in (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "Apache License" in (FOLDER / "LICENSE").read_text(encoding="utf-8")
    assert "Apache ECharts" in (FOLDER / "NOTICE").read_text(encoding="utf-8")
    assert "Mike Bostock" in (FOLDER / "LICENSE-d3").read_text(encoding="utf-8")

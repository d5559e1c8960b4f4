"""Whatever the bytes, a scenario loads or ScenarioErrors tell why; nothing else escapes."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioErrors, load
from tests.scenario.overlay import TINY

FILES = sorted(path.name for path in TINY.iterdir())
DERIVED = b"""id: changed
name_zh: x
name_en: Changed
base: tiny
changes:
  - set: {policies.backstop.on: false, settings.days: 30}
  - add: {table: catalogues, rows: [{facility: park, item: licence}]}
  - remove: {table: catalogues, where: {facility: park, item: contract}}
  - update: {table: staff, where: {skills: law}, add: {head_count: 2}}
  - copy: {table: items, where: {id: grant}, set: {id: loan, weight: 0.5}}
"""
FUZZ = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
SPLICES = st.one_of(
    st.binary(max_size=12),
    st.sampled_from(
        [b"", b",", b"\n", b'"', b";", b"\xff", b"\0", b"nan", b"-1", b"1e999", b"\xef\xbb\xbf", b"\r"]
    ),
    st.sampled_from(
        [b"[", b"{", b"}", b": ", b"- ", b"&a ", b"*a", b"!!int ", b"|", b"null", b"9" * 400, b"'"]
    ),
    st.text(max_size=6).map(lambda text: text.encode("utf-8", "surrogatepass")),
)
CUTS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), SPLICES), min_size=1, max_size=5)


def mutated(data: bytes, cuts: list[tuple[float, int, bytes]]) -> bytes:
    """Replace some stretches of bytes: (place as a share of the length, length, what instead)."""
    for place, length, instead in cuts:
        begin = int(place * len(data))
        data = data[:begin] + instead + data[begin + length :]
    return data


def loads_or_tells(path: Path) -> None:
    told: ScenarioErrors | None = None
    scenario: Scenario | None = None
    try:
        scenario = load(path)
    except ScenarioErrors as errors:
        told = errors
    if told is not None:
        assert told.problems
        assert all(told.render(lang).encode("utf-8") for lang in ("en", "zh"))
    else:
        assert scenario is not None
        assert scenario.digest()


@pytest.mark.parametrize("name", FILES)
@settings(FUZZ, max_examples=12)
@given(cuts=CUTS)
def test_mutated_files(name: str, cuts: list[tuple[float, int, bytes]], tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_bytes(mutated((TINY / name).read_bytes(), cuts))
    loads_or_tells(tmp_path)


@FUZZ
@given(data=st.binary(max_size=200), name=st.sampled_from(FILES))
def test_any_bytes_at_all(data: bytes, name: str, tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path, dirs_exist_ok=True)
    (tmp_path / name).write_bytes(data)
    loads_or_tells(tmp_path)


@FUZZ
@given(cuts=CUTS)
def test_mutated_changes(cuts: list[tuple[float, int, bytes]], tmp_path: Path) -> None:
    if not (tmp_path / "tiny").exists():
        shutil.copytree(TINY, tmp_path / "tiny")
    (tmp_path / "changed.yaml").write_bytes(mutated(DERIVED, cuts))
    loads_or_tells(tmp_path / "changed.yaml")


def test_the_changes_load_before_they_are_mutated(tmp_path: Path) -> None:
    shutil.copytree(TINY, tmp_path / "tiny")
    (tmp_path / "changed.yaml").write_bytes(DERIVED)
    assert load(tmp_path / "changed.yaml").settings.days == 30

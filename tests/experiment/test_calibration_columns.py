"""A calibration's files: told on the page, taken for ours in its folder, and read with the right types."""

import polars as pl
import pytest

from sim.experiment.calibration_columns import CALIBRATION_FILES
from sim.experiment.folder import CALIBRATION, check_out, read_csv, write_csv, write_manifest
from sim.experiment.page import page

WORDS = {
    "id",
    "unit",
    "source",
    "model",
    "role",
    "scale",
    "name",
    "parameter",
    "target",
    "quantity",
    "output",
    "use",
    "stage",
}
NUMBERED = {"draw", "wave", "points", "direction"}


@pytest.mark.parametrize("file", CALIBRATION_FILES)
def test_every_file_is_told_with_its_columns(file):
    text = page()
    assert f"| `{file}` |" in text
    section = text.partition(f"### {file}\n")[2].partition("###")[0]
    assert all(f"| `{name}` |" in section for name in CALIBRATION_FILES[file])


def test_a_folder_with_all_of_them_may_be_replaced(tmp_path):
    for file in CALIBRATION_FILES:
        (tmp_path / file).write_text("x\n", encoding="utf-8")
    write_manifest(tmp_path, {"kind": CALIBRATION})
    check_out(tmp_path, CALIBRATION)


@pytest.mark.parametrize("file", sorted(set(CALIBRATION_FILES) - {"draws.csv"}))
def test_words_numbers_and_truths_are_read_as_such(tmp_path, file):
    kinds = {}
    for name, meaning in CALIBRATION_FILES[file].items():
        is_word = name in WORDS or name.endswith(("_zh", "_en"))
        truth = pl.Boolean if meaning.unit == "true/false" else pl.Float64
        kinds[name] = pl.String if is_word else pl.Int64 if name in NUMBERED else truth
    values = {pl.String: "0x1", pl.Int64: 3, pl.Boolean: True, pl.Float64: 2.0}
    table = pl.DataFrame({name: [None, values[kind]] for name, kind in kinds.items()}, schema=kinds)
    write_csv(table, tmp_path / file)
    assert read_csv(tmp_path / file).equals(table)
    assert read_csv(tmp_path / file).schema == table.schema

"""Result folders appear whole or not at all, and replace nothing but results."""

import os
import platform
import subprocess
import sys
import zlib
from pathlib import Path

import polars as pl
import pytest

from sim.experiment.errors import InputError
from sim.experiment.folder import (
    COMPARISON,
    RUN,
    check_out,
    kind_of,
    mark_reported,
    new_folder,
    read_csv,
    read_manifest,
    require_result,
    write_csv,
    write_manifest,
)


def finished(out: Path, text: str = "first") -> Path:
    with new_folder(out, RUN) as partial:
        (partial / "kpis.csv").write_text(text, encoding="utf-8")
        write_manifest(partial, {"kind": RUN})
    return out


def torn(out: Path, fault: type[BaseException]) -> None:
    with new_folder(out, RUN) as partial:
        (partial / "kpis.csv").write_text("torn", encoding="utf-8")
        raise fault


def contents(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_a_folder_appears_with_its_parents(tmp_path):
    out = finished(tmp_path / "a" / "b" / "run")
    assert contents(tmp_path / "a") == ["b", "b/run", "b/run/kpis.csv", "b/run/manifest.json"]
    assert (kind_of(out), require_result(out)) == (RUN, RUN)


def test_a_finished_run_is_replaced_whole(tmp_path):
    out = finished(tmp_path / "run")
    (out / "charts").mkdir()
    finished(out, "second")
    assert contents(tmp_path) == ["run", "run/kpis.csv", "run/manifest.json"]
    assert (out / "kpis.csv").read_text(encoding="utf-8") == "second"


@pytest.mark.parametrize("fault", [KeyboardInterrupt, RuntimeError])
@pytest.mark.parametrize("before", [True, False])
def test_a_cut_short_run_leaves_what_was_there(tmp_path, fault, before):
    out = finished(tmp_path / "run") if before else tmp_path / "run"
    was = contents(tmp_path)
    with pytest.raises(fault):
        torn(out, fault)
    assert contents(tmp_path) == was
    assert not before or (out / "kpis.csv").read_text(encoding="utf-8") == "first"


def test_an_interrupt_between_the_two_renames_restores_the_old_run(tmp_path, monkeypatch):
    out = finished(tmp_path / "run")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if ".partial-" in self.name:
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        finished(out, "second")
    assert contents(tmp_path) == ["run", "run/kpis.csv", "run/manifest.json"]
    assert (out / "kpis.csv").read_text(encoding="utf-8") == "first"


def dead_process() -> int:
    """Return the number of a process that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


@pytest.mark.skipif(os.name == "nt", reason="other processes cannot be asked after")
def test_what_killed_processes_left_is_removed(tmp_path):
    gone, here = dead_process(), f"{zlib.crc32(platform.node().encode()):08x}"
    dead = f"{gone}-{here}"
    for name in (
        f".city.partial-{dead}-abcd_123",
        f".x.old-{dead}-abcd_123/x",
        f".run.old-{dead}-abcd_123/run",
    ):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / f".x.old-{dead}-abcd_123" / "x" / "kpis.csv").write_text("set aside", encoding="utf-8")
    kept = [
        f".city.partial-{os.getpid()}-{here}-abcd_123",
        f".city.partial-{gone}-0-abcd_123",
        ".notes.partial-mine",
        f".city.partial-{dead}",
    ]
    for name in kept:
        (tmp_path / name).mkdir()
    finished(tmp_path / "run")
    left = sorted(path.name for path in tmp_path.iterdir())
    assert left == sorted([*kept, "run", "x"])
    assert (tmp_path / "x" / "kpis.csv").read_text(encoding="utf-8") == "set aside"


def test_a_place_that_cannot_be_made_is_told(tmp_path, monkeypatch):
    def full(*_: object, **__: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkdtemp", full)
    with pytest.raises(InputError, match="cannot write in"):
        finished(tmp_path / "run")


def test_what_is_not_ours_is_refused(tmp_path):
    notes = tmp_path / "notes"
    notes.mkdir()
    check_out(notes, RUN)  # an empty folder is nobody's
    (notes / "plan.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"plan\.txt"):
        check_out(notes, RUN)
    with pytest.raises(InputError, match="is a file"):
        check_out(notes / "plan.txt", RUN)
    with pytest.raises(InputError, match="cannot write"):
        check_out(notes / "plan.txt" / "run", RUN)
    run = finished(tmp_path / "run")
    with pytest.raises(InputError, match="not a finished comparison"):
        check_out(run, COMPARISON)
    (run / "remarks.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(InputError, match=r"remarks\.docx"):
        check_out(run, RUN)
    assert contents(notes) == ["plan.txt"]


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"product": "other", "kind": "run"}', "{torn", "\xff"])
def test_a_foreign_manifest_is_no_result(tmp_path, text):
    (tmp_path / "manifest.json").write_bytes(text.encode("latin-1"))
    assert read_manifest(tmp_path) is None
    with pytest.raises(InputError, match="not a finished run or comparison"):
        require_result(tmp_path)


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(InputError, match="no such folder"):
        require_result(tmp_path / "nowhere")


def test_csv_starts_with_a_byte_order_mark_and_comes_back_equal(tmp_path):
    table = pl.DataFrame(
        {
            "kpi": ["a", "b,c"],
            "key": ["330502", "站"],
            "n": [1, 2],
            "mean": [0.1, None],
            "sd": [float("inf"), 1e-9],
        }
    )
    write_csv(table, tmp_path / "t.csv")
    assert (tmp_path / "t.csv").read_bytes().startswith(b"\xef\xbb\xbfkpi,key,n,mean,sd\n")
    assert read_csv(tmp_path / "t.csv").equals(table)
    with pytest.raises(InputError, match="cannot be read"):
        read_csv(tmp_path / "none.csv")


def test_a_report_is_noted_in_the_manifest(tmp_path):
    out = finished(tmp_path / "run")
    mark_reported(out)
    assert read_manifest(out) == {"product": "yizhan", "kind": RUN, "complete": {"report": True}}
    assert contents(out) == ["kpis.csv", "manifest.json"]

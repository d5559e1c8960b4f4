"""Whether the program has been compiled: by what lies in the folder of the kernels."""

import pytest

from sim.experiment import kernels
from sim.experiment.options import Options
from sim.experiment.simulate import simulate
from tests.experiment.cities import base


@pytest.mark.parametrize("missing", [None, *kernels.STAGES])
def test_a_stage_without_kernels_has_yet_to_be_compiled(tmp_path, monkeypatch, missing):
    monkeypatch.setattr(kernels, "use_cache", lambda: tmp_path)
    assert kernels.cold()
    for stage in kernels.STAGES:
        (tmp_path / f"{stage}_0123").mkdir()
        if stage != missing:
            (tmp_path / f"{stage}_0123" / "loop.nbc").touch()
    assert kernels.cold() == (missing is not None)


def test_a_run_leaves_nothing_to_compile(tmp_path):
    simulate(base(), Options(replications=1), tmp_path / "run")
    assert not kernels.cold()  # so the stages' folders are called as numba calls them

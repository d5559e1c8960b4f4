"""Commands as a person runs them, mostly within the test's own process to spare the start-up."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

import run
from tests.experiment.cities import base, on_disk, without_backstop


class Cli:
    """Runs commands and keeps apart what goes to stdout and stderr."""

    def __call__(self, *arguments: object, lang: str | None = "en") -> Result:
        """Run one command; errors that are nobody's to mend come through."""
        language = ["--lang", lang] if lang else []
        words = [str(argument) for argument in arguments]
        return CliRunner().invoke(run.app, [*words[:1], *language, *words[1:]], catch_exceptions=False)

    def refused(self, *arguments: object) -> str:
        """Run a command that must end with exit code 2 and a message; return the message."""
        result = self(*arguments)
        assert result.exit_code == 2, result.output
        assert result.stdout == ""
        assert result.stderr
        assert "Traceback" not in result.stderr
        return result.stderr


@pytest.fixture
def sketched(monkeypatch):
    """Write one word and one empty picture in place of report and charts: where they are is the question."""

    def page(folder: Path, lang: str) -> None:
        assert (folder / "manifest.json").exists()
        (folder / "report.html").write_text(lang, encoding="utf-8")

    def charts(folder: Path, progress: Callable[[int, int], None]) -> None:
        (folder / "charts").mkdir(exist_ok=True)
        (folder / "charts" / "sketch.png").touch()
        progress(1, 1)

    monkeypatch.setattr("sim.report.write.write_page", page)
    monkeypatch.setattr("sim.report.write.write_charts", charts)


@pytest.fixture(autouse=True)
def _compiled(monkeypatch):
    """Say the same in a fresh checkout as later: nothing of a first run that compiles."""
    monkeypatch.setattr("sim.experiment.kernels.cold", lambda: False)


@pytest.fixture(scope="session")
def cli() -> Cli:
    return Cli()


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path, monkeypatch):
    """Run in an empty folder, so that default folders cannot fall into the project."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="session")
def city(tmp_path_factory) -> Path:
    """A scenario folder: eight days, two replications."""
    return on_disk(base(), tmp_path_factory.mktemp("scenarios"))


@pytest.fixture(scope="session")
def what_if(city) -> Path:
    """The same without the backstop."""
    return on_disk(without_backstop(), city.parent)

"""`run.py calibrate`: fit a scenario to the register of reported figures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from sim.commands.console import DEFAULT_LANG, LangOption, guarded, say
from sim.commands.options import (
    ENGINE,
    Days,
    EngineName,
    Out,
    ScenarioPath,
    Seed,
    WarmUpDays,
    Workers,
)
from sim.commands.texts import text

HELP = """Fit a scenario to reported figures, and say what they leave open. 按所报数字校准，并指明未知。

Figures with their observation models stand in calibration/register.yaml, what is believed of each unknown
in calibration/priors.yaml (docs/calibration.md). Waves of simulations train emulators and cut away what is
implausible; emcee samples the posterior; simulations at its draws predict every figure. Writes tables,
report.html, charts, calibrated.yaml and posterior.yaml (for --posterior) to results/ID-calibration-SEED,
or --out.

所报数字及其观测模型写在 calibration/register.yaml，各未知量的先验写在 calibration/priors.yaml
（见 docs/calibration.md）。逐轮仿真用于训练代理模型并排除不合理的取值；emcee 抽取后验；
再在后验抽样处仿真，预测每一项数字。表格、报告、图、calibrated.yaml 与 posterior.yaml（供 --posterior）
写入 results/ID-calibration-SEED 或 --out。

\b
Example 例:
  python run.py calibrate scenarios/huzhou --quick
"""
ROOT = Path(__file__).resolve().parents[2] / "calibration"

Quick = Annotated[bool, typer.Option("--quick", help="Less work: a look, no result to defend. 快速粗算。")]


def _file(name: str, words: str) -> Any:
    """Return the option of one of the calibration's files."""
    return typer.Option(f"--{name}", help=words, show_default=f"calibration/{name}.yaml")


Register = Annotated[Path, _file("register", "Reported figures. 所报数字。")]
Priors = Annotated[Path, _file("priors", "Parameters and priors. 参数与先验。")]
Facts = Annotated[Path, _file("facts", "Facts to hold against it. 外部事实。")]
Candidates = Annotated[Path, _file("candidates", "Figures to ask for. 可再索取的数字。")]
SaveInto = Annotated[
    bool,
    typer.Option(
        "--save",
        help="Also leave calibrated.yaml, posterior.yaml in SCENARIO. 同时存入情景文件夹。",
    ),
]
ResumePoints = Annotated[
    bool,
    typer.Option("--resume", help="Go on from the simulations that are done. 从中断处继续。"),
]


@guarded
def calibrate(
    scenario: ScenarioPath,
    quick: Quick = False,
    register: Register = ROOT / "register.yaml",
    priors: Priors = ROOT / "priors.yaml",
    facts: Facts = ROOT / "facts.yaml",
    candidates: Candidates = ROOT / "candidates.yaml",
    days: Days = None,
    warmup: WarmUpDays = None,
    seed: Seed = None,
    engine: EngineName = ENGINE,
    workers: Workers = None,
    save: SaveInto = False,
    resume: ResumePoints = False,
    out: Out = None,
    lang: LangOption = DEFAULT_LANG,
) -> None:
    """Calibrate, print what came out and say where the results are."""
    from calibration.inputs import load_inputs
    from calibration.study import calibrate as run
    from sim.commands.calibration_tables import print_calibration
    from sim.commands.operands import finisher, load_scenario
    from sim.commands.progress import ProgressBar
    from sim.experiment.errors import InputError
    from sim.experiment.folder import CALIBRATION
    from sim.experiment.options import Options
    from sim.experiment.provenance import command_line

    if save and not scenario.is_dir():
        raise InputError(
            f"--save: {scenario} is not a scenario folder; leave out --save, and take the files from the"
            " results",
            f"--save：{scenario} 不是情景文件夹；请去掉 --save，并从结果中取用文件",
        )
    inputs = load_inputs(register, priors, facts, candidates)
    loaded, _ = load_scenario(scenario, lang)
    options = Options(None, days, warmup, seed, engine, workers=workers, resume=resume)
    with ProgressBar(lang) as bar:
        done = run(
            loaded,
            inputs,
            options,
            out,
            quick=quick,
            save_into=scenario if save else None,
            command=command_line(),
            told=bar.stage,
            finish=finisher(CALIBRATION, lang, bar),
        )
    print_calibration(done.folder, lang)
    say(text(lang, "written", path=done.folder))

"""Reports which changes of rules no example noticed, as lines of text in zh and en."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from engine.authoring.mutation.mutants import Mutant
from engine.authoring.mutation.trial import Trial
from engine.explanation.text import Language, LineWriter
from engine.rulebook import Rule, Text
from engine.rulebook.lint import line_of

_CHANGE = Text("改动", "Change")
_MISSING = Text("缺少的案例", "Missing example")
_REASON = Text("结论看不出", "No verdict shows it")


def render(trials: Sequence[Trial], language: Language, label: str = "rules") -> str:
    """Return the survivors, what no verdict can show, and the count of all.

    `label` names the folder of the rules.
    """
    writer = LineWriter(language)
    lines: list[str] = []
    for trial in trials:
        for mutant in trial.survivors:
            lines += _mutant(trial.rule, mutant, _MISSING, writer, label)
        for mutant in trial.undetectable:
            lines += _mutant(trial.rule, mutant, _REASON, writer, label)
    return "\n".join([*lines, *_counts(trials, language)]) + "\n"


def _mutant(
    rule: Rule, mutant: Mutant, heading: Text, writer: LineWriter, label: str
) -> Iterator[str]:
    line = line_of(mutant.key.split(".")[0], rule.text)
    yield f"{label}/{rule.file}, line {line}: {mutant.key}"
    yield from writer.labelled(_CHANGE, mutant.description)
    yield from writer.labelled(heading, mutant.undetectable or mutant.missing_example)
    yield ""


def _counts(trials: Sequence[Trial], language: Language) -> Iterator[str]:
    caught = sum(len(trial.caught) for trial in trials)
    survivors = sum(len(trial.survivors) for trial in trials)
    undetectable = sum(len(trial.undetectable) for trial in trials)
    total = caught + survivors + undetectable
    if language != "en":
        yield (
            f"规则 {len(trials)} 条，改动 {total} 处：案例发现 {caught} 处，"
            f"未发现 {survivors} 处，结论看不出 {undetectable} 处。"
        )
    if language != "zh":
        yield (
            f"Rules {len(trials)}, changes {total}: {caught} noticed by an example, "
            f"{survivors} not noticed, {undetectable} that no verdict shows."
        )

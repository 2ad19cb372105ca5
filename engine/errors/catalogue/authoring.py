"""Messages of `authoring`."""

from __future__ import annotations

from engine.errors.text import Text

MESSAGES: dict[str, Text] = {
    # Examples and mutation
    "authoring.example-not-judged": Text(
        "{file}，第 {line} 行：规则 {rule} 的案例无法判定：{reason}",
        "{file}, line {line}: this example of rule {rule} could not be judged: {reason}",
    ),
    "authoring.mutation-example-disagrees": Text(
        "{file}，第 {line} 行：预期 {expected}，实得 {found}。"
        "案例须先与本规则一致，才能用来检验规则的改动；`packlaw rules test` 可运行全部案例。",
        "{file}, line {line}: expected {expected}, found {found}. An example has to "
        "agree with its rule before it can test a change of it; `packlaw rules test` "
        "runs them all.",
    ),
}

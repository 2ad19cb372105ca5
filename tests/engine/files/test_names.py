"""What people send as a title or a name is safe on one line and as a file."""

import pytest

from engine.files.names import file_stem, one_line


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("甲 公司", "甲 公司"),
        (" two\r\n lines\tand\u2028more ", "two lines and more"),
        ("\u202egpj.exe\u2066x\u200b", "gpj.exex"),
        ("\x00\x1b[31mred", "[31mred"),
        ("\u202e \n", ""),
    ],
)
def test_text_is_set_on_one_line(text: str, line: str) -> None:
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("a/b\\c", "a_b_c"),
        ('x:"*?<>|\n\x00y', "x_________y"),
        ("a \u202egnp.exe", "a _gnp.exe"),
        ("..", "_"),
        ("", "_"),
        ("长" * 200, "长" * 66),
    ],
)
def test_text_becomes_the_name_of_a_file(text: str, stem: str) -> None:
    assert file_stem(text) == stem

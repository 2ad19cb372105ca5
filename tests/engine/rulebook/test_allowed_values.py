"""A refusal names the word, the nearest allowed one and all of them, in both languages."""

from engine.errors import Text
from engine.rulebook.allowed_values import AllowedValues

ONE, ALL = Text("颜色", "a colour"), Text("颜色", "Colours")
NAMED = {"red": Text("红色", "Red"), "blue": Text("蓝色", "Blue")}


def test_nearest_word_is_offered_with_its_chinese_name() -> None:
    refusal = AllowedValues(ONE, ALL, NAMED).refusal("rde")

    assert str(refusal) == (
        "rde is not a colour.  Did you mean red (红色)?\nColours: red, blue"
    )
    assert refusal.in_language("zh") == (
        "rde 不是颜色。您是否要写 red（红色）？\n可用的颜色：red、blue"
    )


def test_words_of_a_file_are_sorted_and_the_file_is_named() -> None:
    refusal = AllowedValues(ONE, ALL, NAMED, "colours.yaml").refusal("???")

    assert str(refusal) == (
        "??? is not a colour.\nColours: blue, red\nThey are defined in colours.yaml."
    )


def test_long_lists_are_shown_in_short() -> None:
    short = Text("七种颜色", "seven colours")

    refusal = AllowedValues(ONE, ALL, NAMED, in_short=short).refusal("???")

    assert refusal.in_language("zh") == "??? 不是颜色。\n可用的颜色：七种颜色"


def test_an_empty_text_and_an_empty_list_are_named() -> None:
    assert str(AllowedValues(ONE, ALL, ()).refusal("")) == (
        "An empty text is not a colour.\nColours: (none)"
    )

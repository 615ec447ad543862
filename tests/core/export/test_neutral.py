"""No text becomes a formula in a spreadsheet, and no harmless text is changed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.export.neutral import BEGINS_FORMULA, neutral

HOSTILE = st.builds(
    lambda before, sign, rest: before + sign + rest,
    st.text(" \u3000\u200b\u200e\ufeff\xa0\x01\t", max_size=3),
    st.sampled_from(sorted(each for each in BEGINS_FORMULA if each.isprintable())),
    st.text(max_size=30),
)


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","点我")',
        "+86 138",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\0=1",
        "＝１＋１",
        "＋1",
        "－1",
        "＠A1",
        " =1",
        "\u3000=1",
        "\u200b=1",
        "\ufeff=1",
        "\x01=1",
    ],
)
def test_what_begins_like_a_formula_gets_a_quote(text: str) -> None:
    assert neutral(text).startswith("'")


@pytest.mark.parametrize(
    "text", ["", "张桂英", "12-3-501", "13800138000", "春晓苑12号楼", "a=b", "'=1", " 张"]
)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


@given(HOSTILE)
def test_whatever_hides_the_sign_the_quote_stands_first(text: str) -> None:
    assert neutral(text)[0] == "'"


@given(st.text())
def test_no_text_leaves_that_would_be_calculated_or_that_a_cell_cannot_hold(text: str) -> None:
    made = neutral(text)
    assert made.lstrip()[:1] not in BEGINS_FORMULA or not made.strip()
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in made)
    assert neutral(made) == made

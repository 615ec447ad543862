"""Merging long texts: never a clause that nobody wrote, never a typed clause lost."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.sync.clauses import merge, split, tidy

CLAUSE = st.builds(
    lambda word, end: word + end, st.text("甲乙丙丁", min_size=1, max_size=2), st.sampled_from("。！？；，\n")
)
TEXT = st.lists(CLAUSE, max_size=7).map("".join)
TAILED = st.tuples(TEXT, st.sampled_from(["", "尾"])).map("".join)


@pytest.mark.parametrize(
    ("base", "standing", "arriving", "merged"),
    [
        ("一。二。三。", "零。一。二。三。", "一。二。三。四。", "零。一。二。三。四。"),
        ("一。二。三。", "乙。二。三。", "一。二。丙。", "乙。二。丙。"),
        ("一。二。三。", "一。三。", "一。二。三。四。", "一。三。四。"),
        ("一。二。三。", "", "一。二。三。", ""),
        ("一。二。三。", "乙。二。三。", "丙。二。三。", None),
        ("一。二。三。", "一。二。三。四。", "一。二。三。五。", None),
        ("一。二。三。", "一。三。", "一。乙。三。", None),
        ("一。二。", "一。甲。二。", "一。甲。二。", "一。甲。二。"),
        ("", "甲。", "甲。", "甲。"),
        ("", "甲。", "乙。", None),
        (
            "一，二！三？四；五\n六",
            "一，二！三？四；五\n七",
            "零，二！三？四；五\n六",
            "零，二！三？四；五\n七",
        ),
        ("一\r\n二\r三", "一\n二\n三\n四", "零\n二\n三", "零\n二\n三\n四"),
        ("一\r\n二\r三\r\n", "一\n二\n三\n四", "零\n二\n三\n", "零\n二\n三\n四"),
    ],
)
def test_texts_merge_as_the_table_says(base: str, standing: str, arriving: str, merged: str | None) -> None:
    assert merge(base, standing, arriving) == merged
    assert merge(base, arriving, standing) == merged


def test_the_side_that_did_not_change_does_not_count() -> None:
    @given(TAILED, TAILED)
    def check(base: str, changed: str) -> None:
        assert merge(base, base, changed) == changed
        assert merge(base, changed, base) == changed
        assert merge(base, changed, changed) == changed

    check()


@given(TAILED, TAILED, TAILED)
def test_a_merge_holds_no_clause_that_nobody_wrote(base: str, standing: str, arriving: str) -> None:
    merged = merge(base, standing, arriving)
    if merged is not None:
        assert set(split(merged)) <= {*split(standing), *split(arriving)}


@given(st.lists(CLAUSE, min_size=1, max_size=6), st.data())
def test_no_typed_clause_is_lost(base: list[str], data: st.DataObject) -> None:
    """New words are unlike any other; where both texts merge, all of them are there."""
    standing, mine = _with_words(base, "子", data)
    arriving, theirs = _with_words(base, "丑", data)
    merged = merge("".join(base), standing, arriving)
    if merged is not None:
        assert {*mine, *theirs} <= set(split(merged))


def _with_words(base: list[str], mark: str, data: st.DataObject) -> tuple[str, list[str]]:
    changed, words = list(base), []
    for turn in range(data.draw(st.integers(1, 3))):
        words.append(f"{mark}{turn}。")
        at = data.draw(st.integers(0, len(changed)))
        changed[at : at + data.draw(st.integers(0, 1))] = [words[-1]]
    kept = [each for each in words if each in changed]
    return "".join(changed), kept


@given(TAILED, TAILED, TAILED)
def test_it_does_not_matter_who_came_first(base: str, standing: str, arriving: str) -> None:
    assert merge(base, standing, arriving) == merge(base, arriving, standing)


@given(st.lists(CLAUSE, min_size=3, max_size=8, unique=True), st.integers(0, 7), st.integers(0, 7))
def test_changes_of_different_clauses_merge(base: list[str], one: int, other: int) -> None:
    one, other = one % len(base), other % len(base)
    if abs(one - other) < 2:
        return
    standing, arriving, both = list(base), list(base), list(base)
    standing[one] = both[one] = "新甲。"
    arriving[other] = both[other] = "新乙。"
    assert merge("".join(base), "".join(standing), "".join(arriving)) == "".join(both)


@given(st.text())
def test_clauses_joined_are_the_text(text: str) -> None:
    assert "".join(split(text)) == tidy(text)


@given(st.text())
def test_a_tidy_text_stays_as_it_is(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert "\r" not in tidy(text)
    assert unicodedata.is_normalized("NFC", tidy(text))


def test_texts_that_look_alike_are_alike() -> None:
    assert merge("e\u0301。", "\u00e9。", "e\u0301。新。") == "é。新。"

"""Names are read as names: surnames, compound surnames, and every usual reading."""

import importlib.util
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore import pinyin_table
from gridcore.pinyin import (
    COMPOUND_SURNAMES,
    initials_key,
    initials_keys,
    pinyin_key,
    pinyin_keys,
    readings,
    syllables,
    typed_key,
)

NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=6)


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("张桂英", "zhang gui ying"),
        ("曾小明", "zeng xiao ming"),
        ("单田芳", "shan tian fang"),
        ("仇英", "qiu ying"),
        ("朴正", "piao zheng"),
        ("查良镛", "zha liang yong"),
        ("盖叫天", "ge jiao tian"),
        ("解晓东", "xie xiao dong"),
        ("区志强", "ou zhi qiang"),
        ("翟天临", "zhai tian lin"),
        ("乐嘉", "yue jia"),
        ("尉迟恭", "yu chi gong"),
        ("万俟卨", "mo qi xie"),
        ("长孙无忌", "zhang sun wu ji"),
        ("单于明", "chan yu ming"),
        ("欧阳娜娜", "ou yang na na"),
        ("吕布", "lv bu"),
        ("任长乐", "ren chang le"),
        ("王长单", "wang chang dan"),
        ("李䶮", "li yan"),
        ("王𠮷", "wang 𠮷"),
        ("买买提·艾力", "mai mai ti ai li"),
        ("Anna Maria", "anna maria"),
        ("王 芳", "wang fang"),
        ("老王2", "lao wang 2"),
        ("", ""),
        ("·", ""),
    ],
)
def test_a_name_is_read_as_a_name(name: str, read: str) -> None:
    assert syllables(name) == tuple(read.split())


@pytest.mark.parametrize(
    ("name", "keys", "initials"),
    [
        ("王芳", ("wangfang",), ("wf",)),
        ("曾明", ("zengming", "cengming"), ("zm", "cm")),
        ("吕布", ("lvbu", "lubu"), ("lb",)),
        ("单于明", ("chanyuming", "shanyuming", "danyuming"), ("cym", "sym", "dym")),
        ("尉迟恭", ("yuchigong", "weichigong"), ("ycg", "wcg")),
        ("王乐", ("wangle", "wangyue"), ("wl", "wy")),
        ("", ("",), ("",)),
    ],
)
def test_every_usual_reading_is_searched(name: str, keys: tuple[str, ...], initials: tuple[str, ...]) -> None:
    assert pinyin_keys(name) == keys
    assert initials_keys(name) == initials


@given(NAMES)
def test_the_first_key_is_the_likeliest_reading(name: str) -> None:
    assert pinyin_keys(name)[0] == pinyin_key(name)
    assert initials_keys(name)[0] == initials_key(name)
    assert readings(name)[0] == syllables(name)


@given(NAMES)
def test_a_name_has_a_syllable_for_each_character_and_at_most_eight_readings(name: str) -> None:
    assert all(len(each) == len(name) for each in readings(name))
    assert 1 <= len(readings(name)) == len(set(readings(name))) <= 8


@given(st.text())
def test_any_text_has_a_key(text: str) -> None:
    assert len(initials_key(text)) == len(syllables(text))
    assert pinyin_key(text) in pinyin_keys(text)


@given(NAMES)
def test_what_is_typed_as_the_key_finds_the_name(name: str) -> None:
    assert typed_key(" ".join(syllables(name)).upper()) == pinyin_key(name)


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Zeng Xiao-Ming", "zengxiaoming"),
        ("xi'an", "xian"),
        ("LÜ bu", "lvbu"),
        ("lyu bu", "lvbu"),
        ("nyu", "nv"),
        ("lyue", "lve"),
        ("liyun", "liyun"),
        ("liyuan", "liyuan"),
    ],
)
def test_typing_habits_meet_the_keys(typed: str, key: str) -> None:
    assert typed_key(typed) == key


def test_every_character_of_the_common_block_has_a_reading() -> None:
    unread = [chr(point) for point in range(0x4E00, 0x9FA6) if syllables(chr(point)) == (chr(point),)]
    assert len(unread) < 20, unread


def test_compound_surnames_have_two_characters() -> None:
    assert {len(each) for each in COMPOUND_SURNAMES} == {2}
    assert {"欧阳", "尉迟", "万俟", "司马"} <= COMPOUND_SURNAMES


def test_the_table_is_what_its_script_makes() -> None:
    readings_of = pytest.importorskip("pypinyin.constants").PINYIN_DICT
    script = Path(__file__).parents[2] / "resources" / "pinyin" / "build_table.py"
    spec = importlib.util.spec_from_file_location("build_table", script)
    assert spec is not None
    assert spec.loader is not None
    build_table = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(build_table)
    made = build_table.table(readings_of)
    kept = Path(str(pinyin_table.__file__)).read_text(encoding="utf-8")
    assert made == kept
    assert len(kept.encode()) < 80_000

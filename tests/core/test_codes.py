"""Code lists keep their standards' codes, texts for both languages, and the words of rosters."""

import importlib
import pkgutil

import pytest

import gridcore.codes
from gridcore.codes import Code, CodeList, own_list
from gridcore.codes.care import CARE_FREQUENCY, CARE_LEVEL, LEVEL_FREQUENCY
from gridcore.codes.care_categories import CARE_CATEGORY, CARE_FACTS, review_months, strongest_frequency
from gridcore.codes.people import ID_DOCUMENT, REGISTERED_HERE, RELATION, RELATION_SHORT, SEX, TENURE
from gridcore.fields import RecordType
from gridcore.forbidden import forbidden_topic
from gridcore.records import RECORD_TYPES


def _every_list() -> list[CodeList]:
    modules = [
        importlib.import_module(f"gridcore.codes.{each.name}")
        for each in pkgutil.iter_modules(gridcore.codes.__path__)
    ]
    found = {
        id(each): each for module in modules for each in vars(module).values() if isinstance(each, CodeList)
    }
    return list(found.values())


EVERY_LIST = _every_list()


@pytest.fixture(params=EVERY_LIST, ids=[each.name for each in EVERY_LIST])
def codes(request: pytest.FixtureRequest) -> CodeList:
    found: CodeList = request.param
    return found


def test_every_code_has_different_texts_in_both_languages(codes: CodeList) -> None:
    assert all(each.code and each.zh and each.en for each in codes)
    assert len({each.zh for each in codes}) == len({each.en for each in codes}) == len(codes)


def test_every_code_is_found_by_itself_and_by_both_texts(codes: CodeList) -> None:
    for each in codes:
        assert codes.find(f" {each.code} ") == codes.find(each.zh) == codes.find(each.en.upper()) == each.code


def test_every_list_offers_something(codes: CodeList) -> None:
    assert codes.enabled()
    assert set(codes.enabled()) <= set(codes.codes)
    assert codes.standard
    assert codes.version


def test_no_list_has_a_word_for_what_is_never_kept(codes: CodeList) -> None:
    assert forbidden_topic(codes.name) is None
    told = [each for each in codes if forbidden_topic(each.zh) or forbidden_topic(each.en)]
    assert told == []


def test_lists_have_names_of_their_own() -> None:
    assert len({each.name for each in EVERY_LIST}) == len(EVERY_LIST) > 25


@pytest.mark.parametrize("declared", RECORD_TYPES.values(), ids=RECORD_TYPES)
def test_every_choice_of_a_record_uses_a_list_of_this_package(declared: RecordType) -> None:
    used = [each.codes for each in declared.fields.values() if each.codes is not None]
    assert all(any(each is known for known in EVERY_LIST) for each in used)


def test_the_order_of_the_standard_is_kept() -> None:
    assert [each.code for each in SEX] == ["0", "1", "2", "9"]
    assert [each.code for each in RELATION] == sorted(each.code for each in RELATION)


def test_a_code_is_shown_in_the_language_asked_for() -> None:
    assert SEX["2"].zh == SEX.text("2", "zh") == "女性"
    assert SEX.text("2", "en") == "Female"


def test_a_code_of_a_newer_list_is_shown_as_it_is() -> None:
    assert "3" not in SEX
    assert SEX.text("3", "zh") == "3"
    with pytest.raises(KeyError):
        SEX["3"]


@pytest.mark.parametrize(
    ("codes_of", "text", "code"),
    [
        (SEX, "男", "1"),
        (SEX, "F", "2"),
        (RELATION, "妻子", "12"),
        (RELATION, "户主", "02"),
        (RELATION, "外婆", "64"),
        (TENURE, "出租", "rented"),
        (REGISTERED_HERE, "是", "here"),
        (ID_DOCUMENT, "身份证", "1"),
        (SEX, "雄", None),
        (SEX, "", None),
    ],
)
def test_the_words_of_rosters_are_understood(codes_of: CodeList, text: str, code: str | None) -> None:
    assert codes_of.find(text) == code


def test_a_list_with_a_code_twice_does_not_load() -> None:
    with pytest.raises(ValueError, match="twice"):
        own_list("doubled", Code("a", "甲", "A"), Code("a", "乙", "B"))


def test_other_words_for_an_unknown_code_do_not_load() -> None:
    with pytest.raises(ValueError, match="unknown"):
        own_list("stray", Code("a", "甲", "A"), aliases={"b": "乙"})


def test_what_is_usual_is_offered_first_and_in_its_own_order() -> None:
    assert tuple(each.code for each in RELATION.usual()) == tuple(RELATION_SHORT)


def test_a_list_without_usual_codes_offers_all_that_are_enabled() -> None:
    one, closed = Code("a", "甲", "A"), Code("b", "乙", "B", enabled=False)
    assert own_list("plain", one, closed).usual() == (one,)


def test_the_short_list_of_relations_leaves_out_the_order_of_birth() -> None:
    assert set(RELATION_SHORT) <= {each.code for each in RELATION}
    assert not set(RELATION_SHORT) & {*map(str, range(21, 27)), *map(str, range(31, 37))}


def test_every_care_category_says_what_it_brings() -> None:
    assert list(CARE_FACTS) == [each.code for each in CARE_CATEGORY]
    for code, facts in CARE_FACTS.items():
        assert facts.frequency is None or facts.frequency in CARE_FREQUENCY
        assert CARE_CATEGORY[code].sensitive == (facts.data_class != "P2")
        assert facts.basis
        assert facts.confirmed_by


def test_restricted_help_is_never_offered_among_other_categories() -> None:
    assert [each.code for each in CARE_CATEGORY if not each.enabled] == ["W02", "R01"]


def test_every_level_of_care_has_a_frequency() -> None:
    assert [LEVEL_FREQUENCY[each.code] for each in CARE_LEVEL] == ["weekly", "monthly", "quarterly"]


@pytest.mark.parametrize(
    ("categories", "age", "frequency"),
    [
        ([], 70, None),
        (["O01", "A04"], 70, None),
        (["D01"], None, "quarterly"),
        (["D01", "E02"], 70, "monthly"),
        (["D01", "E02", "E05"], 70, "weekly"),
        (["E01"], 79, "monthly"),
        (["E01"], 80, "weekly"),
        (["E01"], None, "monthly"),
        (["V01", "H01"], 50, "yearly"),
        (["H01", "O01"], 50, "on_request"),
    ],
)
def test_several_reasons_give_one_plan_with_the_strongest_frequency(
    categories: list[str], age: int | None, frequency: str | None
) -> None:
    assert strongest_frequency(categories, age) == frequency


@pytest.mark.parametrize(("categories", "months"), [(["E01"], 12), (["E01", "C01"], 6), ([], 12)])
def test_a_plan_about_a_child_is_reviewed_sooner(categories: list[str], months: int) -> None:
    assert review_months(categories) == months

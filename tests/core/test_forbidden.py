"""What is never kept about people is recognised by its name, and ordinary words are left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gridcore.fields import RecordType
from gridcore.forbidden import forbidden_topic
from gridcore.records import RECORD_TYPES


@pytest.mark.parametrize(
    ("name", "topic"),
    [
        ("民族", "ethnicity"),
        ("民 族", "ethnicity"),
        ("政治面貌", "politics"),
        ("是否党员", "politics"),
        ("宗教信仰", "religion"),
        ("religiousBelief", "religion"),
        ("ethnic_group", "ethnicity"),
        ("PartyMember", "politics"),
        ("是否重点人员", "policing"),
        ("信访记录", "petition"),
        ("petition-list", "petition"),
        ("FaceID", "biometric"),
        ("face_image", "biometric"),
        ("face", "biometric"),
        ("GPSTrack", "tracking"),
        ("check_in", "tracking"),
        ("通话记录", "messages"),
        ("银行卡号", "money"),
        ("家庭年收入", "money"),
        ("疾病诊断", "diagnosis"),
        ("节育措施", "family_planning"),
        ("residentScore", "scoring"),
        ("信用评分", "scoring"),
        ("worker_rank", "ranking"),
        ("身份证照片", "identity_photo"),
        ("工作单位", "workplace"),
        ("国籍", "foreigners"),
        ("邻居评价", "rumour"),
    ],
)
def test_a_name_of_what_must_not_exist_is_recognised(name: str, topic: str) -> None:
    assert forbidden_topic(name) == topic


@pytest.mark.parametrize(
    "name",
    [
        "姓名",
        "身份证号",
        "birth_date",
        "satisfaction",
        "surface",
        "重点人群",
        "民族路12号",
        "民族团结大街",
        "与户主关系",
        "hearingAids",
        "racecourse",
        "",
    ],
)
def test_ordinary_names_pass(name: str) -> None:
    assert forbidden_topic(name) is None


@pytest.mark.parametrize(
    "text",
    ["他在工作单位附近摔倒", "群众反映路灯坏了", "收入减少", "I lost track of time", "血压高，有疾病史"],
)
def test_a_note_is_not_warned_about_for_everyday_words(text: str) -> None:
    assert forbidden_topic(text, free_text=True) is None
    assert forbidden_topic(text) is not None


@pytest.mark.parametrize(("text", "topic"), [("老人信教，常去教堂", "religion"), ("他是上访户", "petition")])
def test_a_note_is_warned_about_for_telling_words(text: str, topic: str) -> None:
    assert forbidden_topic(text, free_text=True) == topic


@given(st.text())
def test_every_text_has_an_answer_and_a_note_is_never_judged_harder_than_a_name(text: str) -> None:
    if forbidden_topic(text, free_text=True) is not None:
        assert forbidden_topic(text) is not None


@pytest.mark.parametrize("declared", RECORD_TYPES.values(), ids=RECORD_TYPES)
def test_no_declared_field_is_about_what_must_not_exist(declared: RecordType) -> None:
    for each in declared.fields.values():
        assert forbidden_topic(each.name) is None
        assert forbidden_topic(each.label.text) is None

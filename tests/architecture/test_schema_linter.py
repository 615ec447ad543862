"""The schema linter finds nothing in the product, and finds whatever is planted."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
import sqlalchemy as sa

import gridclient.db
import gridclient.sync
import gridcore
import gridserver
from gridclient.db import schema
from gridclient.db.shown_tables import LAYOUTS
from gridcore.codes import Code, CodeList
from gridcore.fields import GRID, P1, P2, P3, DataClass, RecordType, label, record, record_type, text
from gridcore.forbidden import forbidden_topic
from gridcore.purposes import PURPOSES, Purpose
from gridcore.records import RECORD_TYPES
from gridcore.roster.columns import COLUMN_LABELS
from gridcore.roster.headings import find_headings
from gridcore.roster.workbook import Sheet
from gridcore.workflows import MACHINES
from gridserver.db import tables
from tests.architecture.schema_linter import (
    Named,
    code_lists,
    forbidden_names,
    messages,
    modules,
    of_code_lists,
    of_machines,
    of_messages,
    of_papers,
    of_records,
    of_tables,
    of_texts,
    unfounded_fields,
)
from tests.architecture.tree import ROOT

PAPERS = ROOT / "gridcore" / "papers"
TEXTS = ROOT / "resources" / "translations" / "zh_CN.ts"
CORE = tuple(modules(gridcore))

FORBIDDEN_IDEAS = {
    "religion": "宗教信仰 zongjiao xinyang religion religious_belief",
    "ethnicity": "民族 minzu min_zu ethnicity EthnicGroup 种族",
    "politics": "政治面貌 zhengzhimianmao zhengZhiMianMao party_member 党员 zzmm political_outlook",
    "petition": "信访 上访户 xinfang petitioner petition_list 钉子户 dingzihu",
    "policing": (
        "重点人口 zhongdian_renkou key_person 行径可疑 suspicious_person "
        "维稳 weiwen stability_level 涉毒 邪教"
    ),
    "biometric": "人脸 renlian face_id fingerprint 指纹 zhiwen voiceprint 步态 车牌 chepai gait_features",
    "tracking": (
        "轨迹 guiji gps_track location_history 打卡 daka check_in 电子围栏 geofence 经纬度 longitude 签到"
    ),
    "messages": "聊天记录 通话记录 tonghuajilu chat_log call_log",
    "money": "银行卡号 yinhangka bank_account 年收入 nianshouru income card_number",
    "diagnosis": "诊断 zhenduan diagnosis HIV 病史 bingshi medicine_list 艾滋",
    "family_planning": "计生 节育 jieyu contraception family_planning marriage_test",
    "scoring": (
        "信用分 xinyongfen credit resident_score 积分 jifen 黑名单 heimingdan blacklist red_list risk_level"
    ),
    "colour": "三色预警 sanse_yujing 人员颜色 person_colour riskColor 红黄绿 resident_color",
    "ranking": (
        "排名 paiming worker_ranking 绩效 jixiao performance_rating leaderboard 考核 online_time 在线时长"
    ),
    "identity_photo": "身份证照片 shenfenzheng_zhaopian id_card_photo 户口本照片 id_photo",
    "workplace": "工作单位 gongzuodanwei work_unit employer",
    "foreigners": "境外人员 jingwairenyuan foreign_national 国籍",
    "rumour": "邻居评价 linju_pingjia neighbours_opinion 群众反映 reputation",
}
"""What may not be kept (docs/security.md), by topic, in Chinese, pinyin and English."""
EVERY_FORBIDDEN = [(name, topic) for topic, names in FORBIDDEN_IDEAS.items() for name in names.split()]


def planted(
    name: str = "note", words: str = "Note", kind: str = "household", title: str = "Thing"
) -> RecordType:
    field = text(label("Thing", words), P1)
    return record_type(record(kind, label("Thing", title), scope=GRID)(type("Thing", (), {name: field})))


def all_names() -> Iterator[Named]:
    """Every name that is declared anywhere in the product."""
    yield from of_records(RECORD_TYPES.values())
    yield from of_code_lists(code_lists(CORE))
    yield from of_machines(MACHINES)
    programs = [*modules(gridserver), *modules(gridclient.db), *modules(gridclient.sync)]
    yield from of_messages(messages((*CORE, *programs)))
    yield from of_tables(tables.metadata)
    yield from of_tables(schema.metadata)
    for layout in LAYOUTS.values():
        yield from (Named(f"shown table {layout.table}", column) for column in layout.columns)
    yield from (Named("column of a roster", each.text) for each in COLUMN_LABELS.values())
    yield from of_texts(ElementTree.parse(TEXTS).getroot())
    yield from of_papers(sorted(PAPERS.glob("*.py")))


def test_nothing_that_the_product_declares_is_about_what_must_not_exist() -> None:
    names = list(all_names())
    assert forbidden_names(names) == []
    places = Counter(each.where.split()[0] for each in names)
    assert min(places[each] for each in ("list", "table", "text", "label", "state", "shown")) > 10
    assert sum(places.values()) > 3_000


def test_every_field_has_a_data_class_and_a_purpose() -> None:
    assert unfounded_fields(RECORD_TYPES.values()) == []


def test_every_purpose_is_of_something_that_exists_and_is_told() -> None:
    fields = {f"{kind}.{name}" for kind, declared in RECORD_TYPES.items() for name in declared.fields}
    assert set(PURPOSES) <= fields | set(RECORD_TYPES)
    told = (ROOT / "docs" / "security.md").read_text("utf-8")
    kinds = {kind: PURPOSES[kind] for kind in RECORD_TYPES}
    for purpose in Purpose:
        rows = [row for row in told.splitlines() if row.startswith(f"| {purpose.replace('_', ' ')} |")]
        assert len(rows) == 1
        assert [each for each in kinds if kinds[each] is purpose] == rows[0].split("`")[1::2]


@pytest.mark.parametrize(("name", "topic"), EVERY_FORBIDDEN)
def test_whatever_is_forbidden_is_found_in_each_language(name: str, topic: str) -> None:
    assert forbidden_names([Named("here", name)]) == [f"here: {name} ({topic})"]


@pytest.mark.parametrize(("name", "topic"), EVERY_FORBIDDEN)
def test_the_importer_drops_such_a_column_by_the_same_list(name: str, topic: str) -> None:
    headings = find_headings(Sheet("1", (("姓名", "住址", name), ("李明", "1-1-101", "1")), ()))
    assert headings is not None
    assert headings.forbidden == {2: topic} == {2: forbidden_topic(name)}


@pytest.mark.parametrize(
    "declared",
    [
        planted(name="religion"),
        planted(name="zhengzhimianmao"),
        planted(words="Stability level"),
        planted(kind="petition"),
        planted(title="Blacklist"),
        replace(planted(), fields={"note": replace(planted().fields["note"], group="gps_track")}),
        replace(planted(), fields={"note": replace(planted().fields["note"], help=label("Thing", "民族"))}),
    ],
    ids=["field", "pinyin", "label", "kind", "kind's label", "cell", "help"],
)
def test_a_planted_record_or_field_is_found(declared: RecordType) -> None:
    assert forbidden_names(of_records([planted()])) == []
    assert len(forbidden_names(of_records([declared]))) == 1


def test_a_planted_code_is_found_in_its_name_and_in_both_texts() -> None:
    lists = [
        CodeList("risk_level", "own", "1", [Code("a", "甲", "A")]),
        CodeList("tags", "own", "1", [Code("face_id", "甲", "A"), Code("b", "红名单", "B")]),
        CodeList("ways", "own", "1", [Code("c", "丙", "Key person")]),
    ]
    assert len(forbidden_names(of_code_lists(lists))) == 4


def test_a_planted_state_is_found() -> None:
    name, machine = next(iter(MACHINES.items()))
    worse = replace(machine, states={**machine.states, "blacklist": label("Thing", "Worker ranking")})
    assert forbidden_names(of_machines({name: machine})) == []
    assert len(forbidden_names(of_machines({name: worse}))) == 2


def test_a_planted_message_is_found() -> None:
    position = msgspec.defstruct("Position", [("at", str), ("longitude", float)])
    score = msgspec.defstruct("WorkerScore", [("n", int)])
    assert len(forbidden_names(of_messages([position, score]))) == 2


def test_a_planted_table_or_column_is_found() -> None:
    worse = sa.MetaData()
    sa.Table("guiji", worse, sa.Column("id", sa.Text), sa.Column("renlian", sa.LargeBinary))
    assert len(forbidden_names(of_tables(worse))) == 2


def test_a_planted_text_of_a_form_is_found_in_both_languages_and_in_plurals() -> None:
    worse = ElementTree.fromstring(
        "<TS><context><name>Form</name>"
        "<message><source>Worker ranking</source><translation>网格员</translation></message>"
        "<message><source>Kind</source><translation>政治面貌</translation></message>"
        "<message><source>%n</source><translation><numerusform>信访户</numerusform></translation></message>"
        "</context></TS>"
    )
    assert len(forbidden_names(of_texts(worse))) == 3


def test_a_planted_blank_on_a_paper_is_found_and_a_promise_is_not(tmp_path: Path) -> None:
    paper = tmp_path / "paper.py"
    paper.write_text('ROWS = ("姓名", "民族：＿＿", "不记录病名、收入、信仰；按时走访")', "utf-8")
    assert forbidden_names(of_papers([paper])) == ["paper.py:1: 民族：＿＿ (ethnicity)"]


def test_a_planted_field_without_a_data_class_or_a_purpose_is_found() -> None:
    good = planted()
    assert unfounded_fields([good]) == []
    assert unfounded_fields([planted(kind="thing")]) == ["thing.note: no purpose"]
    bare = replace(good.fields["note"], data_class=0)  # type: ignore[arg-type]
    assert unfounded_fields([replace(good, fields={"note": bare})]) == ["household.note: no data class"]


@pytest.mark.parametrize(("data_class", "faults"), [(P2, []), (P3, ["household.note: no purpose"])])
def test_a_sensitive_field_has_a_purpose_of_its_own_or_none(data_class: DataClass, faults: list[str]) -> None:
    sensitive = replace(planted().fields["note"], data_class=data_class)
    assert unfounded_fields([replace(planted(), fields={"note": sensitive})]) == faults


def test_a_field_that_is_declared_without_a_data_class_does_not_load() -> None:
    with pytest.raises(TypeError, match="data_class"):
        text(label("Thing", "Note"))  # type: ignore[call-arg]

"""A window with every widget, filled with made-up Chinese records, for tests that walk and look."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gridclient.ui.shell.command_palette import Command
from gridclient.ui.shell.main_window import MainWindow, WindowActions
from gridclient.ui.shell.navigation import Identity
from gridclient.ui.shell.pages import PageEntry
from gridclient.ui.shell.settings_page import SettingsPage
from gridclient.ui.shell.window_settings import WindowSettings
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import Card
from gridclient.ui.widgets.choice_fields import ChoiceField, Option
from gridclient.ui.widgets.empty_state import EmptyState
from gridclient.ui.widgets.field_editors import rules_of
from gridclient.ui.widgets.flow_layout import FlowLayout
from gridclient.ui.widgets.masked_field import masked_value
from gridclient.ui.widgets.page_header import PageHeader, primary_button
from gridclient.ui.widgets.paged_rows import Column, Page, PagedRows, Sort
from gridclient.ui.widgets.progress_panel import ProgressPanel
from gridclient.ui.widgets.record_form import RecordForm
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.widgets.scroll_column import ScrollColumn
from gridclient.ui.widgets.search_field import SearchField
from gridcore.fields import Value, label, record_type
from gridcore.records.people import Resident
from gridcore.records.visits import Visit
from gridcore.roles import Role

VISIT: dict[str, Value] = {
    "household": "h1",
    "visited_on": "2026-10-12",
    "met": True,
    "kind": None,
    "way": None,
    "said": None,
}
RESIDENT: dict[str, Value] = {
    "household": "h1",
    "name": "张桂英",
    "birth_date": "1948-03-05",
    "identity_tail": "002X",
    "phone": "13800138000",
    "remark": "老人身体状况良好，子女每周探望一次。",
}


@dataclass(frozen=True)
class HouseholdLine:
    """One line of the sample list."""

    number: int
    address: str
    head: str
    people: int
    state: Badge
    sync: Badge


_STATES = (
    Badge("常住"),
    Badge("关爱户", "heart", "care"),
    Badge("公益岗户", "star", "service"),
    Badge("空置", "ring", "vacant"),
    Badge("出租", "key", "rented"),
)
_SYNCS = (
    Badge("已同步", "check", "ok"),
    Badge("待上传", "waiting", "service"),
    Badge("有冲突", "conflict", "care"),
)
_HEADS = ("吴霞", "胡刚平", "王敏华", "郭丽兰", "黄刚", "杨浩浩", "徐涛", "欧阳文娟")


def line(number: int) -> HouseholdLine:
    """A made-up household, always the same for a number."""
    return HouseholdLine(
        number,
        f"{number % 59 + 1}号楼{number % 4 + 1}单元{number % 18 + 1:02}0{number % 3 + 1}",
        _HEADS[number % len(_HEADS)],
        number % 6 + 1,
        _STATES[number * 7 % 11 % 5],
        _SYNCS[number * 5 % 13 % 3],
    )


async def load_lines(offset: int, limit: int, sort: Sort | None) -> Page[HouseholdLine]:
    """Reads like a store: not at once."""
    await asyncio.sleep(0)
    total = 11_108
    numbers = range(total - 1, -1, -1) if sort is not None and sort.descending else range(total)
    return Page([line(number) for number in numbers[offset : offset + limit]], total)


def columns() -> list[Column[HouseholdLine]]:
    """The columns of the sample list."""
    return [
        Column("地址", lambda row: row.address, width=14, stretches=True, sort="address"),
        Column("户主", lambda row: row.head, width=6),
        Column("类别", lambda row: row.state.word, badge=lambda row: row.state, width=7),
        Column("人数", lambda row: str(row.people), width=4, is_number=True, sort="people"),
        Column("同步", lambda row: row.sync.word, badge=lambda row: row.sync, width=7),
    ]


class ListPage(QWidget):
    """A header with search, filter and primary action above a long list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        header = PageHeader("住户", "11,108 户", self)
        self.search = SearchField("姓名、拼音首字母、门牌、电话后四位", header)
        self.search.setMinimumWidth(self.search.fontMetrics().horizontalAdvance("0") * 50)
        kind = ChoiceField([Option("care", "关爱户"), Option("vacant", "空置")], header)
        kind.setAccessibleName("类别")
        header.add_control(self.search)
        header.add_control(kind)
        header.set_primary("登记走访(&V)")
        self.rows = PagedRows(columns(), load_lines, lambda row: row.number)
        empty = EmptyState("search", "没有符合条件的住户。", "换一个姓名、拼音首字母或门牌号试试。", self)
        self.table = RecordTable(self.rows, "住户", empty, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(header)
        column.addWidget(self.table, 1)

    def page_shown(self) -> None:
        """Read the list."""
        self.rows.reload()


class FormPage(QWidget):
    """Two forms in cards, chips, a masked value, progress, and the buttons below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        people = {"resident": [Option("r1", "张桂英"), Option("r2", "李建国")]}
        rules = rules_of(record_type(Visit), lambda: date(2026, 10, 12), people)
        header = PageHeader("走访登记", "12号楼3单元0503 · 张桂英 · 关爱户（独居老人）", self)
        chips = QWidget(self)
        flow = FlowLayout(chips)
        for badge in (*_STATES, *_SYNCS):
            flow.addWidget(Chip(badge, chips))
        visit_card = Card(self)
        self.visit = RecordForm(record_type(Visit).fields.values(), VISIT, parent=visit_card, rules=rules)
        visit_card.body.addWidget(self.visit)
        person_card = Card(self, heading="受访人")
        self.resident = RecordForm(record_type(Resident).fields.values(), RESIDENT, parent=person_card)
        person_card.body.addWidget(self.resident)
        phone = masked_value(record_type(Resident).fields["phone"], "13800138000", person_card)
        person_card.body.addWidget(phone)
        self.progress = ProgressPanel("正在导入名册", self)
        self.progress.start()
        self.progress.show_progress(4_200, 11_108, "已读 4,200 行，共 11,108 行")
        scroll = ScrollColumn(self)
        for each in (chips, visit_card, person_card, self.progress):
            scroll.add(each)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(QPushButton("取消", self))
        buttons.addWidget(QPushButton("保存草稿", self))
        buttons.addWidget(primary_button("提交(&S)", self))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(header)
        column.addWidget(scroll, 1)
        column.addLayout(buttons)


def _nothing_due(parent: QWidget) -> QWidget:
    advice = "可以登记临时走访，或到“楼栋图”查看很久没有走访的住户。"
    empty = EmptyState("today", "今天没有到期的走访。", advice, parent)
    empty.add_action("登记走访(&V)")
    return empty


def _settings(parent: QWidget) -> QWidget:
    return SettingsPage(WindowSettings(), parent)


ENTRIES = (
    PageEntry("today", label("Sample", "今日"), "today", _nothing_due),
    PageEntry("households", label("Sample", "住户"), "home", ListPage),
    PageEntry("visits", label("Sample", "走访登记"), "visit", FormPage),
    PageEntry("review", label("Sample", "审核"), "review", _nothing_due, frozenset({Role.SUPERVISOR})),
    PageEntry("sync", label("Sample", "同步"), "refresh", _nothing_due),
    PageEntry("settings", label("Sample", "设置"), "gear", _settings),
)


async def find_commands(text: str) -> list[Command]:
    """Two people and a page."""
    found = [
        Command("张桂英", lambda: None, "12号楼3单元0503", "person"),
        Command("李建国", lambda: None, "12号楼3单元0603", "person"),
        Command("今日", lambda: None, "", "today"),
    ]
    return [each for each in found if text in each.title]


def sample_window(
    roles: frozenset[Role] = frozenset({Role.GRID_WORKER}), actions: WindowActions | None = None
) -> MainWindow:
    """A worker's window."""
    identity = Identity("网格工作台", "第三网格", "李网格员")
    nothing = WindowActions(find_commands, lambda: None, lambda: None, lambda: None)
    return MainWindow(identity, ENTRIES, roles, actions or nothing)

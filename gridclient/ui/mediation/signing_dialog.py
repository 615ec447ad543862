"""Signing a paper on the laptop: it is read on the left, and signed line by line on the right."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from gridclient.actions.case_papers import ToSign, drawn_in
from gridclient.actions.records import Form
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.file_words import fault_words
from gridclient.ui.attachments.files_row import KeepsFiles
from gridclient.ui.attachments.pictures import of_image, prepared
from gridclient.ui.attachments.signature_pad import SignatureDialog
from gridclient.ui.papers.document import paper_layout, set_paper
from gridclient.ui.widgets.badge import Badge, Chip
from gridclient.ui.widgets.card import RHYTHM
from gridclient.ui.widgets.form_row import FieldProblemText
from gridclient.ui.widgets.page_header import primary_button
from gridclient.ui.widgets.question import confirm
from gridclient.ui.widgets.texts import Heading, Strong, Text
from gridclient.ui.words import listed
from gridcore.attachments import attachment_of
from gridcore.file_contents import Fault
from gridcore.papers.signing import Drawn, Signer, signers
from gridcore.sync.stored import elements_of

_PAPER_LETTERS = 80
_ROOM_ON_SCREEN = 0.85


class SigningDialog(QDialog):
    """Accepted with `signatures`, the elements of what was drawn; each is kept as soon as it is drawn."""

    def __init__(
        self,
        paper: ToSign,
        files: KeepsFiles,
        form: Form,
        keep_draft: Callable[[Sequence[str]], Awaitable[None]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._paper, self._files, self._form, self._keep_draft = paper, files, form, keep_draft
        self._signers = signers(paper.filed.paper)
        self._elements: dict[int, str] = {}
        self._drawn: dict[int, Drawn] = {}
        title = self.tr("Sign: {paper}").format(paper=paper.filed.name)
        self.setWindowTitle(parent.window().windowTitle())  # the system keeps titles: nobody's name in them
        self.setAccessibleName(title)
        self.sheet = QTextBrowser(self)
        self.sheet.setAccessibleName(paper.filed.name)
        self.sheet.setTabChangesFocus(True)
        # Paper is white, and its letters are black, whatever the windows are.
        self.sheet.setStyleSheet("QTextBrowser { background: white; color: black; padding: 16px; }")
        self.buttons = {each.line: self._button(each) for each in self._signers}
        self._states = {
            each.line: Chip(Badge(self.tr("signed"), "check", "ok"), self) for each in self._signers
        }
        self._problem = FieldProblemText("", self, wraps=True)
        self.leave = QPushButton(self.tr("&Later"), self)
        self.keep = primary_button(self.tr("&Keep as signed"), self)
        self._lay_out(title)
        self.leave.clicked.connect(self.reject)
        self.keep.clicked.connect(self.finish)
        self.sheet.setFocus()  # read first: the arrow keys turn the paper
        self._take_up()

    @property
    def signatures(self) -> list[str]:
        """The drawn signatures, as elements of an attachment field."""
        return sorted(self._elements.values())

    @async_slot(again="ignore")
    async def draw(self, signer: Signer) -> None:
        """Let one of them sign; who signs anew signs instead."""
        dialog = SignatureDialog(self.tr("Signature"), signer.words, self)
        if not await ask(dialog):
            return
        self._problem.hide()
        plain = await asyncio.to_thread(prepared, await asyncio.to_thread(of_image, dialog.pad.picture()))
        made = plain
        if not isinstance(plain, Fault):
            attached = await self._files.attach(self._form, {}, plain, signer.file_name)
            if not isinstance(attached, Fault):
                elements = {**self._elements, signer.line: attached.element}
                await self._keep_draft(sorted(elements.values()))  # on the disk before it is on the paper
                self._elements = elements
                self._drawn[signer.line] = Drawn(signer.line, attached.sha256, plain)
                self._show()
                self._next_button(signer).setFocus()
                return
            made = attached
        assert isinstance(made, Fault)
        self._problem.setText(fault_words(made))
        self._problem.show()

    @async_slot(again="ignore")
    async def finish(self) -> None:
        """Keep the paper as it was signed; where somebody has not signed yet, ask first."""
        lacking = [each.words for each in self._signers if each.line not in self._elements]
        if lacking:
            question = self.tr("Keep it without a signature of everybody?")
            told = self.tr("Not signed yet: {names}. What is kept as signed cannot be changed any more.")
            consequence = told.format(names=listed(lacking))
            if not await confirm(self, question, consequence, self.tr("&Keep as signed")):
                return
        self.accept()

    @async_slot(again="ignore")
    async def _take_up(self) -> None:
        """What was drawn before this was left for a while is there again."""
        self._show()
        for element in sorted(elements_of(self._form.values.get("signatures"))):
            attachment = attachment_of(element)
            for drawn in drawn_in([element]):
                if attachment is not None and drawn.line in self.buttons:
                    picture = await self._files.content(self._form, {}, attachment)
                    self._elements[drawn.line] = element
                    self._drawn[drawn.line] = replace(drawn, picture=picture or b"")
        self._show()

    def _show(self) -> None:
        """The paper with what is drawn so far, at the place where it was read."""
        at = self.sheet.verticalScrollBar().value()
        self._set = set_paper(self._paper.filed.paper, paper_layout(), list(self._drawn.values()))
        self.sheet.setDocument(self._set.document)
        self.sheet.verticalScrollBar().setValue(at)
        for line, button in self.buttons.items():
            is_signed = line in self._elements
            button.setText(self.tr("Sign anew…") if is_signed else self.tr("Sign…"))
            self._states[line].setVisible(is_signed)
        self.keep.setEnabled(bool(self._elements))

    def _next_button(self, after: Signer) -> QPushButton:
        """Whose turn it is: the first who has not signed, else the button that ends it."""
        open_lines = [each.line for each in self._signers if each.line not in self._elements]
        later = [line for line in open_lines if line > after.line] or open_lines
        return self.buttons[later[0]] if later else self.keep

    def _button(self, signer: Signer) -> QPushButton:
        button = QPushButton(self)
        button.setAutoDefault(False)
        button.setAccessibleName(self.tr("Sign: {paper}").format(paper=signer.words))
        button.clicked.connect(lambda: self.draw(signer))
        return button

    def _lay_out(self, title: str) -> None:
        rows = QGridLayout()
        rows.setSpacing(RHYTHM)
        for at, each in enumerate(self._signers):
            rows.addWidget(Strong(each.words, self, wraps=True), 2 * at, 0)
            rows.addWidget(self._states[each.line], 2 * at + 1, 0, Qt.AlignmentFlag.AlignLeft)
            rows.addWidget(self.buttons[each.line], 2 * at, 1, 2, 1, Qt.AlignmentFlag.AlignVCenter)
        rows.setColumnStretch(0, 1)
        advice = self.tr(
            "Everybody reads the paper, or hears it read out, before signing. Once it is kept as signed, "
            "nobody can change it: what is wrong is put right by a new paper."
        )
        right = QVBoxLayout()
        right.setSpacing(2 * RHYTHM)
        right.addWidget(Heading(title, self, wraps=True))
        right.addWidget(Text(advice, self, wraps=True))
        right.addLayout(rows)
        right.addWidget(self._problem)
        right.addStretch(1)
        self._problem.hide()
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.keep)
        right.addLayout(buttons)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM, 2 * RHYTHM)
        columns.setSpacing(2 * RHYTHM)
        columns.addWidget(self.sheet, 3)
        columns.addLayout(right, 2)
        letter = self.fontMetrics().horizontalAdvance("0")
        room = self.screen().availableSize() * _ROOM_ON_SCREEN
        self.resize(min(_PAPER_LETTERS * 2 * letter, room.width()), room.height())

"""Mediation: the cases on this computer, one of them, or one of its forms."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gridclient.actions.agreement_paper import (
    AgreementPaper,
    NoNumberLeft,
    NotApproved,
    Printable,
    StillDisputed,
)
from gridclient.actions.case_papers import SIGNED_PAPER, CasePapers, ToSign
from gridclient.actions.danger import DangerAsked
from gridclient.actions.mediation import AGREEMENT, CASE, PARTY, SESSION, Case, Lacking, Mediation
from gridclient.actions.records import Form, Saved, Unsaved
from gridclient.ui.async_slot import ask, async_slot
from gridclient.ui.attachments.files_row import KeepsFiles
from gridclient.ui.mediation.case_list import CaseList
from gridclient.ui.mediation.case_view import CaseView
from gridclient.ui.mediation.case_words import part_hint
from gridclient.ui.mediation.form_view import FormTexts, FormView
from gridclient.ui.mediation.party_dialog import KnowsPeople, ask_party
from gridclient.ui.mediation.reason_dialog import ask_reason
from gridclient.ui.mediation.signing_dialog import SigningDialog
from gridclient.ui.papers.pdf import pdf_of
from gridclient.ui.papers.printing import ask_for_file, print_paper
from gridclient.ui.widgets.choice_fields import Option
from gridclient.ui.widgets.record_table import RecordTable
from gridclient.ui.words import listed, words
from gridcore.ids import RecordId
from gridcore.papers.filled_paper import Paper
from gridcore.workflows import StepRule
from gridcore.workflows.case_file import MISSING_LABELS

_SIGNING = ("in_force_on",)
_USER = "user"
_AGREEMENT_PAPER = f"{AGREEMENT}/"


class MediationPage(QWidget):
    """The whole work of a mediator. Emits `told` with a line for the window, and `changed` after a save."""

    told = Signal(str)
    changed = Signal()
    revealed = Signal(str, str, str)
    """Kind, record and field of a personal value that came into sight: log it."""
    directory_asked = Signal()
    danger_asked = Signal(object)
    """Somebody in a case is in danger: a report is to be written."""
    loaded = Signal()
    """The list or the case was read anew."""

    def __init__(
        self,
        mediation: Mediation,
        papers: AgreementPaper,
        file: CasePapers,
        clock: Callable[[], datetime.date],
        parent: QWidget | None = None,
        *,
        files: KeepsFiles | None = None,
        registry: KnowsPeople | None = None,
    ) -> None:
        super().__init__(parent)
        self._mediation, self._papers, self._file, self._files = mediation, papers, file, files
        self._registry = registry
        self.case_id: RecordId | None = None
        self._case: Case | None = None
        self._opens = False
        self.list = CaseList(self)
        self.view = CaseView(file, self)
        self.form = FormView(mediation, clock, self, files=files)
        self._stack = QStackedWidget(self)
        for each in (self.list, self.view, self.form):
            self._stack.addWidget(each)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._connect()

    @property
    def table(self) -> RecordTable[Case]:
        """The list of cases, on which the keyboard begins."""
        return self.list.table

    def page_shown(self) -> None:
        """Read what is shown anew; a form that is open stays as it is."""
        if self._stack.currentWidget() is not self.form:
            self.reload()

    def open_record(self, argument: object) -> None:
        """Show a case, by its id or that of a record in it."""
        self.case_id, self._opens = RecordId(str(argument)), True
        self._stack.setCurrentWidget(self.view)
        self.reload()

    def flush(self) -> None:
        """Keep at once what is typed into an open form."""
        self.form.flush()

    def go_back(self) -> bool:
        """From a form to the case, from a case to the list."""
        if self._stack.currentWidget() is self.form:
            self._leave_form()
            return True
        if self._stack.currentWidget() is self.view:
            self._show_list()
            return True
        return False

    @async_slot(again="restart")
    async def reload(self) -> None:
        """Read the list, or the case that is open; a case that has gone leads back to the list."""
        if self._stack.currentWidget() is self.view and self.case_id is not None:
            self._case = await self._mediation.case(self.case_id)
            if self._case is None:
                self.case_id = None
                self._stack.setCurrentWidget(self.list)
            else:
                self.case_id = self._case.records.case.record
                if self._opens:  # noted before anything of it is shown
                    self._opens = False
                    await self._mediation.looks.note(self.case_id)
                listed = await self._file.listed(self.case_id)
                self.view.file.colleagues = await self._mediation.colleagues()
                looks = self._mediation.looks
                told = self._case.records.case.text("title"), await looks.of_case(self.case_id)
                self.view.looks.show_looks(*told, looks.now())
                self.view.show_case(self._case, await self._papers.numbers_left(), listed)
        if self.case_id is None:
            self.list.show_cases(await self._mediation.cases(), may_found=self._mediation.may_found)
        self.loaded.emit()

    @async_slot(again="ignore")
    async def begin_case(self) -> None:
        """Open the form of a new case."""
        hint = self.tr("The case is kept apart from everything else: only its mediators receive it.")
        self._open(await self._mediation.new_case(), FormTexts(self.tr("New case"), hint))

    @async_slot(again="ignore")
    async def open_form(self, kind: str, record: str) -> None:
        """Open the form of a record of the case."""
        titles = {CASE: self.tr("Application"), PARTY: self.tr("Party"), SESSION: self.tr("Session")}
        form = await self._mediation.open_form(kind, RecordId(record))
        title = titles.get(kind) or self.tr("File of the case")
        may_save = self._mediation.mediates and kind != SIGNED_PAPER
        self._open(form, FormTexts(title, may_save=may_save, links=await self._links()))

    @async_slot(again="ignore")
    async def add_part(self, kind: str) -> None:
        """Open the form of something new for the file."""
        if self.case_id is not None:
            form = await self._mediation.new_part(self.case_id, kind)
            links = await self._links()
            hint = part_hint(kind, is_typed=not links[_USER])
            self._open(form, FormTexts(self.tr("File of the case"), hint, links=links))

    @async_slot(again="ignore")
    async def note_signed(self, key: str) -> None:
        """Open the form with which a paper that was signed on its sheet goes into the archive."""
        paper = await self._to_sign(key)
        if paper is not None and self.case_id is not None:
            form = await self._mediation.new_part(self.case_id, SIGNED_PAPER, paper.known)
            form = replace(form, values={**form.values, "signatures": None})  # those are drawn elsewhere
            self._open(form, FormTexts(self.tr("Archive"), part_hint(SIGNED_PAPER)))

    @async_slot(again="ignore")
    async def sign_here(self, key: str) -> None:
        """Let everybody sign a paper with the pad; what is drawn is kept until it is complete."""
        paper = await self._to_sign(key)
        if paper is None or self._files is None or self.case_id is None:
            return
        if not paper.known["content"]:
            self.told.emit(self.tr("This paper is too long to be signed here: print it and sign the sheet."))
            return
        form = await self._mediation.new_part(self.case_id, SIGNED_PAPER, paper.known)

        async def keep(signatures: Sequence[str]) -> None:
            await self._mediation.keep_draft(form, {**form.values, "signatures": [*signatures]})

        dialog = SigningDialog(paper, self._files, form, keep, self)
        if await ask(dialog):
            match await self._mediation.save(form, paper.signed(dialog.signatures)):
                case Saved():
                    self.changed.emit()
                case Unsaved():
                    self.told.emit(self.tr("The case is not on this computer any more."))
        self.reload()

    async def _to_sign(self, key: str) -> ToSign | None:
        """A paper for its signers; an agreement gets its number before."""
        if self.case_id is None or (key == _AGREEMENT_PAPER and await self._numbered() is None):
            return None
        paper = await self._file.to_sign(self.case_id, key)
        if paper is None:
            self.told.emit(self.tr("The case has changed meanwhile: this paper cannot be signed now."))
            self.reload()
        return paper

    @async_slot(again="ignore")
    async def add_party(self, side: str) -> None:
        """Open the form of a new party, filled in for somebody of the registry."""
        known = await ask_party(self._registry, self) if self._registry is not None else {}
        if self.case_id is not None and known is not None:
            hint = self.tr("The full identity number is not kept: it is written on the paper by hand.")
            asked = {"role": side, "resident": None, **known}
            form = await self._mediation.new_part(self.case_id, PARTY, asked)
            self._open(form, FormTexts(self.tr("Party"), hint))

    @async_slot(again="ignore")
    async def add_session(self) -> None:
        """Open the form of a session."""
        if self.case_id is not None:
            form = await self._mediation.new_part(self.case_id, SESSION)
            rooms = await self._mediation.rooms()
            hint = self.tr("Rooms of the community: {rooms}").format(rooms=listed(rooms)) if rooms else ""
            self._open(form, FormTexts(self.tr("Session"), hint))

    @async_slot(again="ignore")
    async def write_agreement(self) -> None:
        """Open the form of the agreement, to write or to read it."""
        if self.case_id is None or self._case is None:
            return
        may_save = self._case.may_write_agreement
        hint = self.tr("One clause a line; the paper numbers them and adds each sum in capitals.")
        form = await self._mediation.agreement_form(self.case_id)
        fields = [each for each in form.declared.fields if each not in _SIGNING] if form else []
        self._open(form, FormTexts(self.tr("Agreement"), hint if may_save else "", may_save), fields)

    @async_slot(again="ignore")
    async def note_signing(self) -> None:
        """Open the form for the day on which the agreement took force."""
        if self.case_id is not None:
            hint = self.tr("The agreement is in force when the last party has signed and the seal is on it.")
            form = await self._mediation.agreement_form(self.case_id)
            self._open(form, FormTexts(self.tr("Signing"), hint), list(_SIGNING))

    @async_slot(again="ignore")
    async def take_case_step(self, rule: StepRule) -> None:
        """Take a step of the case."""
        await self._take(CASE, rule)

    @async_slot(again="ignore")
    async def take_agreement_step(self, rule: StepRule) -> None:
        """Take a step of the agreement's approval."""
        await self._take(AGREEMENT, rule)

    @async_slot(again="ignore")
    async def print(self) -> None:
        """Number the agreement, if it has no number yet, and print it."""
        found = await self._numbered()
        if found is None:
            return
        try:
            is_printed = await print_paper(found.paper, self)
        except ImportError:
            self.told.emit(self.tr("This computer has no print system. Save the paper as PDF instead."))
            return
        if is_printed:
            self.told.emit(self.tr("{number} is on its way to the printer.").format(number=found.number))

    @async_slot(again="ignore")
    async def save_file(self) -> None:
        """Write the agreement, or its draft, as PDF."""
        if self.case_id is None or self._case is None:
            return
        paper: Paper | None
        if self._case.agreement_is_approved:
            found = await self._numbered()
            paper, name = (found.paper, found.number) if found is not None else (None, "")
        else:
            paper, name = await self._papers.draft(self.case_id), self.tr("Draft")
        if paper is None:
            return
        path = await ask_for_file(name, self)
        if path is not None:
            await self._papers.export(path, pdf_of(paper))
            self.told.emit(self.tr("The PDF was saved. It is not encrypted: please keep it safe."))

    async def _numbered(self) -> Printable | None:
        if self.case_id is None:
            return None
        match await self._papers.printable(self.case_id):
            case Printable() as found:
                self.changed.emit()
                self.reload()
                return found
            case NoNumberLeft():
                self.told.emit(self.tr("This computer has no paper number left. Sync once, then print."))
            case StillDisputed():
                told = self.tr(
                    "A conflict about this case waits for a decision; then the paper can be printed."
                )
                self.told.emit(told)
            case NotApproved():
                self.told.emit(self.tr("The agreement is not approved any more."))
                self.reload()
        return None

    async def _take(self, kind: str, rule: StepRule) -> None:
        if self.case_id is None:
            return
        reason = ""
        if rule.needs_reason:
            given = await ask_reason(self, words(rule.label))
            if given is None:
                return
            reason = given
        match await self._mediation.take_step(self.case_id, kind, rule.to, reason):
            case Lacking(missing=missing):
                self.told.emit(" ".join(words(MISSING_LABELS[each]) for each in missing))
            case _:
                self.changed.emit()
        self.reload()

    def _report_danger(self) -> None:
        if self.case_id is not None:
            self.danger_asked.emit(DangerAsked(CASE, self.case_id))

    async def _links(self) -> dict[str, list[Option]]:
        """The parties, for what names one of them, and the colleagues who may join."""
        parties = self._case.records.parties if self._case is not None else ()
        colleagues = await self._mediation.colleagues()
        return {
            "party": [Option(each.record, each.text("name")) for each in parties],
            _USER: [Option(account, name) for account, name in colleagues.items()],
        }

    def _open(self, form: Form | None, texts: FormTexts, only: list[str] | None = None) -> None:
        if form is None:  # it left this computer meanwhile
            self.reload()
            return
        self.form.show_form(form, texts, only)
        self._stack.setCurrentWidget(self.form)
        self.form.focus_first()

    def _form_saved(self, record: str) -> None:
        if self.case_id is None:
            self.case_id = RecordId(record)
        self.changed.emit()
        self._leave_form()

    def _leave_form(self) -> None:
        self._stack.setCurrentWidget(self.view if self.case_id is not None else self.list)
        self.reload()

    def _show_list(self) -> None:
        last, self.case_id = self.case_id, None
        self._stack.setCurrentWidget(self.list)
        self.reload()
        if last is not None:
            self.list.select(last)

    def _connect(self) -> None:
        self.list.opened.connect(self.open_record)
        self.list.new_asked.connect(self.begin_case)
        self.list.directory_asked.connect(self.directory_asked)
        self.view.left.connect(self._show_list)
        self.view.danger.report_asked.connect(self._report_danger)
        self.view.form_asked.connect(self.open_form)
        self.view.parties.party_asked.connect(self.add_party)
        self.view.sessions.session_asked.connect(self.add_session)
        self.view.next.step_asked.connect(self.take_case_step)
        self.view.file.part_asked.connect(self.add_part)
        self.view.papers.signed_asked.connect(self.note_signed)
        self.view.papers.sign_asked.connect(self.sign_here)
        self.view.papers.told.connect(self.told)
        agreement = self.view.agreement
        agreement.write_asked.connect(self.write_agreement)
        agreement.signing_asked.connect(self.note_signing)
        agreement.step_asked.connect(self.take_agreement_step)
        agreement.print_asked.connect(self.print)
        agreement.file_asked.connect(self.save_file)
        self.view.parties.revealed.connect(self.revealed)
        self.view.looks.paper.told.connect(self.told)
        self.form.revealed.connect(self.revealed)
        self.form.saved.connect(self._form_saved)
        self.form.left.connect(self._leave_form)

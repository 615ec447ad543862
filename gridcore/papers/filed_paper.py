"""A paper of a case's file: of which record it tells, by what name, and whether it was signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from gridcore.fields import Values
from gridcore.papers.filled_paper import Paper
from gridcore.papers.signing import Drawn
from gridcore.shapes import text_of

_LONGEST_SUBJECT = 36
"""A name fits `signed_paper.title` with the longest title of a form and a number."""

_MOST_ALIKE = 100


@dataclass(frozen=True)
class FiledPaper:
    """A paper of a file; `kind` is a code of `CASE_PAPER`, `about` the record that it is filled from.

    `about` is empty where the case has only one of the kind. `subject` and `number` tell papers of one kind
    apart for people. `drawn` are the signatures that stand on it.
    """

    kind: str
    paper: Paper
    subject: str = ""
    about: str = ""
    number: int = 1
    drawn: tuple[Drawn, ...] = ()

    @property
    def key(self) -> str:
        """By what the program knows it, whatever it is called."""
        return f"{self.kind}/{self.about}"

    @property
    def title(self) -> str:
        """By what a file on the disk, a print job and the reader of a PDF name it: the form, and nobody."""
        return self.paper.title

    @property
    def name(self) -> str:
        """As the list of contents names it."""
        long = len(self.subject) > _LONGEST_SUBJECT
        subject = self.subject[: _LONGEST_SUBJECT - 1] + "…" if long else self.subject
        told = [each for each in (subject, str(self.number) if self.number > 1 else "") if each]
        return f"{self.paper.title}（{'，'.join(told)}）" if told else self.paper.title

    def is_what_was_signed(self, signed: Values) -> bool:
        """Whether a record of a signed paper is about this one; before it kept `about` its name told."""
        if text_of(signed, "paper") != self.kind:
            return False
        about = text_of(signed, "about")
        return about == self.about if about else text_of(signed, "title") == self.name


def named_apart(papers: Sequence[FiledPaper], signed: Sequence[Values]) -> tuple[FiledPaper, ...]:
    """No two papers of a file have one name: two sessions of a day, one agent of two parties.

    The name under which a paper was signed stays that paper's, whichever records come or go; the others are
    numbered in the order in which they stand, past the names that were signed.
    """
    owners: dict[str, str] = {}
    for values in signed:
        if text_of(values, "about"):
            owners.setdefault(text_of(values, "title"), text_of(values, "about"))
    kept = [_as_signed(each, owners) for each in papers]
    taken = {*owners, *(each.name for each in kept if each is not None)}
    found = []
    for each, own in zip(papers, kept, strict=True):
        named = own or each
        while own is None and named.name in taken:
            named = replace(named, number=named.number + 1)
        taken.add(named.name)
        found.append(named)
    return tuple(found)


def _as_signed(paper: FiledPaper, owners: Mapping[str, str]) -> FiledPaper | None:
    """The paper with the number under which it was signed; None where its name was never signed."""
    names = [name for name, about in owners.items() if about == paper.about]
    numbered = (replace(paper, number=number) for number in range(1, _MOST_ALIKE)) if names else ()
    return next((each for each in numbered if each.name in names), None)

"""The line on every page of an exported list: whose it is, what for, and its number on record."""

from dataclasses import dataclass

from gridcore.fields import Label, label
from gridcore.ids import RecordId

LINE = label("ExportWatermark", "No. {number} · {who} · {when} · {masked} · {people} people · {purpose}")
MASKED = label("ExportWatermark", "masked")
UNMASKED = label("ExportWatermark", "with personal data: do not pass on")


@dataclass(frozen=True)
class Watermark:
    """What the line says; texts are in the language of the file."""

    who: str
    when: str
    purpose: str
    people: int
    is_masked: bool
    number: str

    def line(self, template: str, masked: str, unmasked: str) -> str:
        """The line, from the translated words of `LINE`, `MASKED` and `UNMASKED`."""
        return template.format(
            who=self.who,
            when=self.when,
            purpose=self.purpose,
            people=self.people,
            masked=masked if self.is_masked else unmasked,
            number=self.number,
        )


def export_number(record: RecordId) -> str:
    """The number that paper and record share: short enough to be read aloud."""
    tail = record.replace("-", "")[-8:].upper()
    return f"{tail[:4]}-{tail[4:]}"


def masked_words(*, is_masked: bool) -> Label:
    """Whether the list is masked, in a word."""
    return MASKED if is_masked else UNMASKED

"""What is shown of a personal value before it is revealed."""

from __future__ import annotations

from gridcore.fields import P2, Field, FieldKind

_HIDDEN = "••••••"
_SHORT = 4


def is_masked(field: Field) -> bool:
    """Whether a stored value of this field is hidden until somebody asks for it."""
    return field.data_class >= P2 and field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.DATE)


def mask(text: str) -> str:
    """A number keeps its ends, as on every paper (138****5678, 3301**********0028); words keep nothing."""
    if not text:
        return ""
    if text.isascii() and any(each.isdigit() for each in text) and " " not in text and "-" not in text:
        if len(text) >= 15:
            return f"{text[:4]}{'*' * (len(text) - 8)}{text[-4:]}"
        if len(text) >= 7:
            return f"{text[:3]}{'*' * (len(text) - 7)}{text[-4:]}"
    return _HIDDEN

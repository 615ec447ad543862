"""Text that no spreadsheet takes for a formula, whatever somebody typed as a name."""

import unicodedata

BEGINS_FORMULA = frozenset("=+-@＝＋－＠﹢﹣﹦﹫⁺⁻₊₋−\t\r\n\0")
"""What makes a program calculate a cell, in all its widths, and the characters that hide such a sign."""
_QUOTE = "'"


def neutral(text: str) -> str:
    """The text with a quote before it where it would begin a formula, and without control characters.

    The quote stands in the cell itself, so that it is still there when somebody saves the file as CSV.
    """
    bare = text.lstrip(_unseen(text))
    shown = "".join(" " if _is_control(each) else each for each in text)
    return _QUOTE + shown if BEGINS_FORMULA.intersection((text[:1], bare[:1])) else shown


def _unseen(text: str) -> str:
    """The characters of a text that take no ink: blanks of every kind, controls, marks of direction."""
    return "".join(
        {each for each in text if each.isspace() or unicodedata.category(each) in ("Cc", "Cf", "Zs")}
    )


def _is_control(character: str) -> bool:
    """What a cell cannot hold: control characters, halves of a pair, and what is no character at all."""
    return unicodedata.category(character) in ("Cc", "Cs") or character in "\ufffe\uffff"

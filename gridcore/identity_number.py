"""Citizen identity numbers (GB 11643-1999): area, birth date, sequence, check character.

The number is optional everywhere and no person is keyed by it. A failed check is a warning with its reason;
what is not such a number at all is an error.
"""

import datetime
import re

from gridcore.codes.divisions import DEMO_COUNTY, PROVINCES
from gridcore.field_problems import FieldProblem, Tidied, problem
from gridcore.fields import Value, Values
from gridcore.tidy import is_written_empty, tidy_code

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = "10X98765432"
_TAIWAN = "83"
"""Residence permits of Hong Kong, Macao and Taiwan residents have the same form with 81, 82 and 83."""
_OLDEST = 130
_LOOKS_LIKE_X = str.maketrans("x×хХ✕╳", "XXXXXX")
_FIELD = "identity_number"


def check_character(seventeen: str) -> str:
    """The last character for the first seventeen digits."""
    total = sum(int(digit) * weight for digit, weight in zip(seventeen, _WEIGHTS, strict=True))
    return _CHECK_CHARACTERS[total % 11]


def check_identity_number(
    number: str, *, today: datetime.date, allow_demo: bool = False, field: str = _FIELD
) -> tuple[FieldProblem, ...]:
    """What is wrong with a number as `tidy_identity_number` gives it.

    The made-up demonstration area is an error unless `allow_demo`.
    """
    if len(number) != 18:
        return (problem(field, "identity_length", count=len(number)),)
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return (problem(field, "identity_characters"),)
    found = []
    if number.startswith(DEMO_COUNTY):
        if not allow_demo:
            found.append(problem(field, "identity_demo"))
    elif _area(number) not in PROVINCES | {_TAIWAN}:
        found.append(problem(field, "identity_area"))
    born = _birth_date(number)
    if born is None or born > today or born.year < today.year - _OLDEST:
        found.append(problem(field, "identity_birth_date"))
    if check_character(number[:17]) != number[17]:
        found.append(problem(field, "identity_check_digit"))
    return tuple(found)


def tidy_identity_number(
    text: str, *, today: datetime.date, allow_demo: bool = False, field: str = _FIELD
) -> Tidied[str]:
    """A number as it is kept: ASCII, capital X, eighteen characters where fifteen digits were written."""
    if is_written_empty(text):
        return Tidied(None, ("written_empty",))
    code = tidy_code(text)
    if code.value is None:
        return code
    mended = list(code.mended)
    joined = code.value.replace("-", "")
    if joined != code.value:
        mended.append("separators")
    number = joined  # the cell's own text where nothing is mended: of 100,000 people a copy is 10 MB
    if (capital := joined.translate(_LOOKS_LIKE_X)) != joined:
        number = capital
        mended.append("lower_case_x")
    if re.fullmatch(r"[0-9]{15}", number):
        # Fifteen digits were given to people born in the twentieth century, or before it and over a hundred.
        seventeen = f"{number[:6]}19{number[6:]}"
        number = seventeen + check_character(seventeen)
        mended.append("fifteen_digits")
    problems = check_identity_number(number, today=today, allow_demo=allow_demo, field=field)
    return Tidied(number, tuple(mended), problems)


def tidy_document_number(text: str, field: str = "document_number") -> Tidied[str]:
    """The number of any document as it is kept: no blanks, one shape of digits, capital letters."""
    code = tidy_code(text)
    number = (code.value or "").upper()
    mended = code.mended if number == (code.value or "") else (*code.mended, "lower_case")
    return Tidied(number or None, mended)


def number_key(number: str) -> str:
    """What all ways of writing one number have in common: some were kept as they had been written."""
    return tidy_document_number(number).value or ""


def birth_and_sex(number: str) -> tuple[datetime.date, str] | None:
    """Birth date and sex (GB/T 2261.1 code) inside a number; None if it is no number or has no such day.

    Used only when the user asks for it.
    """
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return None
    born = _birth_date(number)
    return None if born is None else (born, "1" if int(number[16]) % 2 else "2")


def check_agreement(number: str, *, birth_date: str | None, sex: str | None) -> tuple[FieldProblem, ...]:
    """Warnings where a birth date (ISO) or sex (code) beside a number differs from what it says."""
    inside = birth_and_sex(number)
    if inside is None:
        return ()
    found = []
    if birth_date is not None and birth_date != inside[0].isoformat():
        found.append(problem("birth_date", "identity_disagrees"))
    if sex in ("1", "2") and sex != inside[1]:
        found.append(problem("sex", "identity_disagrees"))
    return tuple(found)


def problems_beside(number: str, person: Values) -> tuple[FieldProblem, ...]:
    """What a number says otherwise than the record of its holder, told at the number's own field.

    Another end is an error: one of both was mistyped, and the number is not seen again to find out which.
    """
    name, found = "document_number", []
    tail = person.get("identity_tail")
    if tail and tail != number[-4:]:
        found.append(problem(name, "identity_other_tail"))
    born, sex = person.get("birth_date"), person.get("sex")
    wrong = check_agreement(
        number,
        birth_date=born if isinstance(born, str) else None,
        sex=sex if isinstance(sex, str) else None,
    )
    codes = {"birth_date": "identity_other_birth", "sex": "identity_other_sex"}
    return (*found, *(problem(name, codes[each.field]) for each in wrong))


def filled_from(number: str, person: Values, *, today: datetime.date) -> Values:
    """What the number says of its holder where the record says nothing: its end, birth date and sex."""
    said: dict[str, Value] = {"identity_tail": number[-4:]}
    inside = birth_and_sex(number)
    if inside is not None and inside[0] <= today:
        said |= {"birth_date": inside[0].isoformat(), "sex": inside[1]}
    return {name: value for name, value in said.items() if not person.get(name)}


def _area(number: str) -> str:
    # Permanent residence cards since 2023: 9, then the province.
    return number[1:3] if number.startswith("9") else number[:2]


def _birth_date(number: str) -> datetime.date | None:
    try:
        return datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None

"""What is wrong with a value, and what was put right in it, as codes with sentences for people.

A problem is told beside its field. It never carries the value: parameters are limits and counts.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from gridcore.fields import Label, label

Severity = Literal["error", "warning"]
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class FieldProblem:
    """One problem of one field. An error stops saving; a warning is shown, and the value is kept."""

    field: str
    code: str
    severity: Severity
    params: Mapping[str, str | int] = dataclasses.field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Tidied(Generic[T_co]):
    """A value as it will be stored, what was put right on the way (`MENDED`), and what a person should see.

    `value` is None where nothing was written or nothing could be read. With an error it is not to be stored.
    """

    value: T_co | None
    mended: tuple[str, ...] = ()
    problems: tuple[FieldProblem, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Whether nothing stands in the way of storing the value."""
        return all(each.severity != "error" for each in self.problems)


_SENTENCES: Mapping[str, tuple[Severity, Label]] = {
    "required": ("error", label("Problem", "Please fill this in.")),
    "too_long": ("error", label("Problem", "This is too long: at most {limit} characters.")),
    "too_small": ("error", label("Problem", "Please enter {limit} or more.")),
    "too_large": ("error", label("Problem", "Please enter {limit} or less.")),
    "wrong_shape": ("error", label("Problem", "This value cannot be stored in this field.")),
    "unknown_code": ("error", label("Problem", "Please choose from the list.")),
    "garbled": ("error", label("Problem", "Some characters were lost on the way. Please type this again.")),
    "rare_character": (
        "warning",
        label("Problem", "This contains a character that other computers may not show. Please check it."),
    ),
    "forbidden_topic": (
        "warning",
        label("Problem", "This program does not keep such information about people. Is it needed for help?"),
    ),
    "name_characters": (
        "warning",
        label("Problem", "A name rarely contains digits or signs. Please check it."),
    ),
    "several_names": (
        "error",
        label("Problem", "These look like {count} people. Please enter them one by one."),
    ),
    "phone_unreadable": ("error", label("Problem", "This is not a phone number.")),
    "phone_length": (
        "warning",
        label(
            "Problem", "A mobile number has 11 digits, a landline an area code and 7 or 8. Please check it."
        ),
    ),
    "maybe_several_names": (
        "warning",
        label("Problem", "These may be two people. If so, please enter them one by one."),
    ),
    "phone_note": ("warning", label("Problem", "The words beside the number are left out.")),
    "several_phones": ("warning", label("Problem", "There are {count} numbers here; the first one is used.")),
    "precision_lost": (
        "error",
        label(
            "Problem",
            "The spreadsheet rounded this number. Please format the column as text and type it again.",
        ),
    ),
    "date_unreadable": ("error", label("Problem", "This is not a date. Please write it like 1956-03-04.")),
    "date_impossible": ("error", label("Problem", "There is no such day. Please check month and day.")),
    "date_ambiguous": (
        "error",
        label("Problem", "This date can be read in more than one way. Please write it like 1956-03-04."),
    ),
    "date_lunar": (
        "error",
        label("Problem", "This is a date of the lunar calendar. Please enter the date of the identity card."),
    ),
    "date_incomplete": ("error", label("Problem", "Please add the month and the day.")),
    "date_too_late": ("error", label("Problem", "This day lies too late. Please check the year.")),
    "date_not_come": ("error", label("Problem", "This day has not come yet.")),
    "date_too_early": ("error", label("Problem", "This day lies too early. Please check the year.")),
    "clock_unreadable": ("error", label("Problem", "This is not a time. Please write it like 8:30.")),
    "time_not_come": ("error", label("Problem", "This time has not come yet.")),
    "ends_before_begin": ("error", label("Problem", "The patrol would end before it began.")),
    "patrol_too_long": ("error", label("Problem", "A patrol takes {limit} hours at most. Please check.")),
    "guardian_needed": (
        "error",
        label("Problem", "For a child under 14 the guardian agrees. Please ask the guardian."),
    ),
    "all_must_agree": (
        "error",
        label("Problem", "Without the consent of every side this cannot be recorded."),
    ),
    "must_agree": (
        "error",
        label("Problem", "Without their consent it is not passed on. Please ask, or tell the supervisor."),
    ),
    "party_twice": ("error", label("Problem", "This person is a party of the case already.")),
    "not_a_party": ("error", label("Problem", "Only a party can be bound. Please choose a party.")),
    "before_acceptance": ("error", label("Problem", "This day lies before the acceptance of the case.")),
    "before_agreement": ("error", label("Problem", "This day lies before the agreement.")),
    "signed_before_agreed": (
        "error",
        label("Problem", "Nobody signs an agreement before it is made. Please check both days."),
    ),
    "not_in_force": (
        "error",
        label("Problem", "The court is asked when the agreement is in force. Please note the signing first."),
    ),
    "too_late_for_court": (
        "error",
        label("Problem", "The court can be asked within 30 days after the agreement takes effect."),
    ),
    "sum_in_words": (
        "error",
        label("Problem", "A sum in figures and the same sum in words differ. Please check both."),
    ),
    "another_person": ("error", label("Problem", "Please choose another person.")),
    "another_grid": ("error", label("Problem", "Please choose another grid.")),
    "date_order": ("warning", label("Problem", "This day lies before the one that it should follow.")),
    "death_before_birth": (
        "error",
        label("Problem", "Nobody dies before being born. Please check both days."),
    ),
    "arrival_before_birth": (
        "error",
        label("Problem", "Nobody moves in before being born. Please check both days."),
    ),
    "moved_out_before_in": (
        "error",
        label("Problem", "Nobody moves out before moving in. Please check both days."),
    ),
    "code_twice": ("error", label("Problem", "Row {row} has this code already.")),
    "level_unknown": ("error", label("Problem", "This is not one of the levels of divisions and grids.")),
    "above_missing": ("error", label("Problem", "The division that this one lies in is not in the list.")),
    "above_cycle": ("error", label("Problem", "This division would lie in itself.")),
    "above_level": (
        "error",
        label("Problem", "The division that this one lies in is not of a higher level."),
    ),
    "grid_outside": (
        "error",
        label("Problem", "A grid lies in one community, and its code begins with the community's."),
    ),
    "same_grid": ("error", label("Problem", "The building belongs to this grid already.")),
    "code_taken": ("error", label("Problem", "Another grid has, or had, this code.")),
    "grid_ended": ("error", label("Problem", "This grid has ended. Please choose another one.")),
    "no_building": ("error", label("Problem", "Please choose at least one building.")),
    "all_buildings": (
        "error",
        label("Problem", "All its buildings would go. Please merge the grids instead."),
    ),
    "waits_to_move": (
        "error",
        label("Problem", "A building is on its way to another grid already. Please sync first."),
    ),
    "is_planned": (
        "error",
        label("Problem", "A building is to go to another grid already. Please take that back first."),
    ),
    "too_many_at_once": (
        "error",
        label("Problem", "This is more than can go at once. Please choose fewer buildings."),
    ),
    "no_grid_chosen": ("error", label("Problem", "Please choose a grid.")),
    "building_twice": ("error", label("Problem", "This building is there already, in {grid}.")),
    "still_arriving": (
        "error",
        label("Problem", "This grid is still being read on this computer. Please wait a moment."),
    ),
    "doors_lived_in": (
        "error",
        label("Problem", "Households are kept behind doors that would go. Please see to them first."),
    ),
    "too_many_doors": (
        "error",
        label("Problem", "These are more doors than one building can be made with: at most {limit}."),
    ),
    "visit_long_ago": (
        "warning",
        label("Problem", "This was more than half a year ago. Please check the year."),
    ),
    "before_household": (
        "error",
        label("Problem", "Nobody of this household lived here yet on that day. Please check the year."),
    ),
    "after_household": (
        "error",
        label("Problem", "This household had been given up by that day. Please check the date."),
    ),
    "after_moved_out": (
        "error",
        label("Problem", "This person had moved out by that day. Please check the date or the person."),
    ),
    "signature_needed": (
        "error",
        label("Problem", "Goods are signed for: draw the signature, or add a photo of the signed paper."),
    ),
    "has_died": ("error", label("Problem", "This person has died.")),
    "child_older": (
        "error",
        label(
            "Problem",
            "By these days a child would be older than its parent. Please check the dates of birth and the "
            "relation to the head.",
        ),
    ),
    "stepchild_older": (
        "warning",
        label("Problem", "By these days a stepchild or child-in-law is older than the parent. Please check."),
    ),
    "parent_young": (
        "warning",
        label("Problem", "By these days a parent was younger than {limit} at the birth. Please check."),
    ),
    "two_heads": ("warning", label("Problem", "This household has another head already. Please choose one.")),
    "identity_length": ("error", label("Problem", "An identity number has 18 characters; here are {count}.")),
    "identity_characters": (
        "error",
        label("Problem", "An identity number has 17 digits, then a digit or X."),
    ),
    "identity_check_digit": (
        "warning",
        label("Problem", "The last character does not fit the others: one of them may be mistyped."),
    ),
    "identity_birth_date": (
        "warning",
        label("Problem", "The birth date inside this number is not possible. Please check digits 7 to 14."),
    ),
    "identity_area": (
        "warning",
        label("Problem", "No province has these first two digits. Please check them."),
    ),
    "identity_demo": ("error", label("Problem", "This number is made up for demonstrations.")),
    "identity_tail": ("error", label("Problem", "These are the last four: digits, or three digits and X.")),
    "identity_disagrees": (
        "warning",
        label("Problem", "This does not agree with the identity number. Please check which is right."),
    ),
    "identity_other_tail": (
        "error",
        label(
            "Problem", "Other last four are noted for this person. Please check both, and mend the wrong one."
        ),
    ),
    "identity_other_birth": (
        "warning",
        label("Problem", "Another date of birth is noted for this person. Please check which is right."),
    ),
    "identity_other_sex": (
        "warning",
        label("Problem", "Another sex is noted for this person. Please check which is right."),
    ),
    "division_length": ("error", label("Problem", "A division code has 12 digits.")),
    "division_province": ("error", label("Problem", "No province has these first two digits.")),
    "division_town": ("error", label("Problem", "No sub-district or town has these digits 7 to 9.")),
    "division_parent": ("error", label("Problem", "The division above this one is not known.")),
    "place_code": ("error", label("Problem", "This is not the code of such a place.")),
    "calendar_unreadable": ("error", label("Problem", "This is not a calendar of working days.")),
}

PROBLEMS: Mapping[str, Label] = {code: sentence for code, (_, sentence) in _SENTENCES.items()}
"""A sentence for each problem; `{limit}` and `{count}` are filled in from the parameters."""

MENDED: Mapping[str, Label] = {
    "full_width": label("Mended", "full-width characters"),
    "spaces": label("Mended", "spaces"),
    "hidden_characters": label("Mended", "invisible characters"),
    "radicals": label("Mended", "look-alike characters"),
    "composed": label("Mended", "accents"),
    "separators": label("Mended", "separators"),
    "country_code": label("Mended", "country code"),
    "written_empty": label("Mended", 'a word for "nothing"'),
    "lower_case_x": label("Mended", "lower-case x"),
    "lower_case": label("Mended", "small letters"),
    "fifteen_digits": label("Mended", "15-digit identity number"),
    "middle_dot": label("Mended", "the dot in a name"),
    "date_format": label("Mended", "way of writing the date"),
    "excel_day_number": label("Mended", "spreadsheet's day number"),
    "time_of_day": label("Mended", "time of day left out"),
    "number_as_text": label("Mended", "number written as text"),
}
"""What was put right without asking, to be shown beside the field and in the import's preview."""


def problem(field_name: str, code: str, **params: str | int) -> FieldProblem:
    """A problem with the severity that its code has. Raises KeyError for a code without a sentence."""
    return FieldProblem(field_name, code, _SENTENCES[code][0], params)

"""Codes about funded projects: this product's own list."""

from gridcore.codes import Code, own_list

LIVES_ALONE, NO_KIN_HERE = "lives_alone", "no_kin_here"

AID_LIVING = own_list(
    "aid_living",
    Code(LIVES_ALONE, "独自居住", "Lives alone"),
    Code(NO_KIN_HERE, "同住的人都不是亲属", "Lives with nobody related"),
)
"""What the members of a household tell by themselves; never why somebody is cared for."""

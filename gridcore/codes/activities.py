"""Codes about what a grid does for everybody: this product's own lists."""

from gridcore.codes import Code, own_list

_TALK = Code("talk", "宣讲", "Talk")
_SERVICE = Code("service", "服务", "Service")
_PUBLICITY = Code("publicity", "宣传", "Publicity")

ACTIVITY_KIND = own_list("activity_kind", _TALK, _PUBLICITY, _SERVICE)

MONTHLY_DUTY = own_list("monthly_duty", Code("visit", "走访", "Visit"), _TALK, _SERVICE, _PUBLICITY)
"""What each grid does at least once a month (一月一走访、一月一宣讲、一月一服务、一月一宣传)."""

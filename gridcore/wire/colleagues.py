"""Colleagues with whom a mediator may share a case: told once, and again when one comes or goes."""

import hashlib
from collections.abc import Mapping

import msgspec

from gridcore.ids import UserId

_LETTERS = 16


def digest_of(colleagues: Mapping[UserId, str]) -> str:
    """By what a laptop says whom it can name; empty for nobody."""
    if not colleagues:
        return ""
    told = msgspec.json.encode(sorted(colleagues.items()))
    return hashlib.sha256(told).hexdigest()[:_LETTERS]

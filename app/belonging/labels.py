"""What a doubtful piece of text looks like."""

from __future__ import annotations

from typing import Any

from app.belonging.rules import Doubt, DoubtKind
from app.i18n import lazy_gettext as _

WORDED: dict[DoubtKind, Any] = {
    DoubtKind.RESIDENT: _("“%(quote)s” is the name of a resident."),
    DoubtKind.PERSON: _("“%(quote)s” looks like a resident who is named."),
    DoubtKind.HEALTH: _("“%(quote)s” looks like something about a person's health."),
    DoubtKind.BIRTH: _("“%(quote)s” looks like a date of birth."),
}


def worded(doubt: Doubt) -> str:
    """The doubt in the reader's language."""
    return str(WORDED[doubt.kind]) % {"quote": doubt.quote}

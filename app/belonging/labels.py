"""What a doubtful piece of text looks like, to be said after it."""

from __future__ import annotations

from typing import Any

from app.belonging.rules import DoubtKind
from app.i18n import lazy_gettext as _

WORDED: dict[DoubtKind, Any] = {
    DoubtKind.RESIDENT: _("is the name of a resident"),
    DoubtKind.PERSON: _("looks like a resident who is named"),
    DoubtKind.HEALTH: _("looks like something about a person's health"),
    DoubtKind.BIRTH: _("looks like a date of birth"),
}

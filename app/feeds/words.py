"""The few words that feeds use, in the language of the feed's owner; nothing that somebody typed about a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.i18n import LOCALES, catalogue
from app.visits.models import Way


@dataclass(frozen=True)
class Words:
    """Titles and labels of entries."""

    ways: dict[Way, str]
    in_week: str
    step: str
    contact: str
    busy: str
    open_here: str
    cancelled: str
    closed: str


def words_of(locale: str) -> Words:
    """The words in a language; Danish when it is not one of ours."""
    translations = catalogue(locale if locale in LOCALES else "da")
    return _said(translations.ugettext)


def _said(_: Callable[[str], str]) -> Words:
    return Words(
        ways={
            Way.VISIT: _("Visit"),
            Way.CALL: _("Call"),
            Way.ONLINE: _("Online meeting"),
            Way.EMAIL: _("E-mail"),
            Way.MEETING: _("Meeting with us"),
        },
        in_week=_("%(way)s in week %(week)s"),
        step=_("Next step"),
        contact=_("Planned contact"),
        busy=_("Busy"),
        open_here=_("See more in Jobløft:"),
        cancelled=_("CANCELLED: "),
        closed=_("This calendar address has been closed. Make a new one in Jobløft."),
    )

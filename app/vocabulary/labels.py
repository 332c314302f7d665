"""What sources of words and faults of them are called on screen."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.vocabulary.lexicon import Source, Use
from app.vocabulary.rules import Unfit

SOURCES: dict[Source, Any] = {
    Source.CONFIRMED: _("Confirmed by colleagues"),
    Source.IMPORTED: _("Imported list"),
    Source.OWN: _("Comes with Jobløft"),
}
KINDS: dict[str, Any] = {
    "title": _("Job title"),
    "task": _("Work task"),
    "skill": _("Skill"),
    "certificate": _("Certificate or scheme"),
}
USES: dict[Use, Any] = {
    Use.WISH: _("Job wishes"),
    Use.SKILL: _("Skills"),
    Use.CERTIFICATE: _("Certificates and licences"),
}
_ONLY_WORK = _(
    "Only words for work can be shared with everybody. Leave out names, numbers and what concerns one person."
)
UNFIT: dict[Unfit, Any] = {
    Unfit.EMPTY: _("Write a word for work."),
    Unfit.LONG: _("This is too long for a word that means one thing. Write at most six words."),
    Unfit.NUMBER: _ONLY_WORK,
    Unfit.ADDRESS: _ONLY_WORK,
    Unfit.SENTENCE: _ONLY_WORK,
    Unfit.NAME: _("This looks like somebody's name. The word list is for everybody: is it a word for work?"),
}

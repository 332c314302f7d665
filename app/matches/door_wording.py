"""How a change that opens doors is worded: as a possibility, never as a fault."""

from __future__ import annotations

from collections.abc import Mapping

from app.display import number
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.matches.doors import OrdersDoor, PeopleDoor
from app.matches.sentences import Voice, question_words
from app.matches.wording import Said
from matching import Change

CHANGES: Mapping[Change, Said] = {
    Change.SKILL: Said(_("With experience in what they call “%(about)s”"), _("If you try “%(about)s”")),
    Change.CERTIFICATE: Said(_("“%(about)s” as a certificate or licence"), _("If you get “%(about)s”")),
    Change.HOURS: Said(_("Up to %(about)s hours a week"), _("If you can work up to %(about)s hours a week")),
    Change.PLACE: Said(_("Up to %(about)s km to the work"), _("If you can go up to %(about)s km to the work")),
    Change.LOOSEN_REQUIREMENT: Said(
        _("If “%(about)s” is good to have, and can be learned there"),
        _("If “%(about)s” is good to have, and can be learned there"),
    ),
    Change.LOOSEN_CERTIFICATE: Said(
        _("If “%(about)s” can come after the start"), _("If “%(about)s” can come after the start")
    ),
    Change.LOOSEN_HOURS: Said(
        _("If it can begin with %(about)s hours a week"), _("If it can begin with %(about)s hours a week")
    ),
}

IN_NUMBERS = frozenset({Change.HOURS, Change.PLACE, Change.LOOSEN_HOURS})


def door_words(door: OrdersDoor | PeopleDoor, voice: Voice = Voice.STAFF) -> str:
    """A change as the beginning of a line that says what it opens."""
    if isinstance(door, PeopleDoor) and door.questions:
        return gettext("Ask about: %(what)s", what=" · ".join(question_words(one) for one in door.questions))
    said = CHANGES[door.change]
    about = number(float(door.about)) if door.change in IN_NUMBERS else door.about
    return str(said.staff if voice is Voice.STAFF else said.resident) % {"about": about}

"""What fit words and the steps of a match are called, with tone and icon beside the word."""

from __future__ import annotations

from typing import Any

from app.i18n import lazy_gettext as _
from app.matches.models import MatchState
from matching import FitWord, PartCode

FIT: dict[FitWord, Any] = {
    FitWord.GOOD: _("good bid"),
    FitWord.POSSIBLE: _("possible bid"),
    FitWord.ASK_FIRST: _("ask first"),
    FitWord.NOT_NOW: _("not now"),
}
FIT_LOOK: dict[FitWord, tuple[str, str]] = {
    FitWord.GOOD: ("good", "check"),
    FitWord.POSSIBLE: ("wait", "resident"),
    FitWord.ASK_FIRST: ("calm", "question"),
    FitWord.NOT_NOW: ("calm", "lock"),
}
# How a colleague elsewhere, or the consultant, is told that somebody is there.
EXISTS: dict[FitWord, Any] = {
    FitWord.GOOD: _("There is a good bid"),
    FitWord.POSSIBLE: _("There is a possible bid"),
}
# The parts of a match, in the words of the resident's page.
PARTS: dict[PartCode, Any] = {
    PartCode.SKILLS: _("Skills"),
    PartCode.WISHES: _("Wishes"),
    PartCode.HOURS: _("Hours a week"),
    PartCode.TIMES: _("When in the week"),
    PartCode.PLACE: _("Way to work"),
    PartCode.LANGUAGE: _("Language"),
    PartCode.PERSONAL: _("Personal strengths"),
    PartCode.CERTIFICATES: _("Certificates and licences"),
}
STATES: dict[MatchState, Any] = {
    MatchState.PROPOSED: _("Proposed"),
    MatchState.TALKED_THROUGH: _("Talked through with the resident"),
    MatchState.RESIDENT_YES: _("The resident says yes"),
    MatchState.RESIDENT_NO: _("The resident says no"),
    MatchState.PUT_FORWARD: _("Put forward to the company"),
    MatchState.INTERVIEW: _("Job interview"),
    MatchState.AGREEMENT: _("Agreement"),
    MatchState.COMPANY_NO: _("The company says no"),
    MatchState.AWAITING_GRANT: _("Waits for the municipality's grant"),
    MatchState.TAKEN_BACK: _("The choice is taken back"),
}
STATE_LOOK: dict[MatchState, tuple[str, str]] = {
    MatchState.PROPOSED: ("calm", "resident"),
    MatchState.TALKED_THROUGH: ("calm", "resident"),
    MatchState.RESIDENT_YES: ("good", "check"),
    MatchState.RESIDENT_NO: ("calm", "lock"),
    MatchState.PUT_FORWARD: ("wait", "company"),
    MatchState.INTERVIEW: ("wait", "visit"),
    MatchState.AGREEMENT: ("good", "check"),
    MatchState.COMPANY_NO: ("calm", "lock"),
    MatchState.AWAITING_GRANT: ("wait", "question"),
    MatchState.TAKEN_BACK: ("calm", "lock"),
}
# What the one who has the next move does now.
NEXT_MOVE: dict[MatchState, Any] = {
    MatchState.PROPOSED: _("Talk with the resident about it"),
    MatchState.TALKED_THROUGH: _("Hear whether it is a yes"),
    MatchState.RESIDENT_YES: _("Tell the company"),
    MatchState.PUT_FORWARD: _("Hear what the company says"),
    MatchState.INTERVIEW: _("Hear how the interview went"),
    MatchState.AWAITING_GRANT: _("Follow up on the grant with the municipality"),
}
# For those whom the resident's own answers do not concern.
NOT_ANY_MORE: tuple[Any, str, str] = (_("Not under way any more"), "calm", "lock")

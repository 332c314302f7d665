"""Codes with their data turned into sentences, about the resident or to the resident."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date
from typing import Any

from app.display import number, short_day
from app.i18n import gettext as _
from app.matches.profiles import DEMANDS
from app.matches.wording import BLOCKERS, QUESTIONS, REASONS, Said
from app.orders.labels import DEMANDS as DEMAND_LABELS
from app.orders.labels import LANGUAGE_LEVELS
from app.orders.models import Demand
from matching import Blocker, Reason, ReasonCode, Unknown

EVENING = "evening"
LANGUAGES = frozenset({ReasonCode.LANGUAGE_MEETS, ReasonCode.GAP_LANGUAGE})
PLACES = frozenset({ReasonCode.PLACE_NEAR, ReasonCode.GAP_PLACE_FAR})


class Voice(enum.Enum):
    """Who is spoken to."""

    STAFF = "staff"
    RESIDENT = "resident"


def reason_words(reason: Reason, voice: Voice = Voice.STAFF) -> str:
    """A reason or a gap as a sentence."""
    values = _values(reason) | (_levels(reason) if reason.code in LANGUAGES else {})
    return _said(REASONS[reason.code], voice, values, short=_says_it_twice(reason))


def blocker_words(blocker: Blocker, voice: Voice = Voice.STAFF) -> str:
    """What shuts the door, as a sentence."""
    return _said(BLOCKERS[blocker.code], voice, _values(blocker))


def question_words(question: Unknown, voice: Voice = Voice.STAFF) -> str:
    """What is still to ask: a thing to ask about, or the question itself."""
    values = {"about": question.about, "language": question.about, "demand": demand_words(question.about)}
    return _said(QUESTIONS[question.code], voice, values, short=question.about is None)


def demand_words(code: str | None) -> str:
    """A condition of work in the middle of a sentence; the resident's or employer's own words stay as they are."""
    if not code:
        return ""
    if code == EVENING:
        return _("work in the evening")
    ours = next((one.value for one, known in DEMANDS.items() if known.value == code), code)
    label = str(DEMAND_LABELS[Demand(ours)]) if ours in set(Demand) else without_no(code)
    return label[:1].lower() + label[1:]


def without_no(text: str) -> str:
    """'ikke køkken' without its first word, where the sentence itself says the no."""
    return text.removeprefix("ikke ")


def _said(said: Said, voice: Voice, values: Mapping[str, Any], *, short: bool = False) -> str:
    long_form, short_form = (
        (said.staff, said.short_staff) if voice is Voice.STAFF else (said.resident, said.short_resident)
    )
    return str(short_form if short and short_form is not None else long_form) % values


def _says_it_twice(reason: Reason) -> bool:
    if reason.code is ReasonCode.PLACE_NEAR:
        return reason.amount is not None and reason.amount < 1
    if reason.code is ReasonCode.GAP_PLACE_FAR:
        return reason.limit is None
    return bool(reason.have and reason.need) and str(reason.have).casefold() == str(reason.need).casefold()


def _values(one: Reason | Blocker) -> dict[str, Any]:
    whole_km = isinstance(one, Reason) and one.code in PLACES and one.amount is not None
    return {
        "have": without_no(one.have or ""),
        "need": one.need or "",
        "have_day": _day(one.have),
        "need_day": _day(one.need),
        "demand": demand_words(one.need),
        "amount": number(round(one.amount) if whole_km and one.amount is not None else one.amount),
        "limit": number(one.limit),
    }


def _levels(reason: Reason) -> dict[str, str]:
    return {
        "language": reason.need or "",
        "level": _level(reason.amount),
        "asked": _level(reason.limit),
    }


def _level(value: float | None) -> str:
    label = str(LANGUAGE_LEVELS[int(value)]) if value is not None else ""
    return label[:1].lower() + label[1:]


def _day(iso: str | None) -> str:
    try:
        return short_day(date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return ""

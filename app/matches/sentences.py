"""Codes with their data turned into sentences, about the resident or to the resident."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from app.display import number, short_day
from app.i18n import gettext as _
from app.i18n import ngettext
from app.matches.profiles import DEMANDS
from app.matches.wording import BLOCKERS, QUESTIONS, REASONS, WORKPLACES, Said
from app.orders.labels import DEMANDS as DEMAND_LABELS
from app.orders.labels import LANGUAGE_LEVELS
from app.orders.models import Demand
from matching import Blocker, Reason, ReasonCode, Unknown
from matching.youth import EVENING_WORK, LIGHT_WORK

PLACES = frozenset({ReasonCode.PLACE_NEAR, ReasonCode.GAP_PLACE_FAR})


class Voice(enum.Enum):
    """Who is spoken to."""

    STAFF = "staff"
    RESIDENT = "resident"


def reason_words(reason: Reason, voice: Voice = Voice.STAFF) -> str:
    """A reason or a gap as a sentence."""
    return _said(REASONS[reason.code], voice, _Values(reason), short=_says_it_twice(reason))


def workplace_words(reason: Reason, trade: str, voice: Voice = Voice.STAFF) -> str:
    """A reason for asking about a workplace of a trade, as a sentence."""
    said = WORKPLACES.get(reason.code, REASONS[reason.code])
    values = _Values(reason)
    values["trade"] = trade
    return _said(said, voice, values, short=_says_it_twice(reason))


def reason_lines(reasons: Sequence[Reason], also: Sequence[int]) -> list[str]:
    """Reasons as sentences about the resident, each with how many more things of the job the same thing fits."""
    counts = (*also, *(0 for _reason in reasons[len(also) :]))
    return [_with_more(reason_words(reason), more) for reason, more in zip(reasons, counts, strict=True)]


def blocker_words(blocker: Blocker, voice: Voice = Voice.STAFF) -> str:
    """What shuts the door, as a sentence."""
    return _said(BLOCKERS[blocker.code], voice, _Values(blocker))


def question_words(question: Unknown, voice: Voice = Voice.STAFF) -> str:
    """What is still to ask: a thing to ask about, or the question itself."""
    values = {"about": question.about, "language": question.about, "demand": demand_words(question.about)}
    return _said(QUESTIONS[question.code], voice, values, short=question.about is None)


def demand_words(code: str | None) -> str:
    """A condition of work in the middle of a sentence; the resident's or employer's own words stay as they are."""
    if not code:
        return ""
    if code == EVENING_WORK:
        return _("work in the evening")
    if code == LIGHT_WORK:
        return _("only light work for as long as one goes to school")
    ours = next((one.value for one, known in DEMANDS.items() if known.value == code), code)
    label = str(DEMAND_LABELS[Demand(ours)]) if ours in set(Demand) else without_no(code)
    return label[:1].lower() + label[1:]


def without_no(text: str) -> str:
    """'ikke køkken' without its first word, where the sentence itself says the no."""
    return text.removeprefix("ikke ")


def _with_more(said: str, more: int) -> str:
    if not more:
        return said
    return str(ngettext("%(said)s, and %(num)s more thing", "%(said)s, and %(num)s more things", more, said=said))


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


class _Values(dict[str, Any]):
    """What a sentence may hold, each worked out only when the sentence asks for it."""

    def __init__(self, one: Reason | Blocker) -> None:
        super().__init__()
        self._one = one

    def __missing__(self, name: str) -> Any:
        return _VALUES[name](self._one)


def _amount(one: Reason | Blocker) -> str:
    return number(round(one.amount) if one.code in PLACES and one.amount is not None else one.amount)


_VALUES: Mapping[str, Callable[[Any], str]] = {
    "have": lambda one: without_no(one.have or ""),
    "need": lambda one: one.need or "",
    "have_day": lambda one: _day(one.have),
    "need_day": lambda one: _day(one.need),
    "demand": lambda one: demand_words(one.need),
    "amount": _amount,
    "limit": lambda one: number(one.limit),
    "language": lambda one: one.need or "",
    "level": lambda one: _level(one.amount),
    "asked": lambda one: _level(one.limit),
}


def _level(value: float | None) -> str:
    label = str(LANGUAGE_LEVELS[int(value)]) if value is not None else ""
    return label[:1].lower() + label[1:]


def _day(iso: str | None) -> str:
    try:
        return short_day(date.fromisoformat(iso)) if iso else ""
    except ValueError:
        return ""

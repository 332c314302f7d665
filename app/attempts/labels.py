"""What attempts and next tries are called on screen."""

from __future__ import annotations

from typing import Any

from app.attempts.models import Outcome
from app.attempts.rules import Try
from app.i18n import lazy_gettext as _

OUTCOMES: dict[Outcome, Any] = {
    Outcome.NO_ANSWER: _("Called, no answer"),
    Outcome.CALL_LATER: _("Asked us to call later"),
    Outcome.CLOSED: _("Closed, nobody there"),
    Outcome.WRONG_NUMBER: _("Wrong number"),
}
TRIES: dict[Try, Any] = {
    Try.CALL: _("Call again"),
    Try.EMAIL: _("Write an e-mail"),
    Try.FIND_NUMBER: _("Find the right number"),
}

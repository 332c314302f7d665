"""What a person types about questions, choices and steps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import InputRequired

from app.forms import BaseForm, LongText, no_cpr
from app.i18n import lazy_gettext as _
from app.matches.labels import STATES
from app.matches.models import MatchState
from app.matches.services import Says

NOTE_LENGTH = 1000
ANSWERS: dict[Says, Any] = {
    Says.SOMEONE: _("Yes, I have someone"),
    Says.LATER: _("Yes, I think so, and will come back"),
    Says.NO: _("No, not at the moment"),
}


def _number(value: Any) -> int | None:
    return int(value) if value not in (None, "", "None") else None


class AskForm(BaseForm):
    """A question to all counsellors."""

    note = LongText(_("A word to the counsellors"), [no_cpr], longest=NOTE_LENGTH)


class AnswerForm(BaseForm):
    """A counsellor's answer."""

    says = RadioField(
        _("Do you have someone for this?"),
        [InputRequired(_("Choose an answer."))],
        choices=[SelectChoice(says.value, label) for says, label in ANSWERS.items()],
    )
    resident_id = SelectField(_("Whom do you think of?"), coerce=_number)
    note = LongText(_("A word to the one who asks"), [no_cpr], longest=NOTE_LENGTH)

    def offer(self, residents: Iterable[tuple[int, str]]) -> AnswerForm:
        """The same form with the residents to choose among, by id and name."""
        nobody = SelectChoice("", _("Nobody yet"))
        self.resident_id.choices = [nobody, *(SelectChoice(str(one), name) for one, name in residents)]
        return self


class ChooseForm(BaseForm):
    """A choice with its motive."""

    motive = LongText(
        _("Why this person, in your own words"), [InputRequired(_("Write why you choose this person.")), no_cpr]
    )
    ranking = HiddenField()


class StepForm(BaseForm):
    """A step in the course of a match."""

    state = RadioField(_("What has happened?"), [InputRequired(_("Choose what has happened."))])
    reason = LongText(_("Why"), [no_cpr], longest=NOTE_LENGTH)

    def offer(self, states: list[MatchState]) -> StepForm:
        """The same form with the steps to choose among."""
        self.state.choices = [SelectChoice(state.value, STATES[state]) for state in states]
        return self

"""What is tapped and typed about attempts."""

from __future__ import annotations

from wtforms import HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.attempts.labels import OUTCOMES, TRIES
from app.attempts.models import Outcome
from app.attempts.rules import Try
from app.forms import BaseForm, Text, choices_of, no_cpr, optional_id
from app.i18n import lazy_gettext as _
from app.visits.forms import day_field


def _id_or_none(text: object) -> int | None:
    try:
        return optional_id(text)
    except ValueError:
        return None


class NewAttemptForm(BaseForm):
    """One tap: what happened, and what was to be done when it did."""

    outcome = RadioField(
        _("What happened?"), [InputRequired(_("Choose what happened."))], choices=choices_of(OUTCOMES), coerce=Outcome
    )
    visit_id = HiddenField(filters=[_id_or_none])
    planned_id = HiddenField(filters=[_id_or_none])


class AttemptForm(BaseForm):
    """More about an attempt."""

    outcome = RadioField(_("What happened?"), choices=choices_of(OUTCOMES), coerce=Outcome)
    note = Text(_("A word about it"), [no_cpr], longest=300)


class NextTryForm(BaseForm):
    """The next try: what, and on which day."""

    what = SelectField(_("How"), choices=choices_of(TRIES), coerce=Try)
    day = day_field(_("Day"), InputRequired(_("Choose the day.")))


class ButtonForm(BaseForm):
    """One button on somebody's page."""

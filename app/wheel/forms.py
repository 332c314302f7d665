"""What a person types about planned contacts."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired, Optional

from app.forms import LONG, BaseForm, Checks, Count, LongText, Text, optional_id
from app.i18n import lazy_gettext as _
from app.outreach.forms import OutreachFields
from app.visits.forms import day_field
from app.visits.labels import WAYS
from app.visits.models import Way
from app.wheel import rules
from app.wheel.services import When

IN_WEEK, ON_DAY = "week", "day"
PREPARATION, REASON = 5_000, 1_000


class WhenForm(BaseForm):
    """A week or a day. `today` and, for a contact that exists, `kept` (where it stands) must be set before checking."""

    span = RadioField(
        _("When"),
        choices=[SelectChoice(IN_WEEK, _("Some time in a week")), SelectChoice(ON_DAY, _("On a day"))],
        default=IN_WEEK,
    )
    week: Any = Count(_("Week number"), [Optional()])
    year: Any = Count(_("Year"), [Optional()])
    day: Any = day_field(_("Day"), Optional())

    today: date
    kept: When | None = None
    # What was chosen, when it has passed: the page then asks whether the contact was held.
    passed: When | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks, and that the week or day exists and has not passed; what isn't chosen is not read."""
        for unread in (self.day,) if self.span.data != ON_DAY else (self.week, self.year):
            unread.data, unread.process_errors = None, []
        fine = super().validate(extra_validators)
        faults = [] if self.span.errors else self._when_faults()
        for field, message in faults:
            field.errors = [*field.errors, message]
        return fine and not faults

    def _when_faults(self) -> list[tuple[Field, Any]]:
        faults = self._day_faults() if self.span.data == ON_DAY else self._week_faults()
        if faults or any(field.errors for field in (self.day, self.week, self.year)):
            return faults
        return self._past_faults()

    def _day_faults(self) -> list[tuple[Field, Any]]:
        if self.day.data is None:
            return [] if self.day.errors else [(self.day, _("Choose the day."))]
        return [(self.day, YEAR_FAULT)] if not rules.FIRST_YEAR <= self.day.data.year <= rules.LAST_YEAR else []

    def _week_faults(self) -> list[tuple[Field, Any]]:
        unwritten = ((self.week, _("Write the week's number.")), (self.year, _("Write the year.")))
        faults = [(field, text) for field, text in unwritten if field.data is None and not field.errors]
        year, week = self.year.data, self.week.data
        if year is not None and not rules.FIRST_YEAR <= year <= rules.LAST_YEAR:
            faults.append((self.year, YEAR_FAULT))
        elif year is not None and week is not None and not 1 <= week <= rules.weeks_in(year):
            text = _("%(year)s has the weeks 1 to %(last)s.", year=year, last=rules.weeks_in(year))
            faults.append((self.week, text))
        return faults

    def _past_faults(self) -> list[tuple[Field, Any]]:
        when = self.when()
        last = when.on_date + rules.SUNDAY if when.whole_week else when.on_date
        if last >= self.today or when == self.kept:
            return []
        self.passed = when
        return [(self.week, _("That week has passed."))] if when.whole_week else [(self.day, _("That day has passed."))]

    def when(self) -> When:
        """What was chosen, once it was found to be fine."""
        if self.span.data == ON_DAY:
            return When(self.day.data, whole_week=False)
        return When(rules.monday_of(self.year.data, self.week.data))


YEAR_FAULT = _("Choose a year between %(first)s and %(last)s.", first=rules.FIRST_YEAR, last=rules.LAST_YEAR)


def when_values(when: When) -> dict[str, Any]:
    """A day or week as the form's fields."""
    counted = when.on_date.isocalendar()
    return {
        "span": IN_WEEK if when.whole_week else ON_DAY,
        "week": counted.week,
        "year": counted.year,
        "day": None if when.whole_week else when.on_date,
    }


class MoveForm(WhenForm, OutreachFields):
    """Another day or week for a planned contact."""


class ContactForm(WhenForm, OutreachFields):
    """A planned contact."""

    way = SelectField(
        _("How"), choices=[SelectChoice(way.value, label) for way, label in WAYS.items()], coerce=Way, default=Way.CALL
    )
    purpose = Text(_("What for"), [DataRequired(_("Write what you want to talk with them about."))], longest=LONG)
    responsible_id = SelectField(_("Who"), coerce=optional_id)
    preparation = LongText(_("Preparation"), longest=PREPARATION)


class SkipForm(BaseForm):
    """Why a contact is given up this year."""

    reason = LongText(
        _("Why is it skipped?"), [DataRequired(_("Write why; next year's plan builds on it."))], longest=REASON
    )


class PlanAgainForm(BaseForm, OutreachFields):
    """That a contact is still to be made."""


class HeldForm(BaseForm):
    """That a contact took place, and as which visit."""

    visit_id = SelectField(_("Which visit was it?"), coerce=optional_id)


class RollOverForm(BaseForm):
    """The contacts that go on to next year."""

    contacts: Any = Checks(_("Contacts to copy"), coerce=int)
    outreach_reason: Any = LongText(_("Why do you contact them anyway?"), longest=REASON)
    # Which concerns the page showed: one reason covers those and no later ones.
    outreach_seen: Any = HiddenField()

    def validate_contacts(self, field: Field) -> None:
        """Something must be chosen."""
        DataRequired(_("Choose at least one contact."))(self, field)

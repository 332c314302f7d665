"""What a person types about visits and next steps; the note has forms of its own (note_forms.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from wtforms import BooleanField, DateField, Field, HiddenField, RadioField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.forms import LONG, BaseForm, Checks, LongText, Text, choices_of, no_cpr, optional_id, sensible_year
from app.i18n import lazy_gettext as _
from app.outreach.forms import OutreachFields
from app.visits.labels import OUTCOMES, WAYS
from app.visits.models import StepOutcome, Way

# Browsers without a clock field let people write 9.30 as they do on paper.
CLOCK_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
WRONG_DAY = _("This is not a date. Write for example 24-11-2026.")
WRONG_TIME = _("This is not a time. Write for example 9.30.")
PURPOSE, REASON = 2_000, 1_000


class Named(Protocol):
    """Somebody with an id and a name."""

    id: Any
    name: Any


def named_choices(people: Iterable[Named], nobody: Any = None) -> list[SelectChoice]:
    """People by name; with `nobody` a first, empty choice."""
    first = [] if nobody is None else [SelectChoice("", nobody)]
    return first + [SelectChoice(str(person.id), person.name) for person in people]


def day_field(label: Any, *validators: Any) -> DateField:
    """A day, also as Danes write it."""
    checks = [*validators, sensible_year]
    # The installed type stubs are older than this argument.
    return DateField(label, checks, format=DAY_FORMATS, invalid_value_message=WRONG_DAY)  # type: ignore[call-arg]


def time_field(label: Any, *validators: Any) -> TimeField:
    """A time of day on the wall in Denmark."""
    return TimeField(label, [*validators], format=CLOCK_FORMATS, invalid_value_message=WRONG_TIME)  # type: ignore[call-arg]


class VisitForm(BaseForm, OutreachFields):
    """When, how, where, with whom and what for. Times are wall-clock times in Denmark."""

    day = day_field(_("Day"), InputRequired(_("Choose the day.")))
    starts = time_field(_("From"), InputRequired(_("Write when it begins.")))
    ends = time_field(_("To"), Optional())
    way = SelectField(_("How"), choices=choices_of(WAYS), coerce=Way)
    place = Text(_("Place"))
    contact_person_id = SelectField(_("Contact person"), coerce=optional_id)
    responsible_id = SelectField(_("Responsible"), coerce=optional_id)
    participants = Checks(_("Colleagues who come along"), coerce=int)
    purpose = LongText(_("Purpose"), longest=PURPOSE)
    move_reason = Text(_("Why is it moved?"), longest=300)
    been = BooleanField(_("Yes, it was held"))
    # Asked for when the day has passed; the page shows `been` from then on.
    asks_if_held = False

    def validate_ends(self, field: Field) -> None:
        """A visit ends after it began, on the same day."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("The visit must end after it begins."))


class CancelForm(BaseForm):
    """Why a visit does not take place."""

    reason = LongText(
        _("Why is it cancelled?"), [DataRequired(_("Write why; it helps the next one who calls."))], longest=REASON
    )


class ButtonForm(BaseForm):
    """One button on somebody's page; `back` is the page it stands on."""

    back = HiddenField()


class StepForm(BaseForm):
    """A next step: what, until when, by whom. `company` is a name or CVR number, where none is given beforehand."""

    title = Text(_("Task"), [DataRequired(_("Write what is to be done."))], longest=LONG)
    due_on = day_field(_("By when"), InputRequired(_("Choose a day.")))
    owner_id = SelectField(_("Who"), coerce=optional_id)
    by_company = BooleanField(_("The company has promised it"))
    company: Any = Text(_("Company (name or CVR number)"))


class EndStepForm(BaseForm):
    """How a promise ended."""

    outcome = RadioField(_("How did it end?"), choices=choices_of(OUTCOMES), coerce=StepOutcome)
    outcome_note = Text(_("A word about it"), [no_cpr], longest=300)

"""What a person types about a job order."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, DateField, Field, RadioField, SelectField, StringField
from wtforms.validators import DataRequired, NumberRange, Optional, ValidationError

from app.availability.fields import GridField, HoursField, not_below
from app.forms import (
    BaseForm,
    Checks,
    Count,
    Lines,
    LongText,
    Text,
    no_cpr,
    optional_id,
    sensible_year,
    valid_postal_code,
)
from app.i18n import lazy_gettext as _
from app.orders import labels, rules
from app.orders.fields import AskedChecks, YesNo, options
from app.orders.models import EmploymentKind, OrderState

MOST_POSITIONS, MOST_WEEKS = 500, 260
YOUNGEST, OLDEST = 13, 67
WHY = 300


def _kind_or_none(value: Any) -> EmploymentKind | None:
    return EmploymentKind(value) if value else None


class TextsForm(BaseForm):
    """A form whose texts are never None, also when a field was not sent."""

    def values(self) -> dict[str, Any]:
        """What was typed, by field name."""
        texts = {field.name: field.data or "" for field in self.data_fields if isinstance(field, StringField)}
        lists: dict[str, Any] = {field.name: field.data or [] for field in self.data_fields if isinstance(field, Lines)}
        return super().values() | texts | lists


class BeginningForm(TextsForm):
    """Task and hours: with the company all that an order needs to begin. Hours may be 'not agreed yet'."""

    title = Text(_("Task or job title"), [DataRequired(_("Write what the work is, for example washing stairs."))])
    hours_low = HoursField(_("Hours a week, from"))
    hours_high = HoursField(_("Hours a week, to"), [not_below("hours_low")])
    hours_unknown = BooleanField(_("The hours are not agreed yet"))
    kind = SelectField(
        _("Kind of employment"), choices=options(labels.KINDS, empty=_("Not asked yet")), coerce=_kind_or_none
    )
    tasks = Lines(_("Tasks"))
    starts_on = DateField(_("Start"), [Optional(), sensible_year])
    grid = GridField(_("When in the week"))
    note = LongText(_("Remarks"), [no_cpr])

    def validate_hours_low(self, field: Field) -> None:
        """Some hours, or a word that they are not agreed."""
        if field.data is None and self.hours_high.data is None and not self.hours_unknown.data:
            raise ValidationError(_("Write the hours, or tick that they are not agreed yet."))

    def values(self) -> dict[str, Any]:
        """Hours that are written are known, whatever is ticked."""
        typed = super().values()
        typed["hours_unknown"] = typed["hours_low"] is None and typed["hours_high"] is None
        return typed


class NewOrderForm(BeginningForm):
    """A new order; the company is found by what is typed, and chosen among several when they fit."""

    company = Text(_("Company"))
    company_id = RadioField(_("Which company?"), coerce=optional_id, validate_choice=False, choices=[])
    is_idea = BooleanField(_("Only a draft so far: not open for applicants yet"))

    def validate_company(self, field: Field) -> None:
        """One of the companies that fit what was typed."""
        choices: Any = self.company_id.choices or []
        fitting = [value for value, _label in choices]
        if self.company_id.data in fitting:
            return
        if not field.data:
            raise ValidationError(_("Write the company's name or CVR number."))
        if not fitting:
            raise ValidationError(_("No company has that name or number. Register the company first."))
        raise ValidationError(_("Several companies fit. Choose one below."))

    def values(self) -> dict[str, Any]:
        """The order's own values."""
        apart = ("company", "company_id", "is_idea")
        return {name: value for name, value in super().values().items() if name not in apart}


class OrderForm(BeginningForm):
    """The whole checklist; everything beyond task and hours can wait."""

    contact_person_id = SelectField(_("Contact person at the company"), coerce=optional_id)
    responsible_id = SelectField(_("Responsible with us"), coerce=optional_id)
    positions = Count(
        _("Number of positions"),
        [
            DataRequired(_("Write how many, at least 1.")),
            NumberRange(1, MOST_POSITIONS, _("Write a number from %(min)s to %(max)s.")),
        ],
    )
    standing_need = BooleanField(_("Standing need: they need people again and again"))
    street = Text(_("Street and number"))
    postal_code = Text(_("Postal code"), [valid_postal_code])
    city = Text(_("Town"), longest=100)

    hours_grow_to = HoursField(
        _("Grows to (hours)"),
        [not_below("hours_high", _("Growth must be to at least as many hours as now."))],
    )
    hours_grow_weeks = Count(
        _("in (weeks)"), [Optional(), NumberRange(1, MOST_WEEKS, _("Write a number from %(min)s to %(max)s."))]
    )
    every_other_week = BooleanField(_("Every other week only"))
    hours_note = Text(_("More about the hours"), [no_cpr], longest=WHY)
    ends_on = DateField(_("Ends (season or fixed term)"), [Optional(), sensible_year])

    required = Lines(_("Must be able to"))
    desirable = Lines(_("Good to have"))
    personal_skills = Lines(_("Personal qualities"))
    certificates = Lines(_("Certificates and licences"))
    certificates_absolute = BooleanField(_("Without these nobody can start"))
    danish_level = SelectField(
        _("Danish needed"),
        choices=options(labels.LANGUAGE_LEVELS, empty=_("Not asked yet")),
        coerce=optional_id,
    )
    danish_reason = Text(_("Why must Danish be as a native's?"), longest=WHY)
    other_languages = Lines(_("Other languages"))
    demands = AskedChecks(_("What the work asks of body and day"), labels=labels.DEMANDS)
    core_demands = Checks(_("Which of them are the core of the job?"), choices=options(labels.DEMANDS))
    minimum_age = Count(
        _("Minimum age"), [Optional(), NumberRange(YOUNGEST, OLDEST, _("Write an age from %(min)s to %(max)s."))]
    )
    minimum_age_reason = Text(_("Why that age?"), longest=WHY)
    dress = Text(_("Demands on dress"))
    dress_reason = Text(_("Why that dress?"), longest=WHY)
    criminal_record_check = YesNo(_("Criminal record certificate"))
    priority_access = YesNo(_("Priority access for our residents"))

    pay = Text(_("Pay"))
    collective_agreement = Text(_("Collective agreement"))
    how_to_apply = LongText(_("In this way"), longest=2000)
    apply_by = DateField(_("Apply by"), [Optional(), sensible_year])
    municipal_grant = LongText(_("What the municipality must grant first"), [no_cpr], longest=2000)

    def validate_hours_grow_to(self, field: Field) -> None:
        """Growth is counted from the hours at the start."""
        lowest = self.hours_low.data
        if field.data is not None and lowest is not None and field.data < lowest and self.hours_high.data is None:
            raise ValidationError(_("Growth must be to at least as many hours as now."))
        if field.data is None and self.hours_grow_weeks.data is not None and not field.errors:
            raise ValidationError(_("Write how many hours it can grow to."))

    def validate_ends_on(self, field: Field) -> None:
        """The end comes after the start."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(_("The end can't be before the start."))

    def validate_apply_by(self, field: Field) -> None:
        """Nobody can apply after the work has ended."""
        if field.data and self.ends_on.data and field.data > self.ends_on.data:
            raise ValidationError(_("The last day to apply can't be after the end."))

    def validate_certificates(self, field: Field) -> None:
        """An absolute demand has to be named."""
        if self.certificates_absolute.data and not field.data:
            raise ValidationError(_("Write which certificates, or take the tick away."))

    def validate_danish_reason(self, field: Field) -> None:
        """Danish as a native needs a lawful reason [domain §6]."""
        if self.danish_level.data == rules.NATIVE_LEVEL and not field.data:
            raise ValidationError(_("Danish as a native's may only be asked for when the work needs it. Write why."))

    def validate_minimum_age_reason(self, field: Field) -> None:
        """An age above the law's needs a lawful reason [domain §6]."""
        needed = rules.age_needs_reason(self.minimum_age.data, self.kind.data, self.demands.data or [])
        if needed and not field.data:
            raise ValidationError(_("The age is higher than the law asks for this work. Write why it is needed."))

    def validate_dress_reason(self, field: Field) -> None:
        """Demands on dress need a lawful reason [domain §6]."""
        if self.dress.data and not field.data:
            raise ValidationError(_("Demands on dress need a factual reason, for example hygiene. Write it."))

    def values(self) -> dict[str, Any]:
        """What is the core of the job is also something that it asks."""
        typed = super().values()
        core = [one for one in labels.DEMANDS if one.value in (typed["core_demands"] or [])]
        typed["core_demands"] = [one.value for one in core]
        if core:
            asked = {*(typed["demands"] or []), *typed["core_demands"]}
            typed["demands"] = [one.value for one in labels.DEMANDS if one.value in asked]
        return typed


class CopyForm(OrderForm):
    """A new order that begins with what another one says; nothing is kept before it is sent."""

    is_idea = BooleanField(_("Only a draft so far: not open for applicants yet"))

    def begin_anew(self, responsible_id: int) -> None:
        """Leave out what belongs to the first order alone: its days, who was responsible, a contact who has left."""
        self.starts_on.data = self.ends_on.data = self.apply_by.data = None
        self.responsible_id.data = responsible_id
        choices: Any = self.contact_person_id.choices or []
        if self.contact_person_id.data not in [value for value, _label in choices]:
            self.contact_person_id.data = None

    def values(self) -> dict[str, Any]:
        """The order's own values."""
        return {name: value for name, value in super().values().items() if name != "is_idea"}


class StateForm(BaseForm):
    """Where the order stands now, and why."""

    state = RadioField(_("New state"), coerce=OrderState, choices=[])
    reason = LongText(_("Why"), [no_cpr], longest=2000)

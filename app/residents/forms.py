"""What a person types about a resident. Every free text refuses CPR numbers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from wtforms import BooleanField, DateField, Field, Form, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired, NumberRange, Optional, ValidationError

from app import clock
from app.availability.fields import GridField, HoursField, not_below
from app.forms import (
    MEDIUM,
    SHORT,
    BaseForm,
    Checks,
    Count,
    Lines,
    LongText,
    Phone,
    Text,
    choices_of,
    no_cpr,
    optional_id,
    sensible_year,
    valid_email,
    valid_postal_code,
)
from app.i18n import gettext
from app.i18n import lazy_gettext as _
from app.residents import labels
from app.residents.models import Goal, PersonalQuestion, SkillSource
from app.residents.parts import CertificateRow, LanguageRow, SkillRow
from app.residents.rows import Column, RowsField, one_of, optional_day

NOTE_LENGTH = 4_000


def pair_choices(first: Any, pairs: Iterable[tuple[int, str]]) -> list[SelectChoice]:
    """Choices of (id, name) after an empty one."""
    return [SelectChoice("", first), *(SelectChoice(str(row_id), name) for row_id, name in pairs)]


def not_in_the_future(_form: Form, field: Field) -> None:
    """A day that has been."""
    if isinstance(field.data, date) and field.data > clock.today():
        raise ValidationError(gettext("The day can't be in the future."))


class NewResidentForm(BaseForm):
    """Enough to begin: only the name is needed."""

    name = Text(_("Name"), [DataRequired(_("Write the resident's name.")), no_cpr], longest=MEDIUM)
    phone = Phone(_("Telephone"), [no_cpr])
    housing_area = Text(_("Housing area"), [no_cpr], longest=100)
    goal = SelectField(_("Goal"), coerce=Goal, choices=choices_of(labels.GOALS), default=Goal.UNSURE)
    wishes = Lines(_("Job wishes, the dearest first, one a line"), [no_cpr])


class ProfileForm(BaseForm):
    """Who it is, the goal, and who helps."""

    name = Text(_("Name"), [DataRequired(_("Write the resident's name.")), no_cpr], longest=MEDIUM)
    phone = Phone(_("Telephone"), [no_cpr])
    email = Text(_("E-mail"), [no_cpr, valid_email], longest=254)
    housing_area = Text(_("Housing area"), [no_cpr], longest=100)
    postal_code = Text(_("Postal code"), [valid_postal_code])
    birth_date = DateField(_("Birth date"), [Optional(), sensible_year, not_in_the_future])
    goal = SelectField(_("Goal"), coerce=Goal, choices=choices_of(labels.GOALS))
    goal_note = LongText(_("About the goal"), [no_cpr], longest=NOTE_LENGTH)
    support_kind = Text(_("Support or benefit"), [no_cpr], longest=100)
    channel = Text(_("How the resident found us"), [no_cpr], longest=100)
    interpreter = Text(_("Interpreter (language)"), [no_cpr], longest=SHORT)
    counsellor_id = SelectField(_("Counsellor"), coerce=optional_id)
    broker_id = SelectField(_("Job broker"), coerce=optional_id)
    case_officer_id = SelectField(_("The municipality's job consultant"), coerce=optional_id)


class WishesForm(BaseForm):
    """Wishes in the resident's own order, and what they would rather not."""

    wishes = Lines(_("Would like, the dearest first, one a line"), [no_cpr])
    refused = Lines(_("Would rather not, one a line"), [no_cpr])

    def validate_refused(self, field: Field) -> None:
        """Nobody wants and refuses the same."""
        both = [text for text in field.data if text in (self.wishes.data or [])]
        if both:
            raise ValidationError(gettext("“%(text)s” stands in both lists.", text=both[0]))


def _source_choices() -> list[tuple[str, Any]]:
    return [("", gettext("Choose where it comes from")), *((one.value, label) for one, label in labels.SOURCES.items())]


class SkillsForm(BaseForm):
    """What the resident can do, and where it comes from."""

    skills = RowsField(
        _("Skills"),
        make=SkillRow,
        missing=_("Write what the resident can do."),
        columns=(
            Column("text", _("Can do"), "text"),
            Column(
                "source",
                _("Where from"),
                "choice",
                _source_choices,
                one_of(
                    lambda: ["", *SkillSource],
                    _("Choose from the list."),
                    lambda text: SkillSource(text) if text else None,
                ),
            ),
        ),
    )


class CertificatesForm(BaseForm):
    """Certificates and licences."""

    certificates = RowsField(
        _("Certificates and licences"),
        make=CertificateRow,
        missing=_("Write which certificate it is."),
        columns=(
            Column("text", _("Certificate or licence"), "text"),
            Column("valid_until", _("Valid until"), "date", read=optional_day),
        ),
    )


def _language_choices() -> list[tuple[str, Any]]:
    named = sorted(((code, labels.language_name(code)) for code in labels.LANGUAGE_CODES), key=lambda one: one[1])
    first = [(code, name) for code, name in named if code == "da"]
    return [("", gettext("Choose a language")), *first, *((code, name) for code, name in named if code != "da")]


def _level_choices() -> list[tuple[str, Any]]:
    return [("", gettext("Choose how well")), *((str(n), label) for n, label in labels.LANGUAGE_LEVELS.items())]


class LanguagesForm(BaseForm):
    """Languages and how well."""

    languages = RowsField(
        _("Languages"),
        make=LanguageRow,
        missing=_("Choose which language it is."),
        columns=(
            Column(
                "language",
                _("Language"),
                "choice",
                _language_choices,
                one_of(lambda: labels.LANGUAGE_CODES, _("Choose a language from the list.")),
            ),
            Column(
                "level",
                _("How well"),
                "choice",
                _level_choices,
                one_of(
                    lambda: [str(level) for level in labels.LANGUAGE_LEVELS],
                    _("Choose how well the resident speaks it."),
                    int,
                ),
            ),
        ),
    )


class CompetencesForm(BaseForm):
    """The five questions, each answered with a situation that shows it [002]."""

    independent = LongText(labels.QUESTIONS[PersonalQuestion.INDEPENDENT].ask, [no_cpr], longest=NOTE_LENGTH)
    cooperates = LongText(labels.QUESTIONS[PersonalQuestion.COOPERATES].ask, [no_cpr], longest=NOTE_LENGTH)
    handles_change = LongText(labels.QUESTIONS[PersonalQuestion.HANDLES_CHANGE].ask, [no_cpr], longest=NOTE_LENGTH)
    flexible = LongText(labels.QUESTIONS[PersonalQuestion.FLEXIBLE].ask, [no_cpr], longest=NOTE_LENGTH)
    inventive = LongText(labels.QUESTIONS[PersonalQuestion.INVENTIVE].ask, [no_cpr], longest=NOTE_LENGTH)

    def situations(self) -> dict[PersonalQuestion, str]:
        """What was answered, by question."""
        return {question: self[question.value].data or "" for question in PersonalQuestion}


class HoursForm(BaseForm):
    """How much, when, from when and how far."""

    hours_low = HoursField(_("Hours a week, from"))
    hours_high = HoursField(_("Hours a week, to"), [not_below("hours_low")])
    hours_grow_to = HoursField(_("Can grow to (hours a week)"), [not_below("hours_high", _("Must be at least 'to'."))])
    hours_grow_weeks = Count(
        _("Within how many weeks"), [Optional(), NumberRange(1, 104, _("Write a number of weeks from 1 to 104."))]
    )
    grid = GridField(_("When in the week"), unknown_label=_("Not talked about yet"))
    every_other_week = BooleanField(_("Only every other week"))
    not_in_school_holidays = BooleanField(_("Not in school holidays"))
    hours_note = Text(_("More about the hours"), [no_cpr], longest=300)
    available_from = DateField(_("Can begin from"), [Optional(), sensible_year])
    distance_km = Count(
        _("How far from home (km)"), [Optional(), NumberRange(0, 300, _("Write a number of kilometres from 0 to 300."))]
    )
    transport = Checks(_("Gets there"), choices=choices_of(labels.TRANSPORTS))

    def validate_hours_grow_weeks(self, field: Field) -> None:
        """Weeks without hours to grow to say nothing."""
        if field.data is not None and self.hours_grow_to.data is None:
            raise ValidationError(gettext("Write also how many hours it can grow to."))


class ConsiderationsForm(BaseForm):
    """What the work must not demand; kept only with the resident's own yes."""

    avoid = Checks(_("To be avoided at work"), choices=choices_of(labels.DEMANDS))
    note = LongText(_("More about it, in the resident's words"), [no_cpr], longest=NOTE_LENGTH)
    consented_on = DateField(
        _("The resident said yes to this being kept on"), [Optional(), sensible_year, not_in_the_future]
    )


class ConsentForm(BaseForm):
    """A yes to one receiver seeing named groups of fields until a day."""

    receiver_id = SelectField(_("Who may see it"), coerce=optional_id)
    purpose = Text(_("What it is for"), [DataRequired(_("Write what it is for.")), no_cpr])
    scope = Checks(
        _("What they may see"),
        [DataRequired(_("Choose at least one thing."))],
        choices=choices_of(labels.SCOPES),
    )
    basis = SelectField(_("What the sharing rests on"), choices=choices_of(labels.BASES))
    given_how = Text(
        _("How the resident said yes"), [DataRequired(_("Write how the resident said yes.")), no_cpr], longest=MEDIUM
    )
    given_on = DateField(_("Said yes on"), [DataRequired(_("Write the day.")), sensible_year, not_in_the_future])
    valid_until = DateField(_("Until and including"), [DataRequired(_("Write the last day.")), sensible_year])

    def validate_receiver_id(self, field: Field) -> None:
        """Somebody must be named."""
        if field.data is None:
            raise ValidationError(gettext("Choose who may see it."))

    def validate_valid_until(self, field: Field) -> None:
        """A consent can't end before it begins."""
        if field.data and self.given_on.data and field.data < self.given_on.data:
            raise ValidationError(gettext("The last day can't be before the day of the yes."))

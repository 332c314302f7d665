"""What a person types about a company."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from wtforms import BooleanField, DateField, Field, Form, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional, ValidationError

from app.accounts.models import Organisation, User
from app.companies import labels
from app.companies.models import Answer, Contribution, ContributionKind, Stage, SupplierRelation
from app.companies.services import Agreement, GivenAnswer
from app.companies.supplier_numbers import LONGEST
from app.forms import (
    MEDIUM,
    BaseForm,
    Count,
    LongText,
    Phone,
    Text,
    optional_id,
    sensible_year,
    valid_cvr,
    valid_email,
    valid_postal_code,
)
from app.i18n import lazy_gettext as _


def row_choices(nobody: Any, rows: Iterable[User] | Iterable[Organisation]) -> list[SelectChoice]:
    """Rows with a name to choose among, after the choice of none of them."""
    return [SelectChoice("", nobody), *(SelectChoice(str(row.id), row.name) for row in rows)]


def valid_p_number(_form: Form, field: Field) -> None:
    """Ten digits, as the number of a place of production has; spaces are taken away."""
    field.data = "".join((field.data or "").split())
    if field.data and not (len(field.data) == 10 and field.data.isdecimal() and field.data.isascii()):
        raise ValidationError(_("A P number has ten digits."))


def valid_website(_form: Form, field: Field) -> None:
    """An address on the web; https is added when it is left out."""
    if not field.data:
        return
    address = field.data if "://" in field.data else f"https://{field.data}"
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and not set(' <>"') & set(address)
    except ValueError:
        fits = False
    if not fits or len(address) > 200:
        raise ValidationError(_("This is not a web address. Write for example www.firma.dk."))
    field.data = address


class CompanyForm(BaseForm):
    """Facts of a company; only the name is needed."""

    name = Text(_("Name"), [DataRequired(_("Write the company's name."))])
    cvr = Text(_("CVR number"), [valid_cvr], longest=14)
    p_number = Text(_("P number"), [valid_p_number], longest=14)
    industry = Text(_("Industry"), longest=100)
    employees = Count(_("Employees"), [Optional(), NumberRange(0, 1_000_000, _("Write a number from 0 and up."))])
    street = Text(_("Street and number"))
    postal_code = Text(_("Postal code"), [valid_postal_code])
    city = Text(_("Town"), longest=100)
    phone = Phone(_("Telephone"))
    email = Text(_("E-mail"), [valid_email], longest=254)
    website = Text(_("Website"), [valid_website])
    about = LongText(_("About the company"))
    fixed_contact_id = SelectField(_("Our fixed contact"), coerce=optional_id)
    own_operation_of_id = SelectField(_("Own operation of"), coerce=optional_id)
    good_partner = BooleanField(_("A good partner of the housing association"))
    often_hiring = BooleanField(_("Often short of hands"))
    socially_minded = BooleanField(_("Wants to take social responsibility"))
    standing_need = LongText(_("Standing need"), longest=2000)
    why_they_take_part = LongText(_("Why they take part"))
    who_does_what = LongText(_("Who does what when there is a match"))


class NewCompanyForm(CompanyForm):
    """A company that is registered: also where the relation stands, and that it is no double."""

    stage = SelectField(
        _("Where the relation stands"),
        coerce=Stage,
        choices=[SelectChoice(stage.value, label) for stage, label in labels.STAGES.items() if stage != Stage.DECLINED],
        default=Stage.CANDIDATE,
    )
    confirmed = BooleanField(_("It is another company: register it anyway"))

    def values(self) -> dict[str, Any]:
        """The company's own values."""
        return {name: value for name, value in super().values().items() if name != "confirmed"}


class WarningForm(BaseForm):
    """What colleagues must know before they call, and until when. `today` must be set before checking."""

    text = Text(_("What must colleagues know?"), [DataRequired(_("Write what it is about."))], longest=500)
    until = DateField(_("Until"), [InputRequired(_("Choose the day.")), sensible_year])

    today: date

    def validate_until(self, field: Field) -> None:
        """A warning that is over warns nobody."""
        if field.data and field.data < self.today:
            raise ValidationError(_("That day has passed."))


class SavedFilterForm(BaseForm):
    """A name for the filters that stand in the list's address."""

    name = Text(_("Name of the filters"), [DataRequired(_("Write a name."))], longest=60)
    address = HiddenField()


class BulkForm(BaseForm):
    """Yes to one change of many companies; `seen` says what its author was shown."""

    seen = HiddenField()
    reason = LongText(_("Why"), longest=2000)


class PeaceForm(BaseForm):
    """How often, and from when, the company wants to hear from us."""

    not_before = DateField(_("Not before"), [Optional(), sensible_year])
    contacts_a_month = Count(
        _("Contacts a month at most"), [Optional(), NumberRange(0, 100, _("Write a number from 0 to 100."))]
    )


class ContactForm(BaseForm):
    """A contact person at a company."""

    name = Text(_("Name"), [DataRequired(_("Write the person's name."))], longest=MEDIUM)
    job_title = Text(_("Job title"), longest=MEDIUM)
    phone = Phone(_("Telephone"))
    email = Text(_("E-mail"), [valid_email], longest=254)
    is_fixed = BooleanField(_("The company's fixed contact"))
    left_on = DateField(_("Left the company on"), [Optional(), sensible_year])


class StageForm(BaseForm):
    """Where the relation stands now, and why."""

    stage = SelectField(
        _("Where the relation stands"),
        coerce=Stage,
        choices=[SelectChoice(stage.value, label) for stage, label in labels.STAGES.items()],
    )
    reason = LongText(_("Why"), longest=2000)


class ContributionsForm(BaseForm):
    """All ways of contributing in one form: three fields each, named after the way."""

    def rows(self) -> list[tuple[ContributionKind, Field, Field, Field]]:
        """Each way with its fields: answer, how often, to what extent."""
        return [(kind, *(self[f"{kind.value}_{part}"] for part in ("answer", "how_often", "extent"))) for kind in KINDS]

    def validate(self, extra_validators: Any = None) -> bool:
        """How often and how much say nothing without an answer."""
        valid = bool(super().validate(extra_validators))
        for _kind, answer, how_often, extent in self.rows():
            if not answer.data and (how_often.data or extent.data):
                answer.errors = [*answer.errors, _("Choose yes, maybe or no.")]
                valid = False
        return valid

    def answers(self) -> dict[ContributionKind, GivenAnswer]:
        """What was answered; ways that were not asked are left out."""
        return {
            kind: GivenAnswer(answer.data, how_often.data or "", extent.data or "")
            for kind, answer, how_often, extent in self.rows()
            if answer.data
        }


KINDS = tuple(ContributionKind)
ANSWER_CHOICES = [
    SelectChoice("", _("Not asked yet")),
    *(SelectChoice(answer.value, label) for answer, label in labels.ANSWERS.items()),
]


def _answer_or_none(value: Any) -> Answer | None:
    return Answer(value) if value else None


for _kind in KINDS:
    _label = labels.CONTRIBUTIONS[_kind]
    _answer_field = SelectField(_label, coerce=_answer_or_none, choices=ANSWER_CHOICES)
    setattr(ContributionsForm, f"{_kind.value}_answer", _answer_field)
    _often_field = Text(_("%(contribution)s: how often", contribution=_label), longest=MEDIUM)
    setattr(ContributionsForm, f"{_kind.value}_how_often", _often_field)
    setattr(ContributionsForm, f"{_kind.value}_extent", Text(_("%(contribution)s: extent", contribution=_label)))


def contribution_data(known: Mapping[ContributionKind, Contribution]) -> dict[str, Any]:
    """What is known, as the form's fields hold it."""
    return {
        f"{kind.value}_{part}": getattr(row, part)
        for kind, row in known.items()
        for part in ("answer", "how_often", "extent")
    }


class SuppliersForm(BaseForm):
    """Which housing associations buy from the company; made for the associations there are."""

    organisations: tuple[Organisation, ...] = ()

    def rows(self) -> list[tuple[Organisation, Field, Field, Field, Field]]:
        """Each association with its fields: buys, social clauses, when the agreement ends, the supplier number."""
        return [
            (place, *(self[f"{part}_{place.id}"] for part in ("buys", "clauses", "ends", "number")))
            for place in self.organisations
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """An agreement belongs to an association that buys."""
        valid = bool(super().validate(extra_validators))
        for _place, buys, *rest in self.rows():
            if not buys.data and any(field.data for field in rest):
                buys.errors = [*buys.errors, _("Tick that they buy from the company, or empty the agreement.")]
                valid = False
        return valid

    def agreements(self) -> list[Agreement]:
        """What was said."""
        return [
            Agreement(place.id, clauses.data, ends.data, number.data or "")
            for place, buys, clauses, ends, number in self.rows()
            if buys.data
        ]


def suppliers_form(organisations: Iterable[Organisation]) -> type[SuppliersForm]:
    """A form with four fields for each of these associations."""
    fields: dict[str, Any] = {"organisations": tuple(organisations)}
    for place in fields["organisations"]:
        fields[f"buys_{place.id}"] = BooleanField(_("%(organisation)s buys from them", organisation=place.name))
        fields[f"clauses_{place.id}"] = BooleanField(_("The framework agreement has social clauses"))
        fields[f"ends_{place.id}"] = DateField(_("The framework agreement ends on"), [Optional(), sensible_year])
        fields[f"number_{place.id}"] = Text(_("Supplier number"), longest=LONGEST)
    return type("SuppliersForm", (SuppliersForm,), fields)


def supplier_data(known: Mapping[int, SupplierRelation]) -> dict[str, bool | date | str | None]:
    """What is known, as the form's fields hold it."""
    data: dict[str, bool | date | str | None] = {}
    for place, row in known.items():
        data |= {f"buys_{place}": True, f"clauses_{place}": row.social_clauses, f"ends_{place}": row.agreement_ends_on}
        data[f"number_{place}"] = row.supplier_number
    return data

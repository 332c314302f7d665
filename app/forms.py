"""The base of every form: key against forgery, version, one-time key, our own messages, shared checks."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask import request
from flask_wtf import FlaskForm
from stdnum.dk import cvr as cvr_number
from wtforms import Field, Form, HiddenField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice as SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from app import display
from app.i18n import DOMAIN
from app.i18n import lazy_gettext as _

SHORT, MEDIUM, LONG, NOTE = 60, 120, 200, 20_000
CPR = re.compile(r"(?<!\d)(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])\d{2}[ -]?\d{4}(?!\d)")


class translations:  # noqa: N801 (WTForms takes it as an object with two functions)
    # WTForms brings no Danish; its own messages are translated in our catalogue like all others.
    @staticmethod
    def gettext(text: str) -> str:
        return str(DOMAIN.get_translations().ugettext(text))

    @staticmethod
    def ngettext(one: str, many: str, n: int) -> str:
        return str(DOMAIN.get_translations().ungettext(one, many, n))


def _stripped(value: Any) -> Any:
    # Browsers send lines as CRLF.
    return value.replace("\r\n", "\n").replace("\r", "").strip() if isinstance(value, str) else value


def new_once_key() -> str:
    """A key that makes sending a form twice harmless; every form on a page has its own."""
    return secrets.token_urlsafe(18)


class OwnMeta(FlaskForm.Meta):
    """Our messages; and a form is filled in by its own fields alone, not by files or JSON sent in their place."""

    def get_translations(self, form: Form) -> Any:
        """Messages of the validators in the user's language."""
        return translations

    def wrap_formdata(self, form: Form, formdata: Any) -> Any:
        """What was typed. Flask-WTF mixes files and JSON in, which fields of text can't hold."""
        wrapped = super().wrap_formdata(form, formdata)
        return wrapped if wrapped is None or wrapped is formdata else request.form


class BaseForm(FlaskForm):
    """A form that changes something. `version` is of the row it was made from; `once` makes a repeat harmless."""

    version = HiddenField()
    once = HiddenField(default=new_once_key)

    class Meta(OwnMeta):
        """Texts without white space around them."""

        def bind_field(self, form: Form, unbound_field: Any, options: dict[str, Any]) -> Field:
            """Strip what was typed and hold every text to a length that its column takes."""
            filters = unbound_field.kwargs.get("filters", [])
            if issubclass(unbound_field.field_class, StringField):
                options["filters"] = [*filters, _stripped]
            return unbound_field.bind(form=form, **options)

    @property
    def data_fields(self) -> list[Field]:
        """The fields a person fills in."""
        return [field for field in self if field.name not in ("csrf_token", "version", "once", "belongs")]

    def values(self) -> dict[str, Any]:
        """What was typed, by field name."""
        return {field.name: field.data for field in self.data_fields}


class Text(StringField):
    """One line of text with a longest length (200 unless told)."""

    def __init__(self, label: Any = None, validators: Any = None, *, longest: int = LONG, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or []), Length(max=longest)], **kwargs)
        self.longest = longest


class Phone(Text):
    """A telephone number: kept in international form, shown in its field as people write it."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or []), valid_phone], longest=30, **kwargs)

    def _value(self) -> str:
        # What was typed stands as it was typed, also when it is no number.
        return str(self.raw_data[0]) if self.raw_data else display.phone(self.data or "")


class LongText(TextAreaField):
    """Several lines of text (20,000 characters unless told)."""

    def __init__(self, label: Any = None, validators: Any = None, *, longest: int = NOTE, **kwargs: Any) -> None:
        super().__init__(label, [*(validators or []), Length(max=longest)], **kwargs)
        self.longest = longest


class Lines(LongText):
    """A list of short texts, one a line; `data` is a list without empty ones and doubles."""

    def _value(self) -> str:
        return "\n".join(self.data or []) if not self.raw_data else str(self.raw_data[0])

    def process_formdata(self, valuelist: list[str]) -> None:
        """Split what was typed into its lines."""
        lines = (line.strip(" \t-•*") for line in (valuelist[0] if valuelist else "").splitlines())
        self.data = list(dict.fromkeys(line for line in lines if line))  # type: ignore[assignment]

    def pre_validate(self, form: Any) -> None:
        """No line may be longer than a skill's column."""
        if any(len(line) > LONG for line in self.data or []):
            raise ValidationError(_("Each line can have at most %(n)s characters.", n=LONG))


class Checks(SelectMultipleField):
    """Several choices as check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices_of(labels: Mapping[Any, Any], *, first: Any = None) -> list[SelectChoice]:
    """A select field's choices from an enum's labels; `first` is the label of the empty choice, if there is one."""
    empty = [] if first is None else [SelectChoice("", first)]
    return empty + [SelectChoice(member.value, label) for member, label in labels.items()]


def optional_id(value: Any) -> int | None:
    """The id that a select field or a hidden one holds; empty is None. For `coerce=`."""
    return int(value) if value not in (None, "", "None") else None


class Count(IntegerField):
    """A whole number of something."""


def valid_cvr(_form: Form, field: Field) -> None:
    """Eight digits whose weighted sum is divisible by 11; spaces and DK are taken away."""
    if not field.data:
        field.data = None
        return
    number = cvr_number.compact(str(field.data))
    if not cvr_number.is_valid(number):
        raise ValidationError(_("This is not a CVR number: it must have 8 digits, and the check digit must fit."))
    field.data = number


def valid_phone(_form: Form, field: Field) -> None:
    """A number that can be called; kept in international form."""
    if not field.data:
        return
    try:
        number = phonenumbers.parse(field.data, "DK")
    except phonenumbers.NumberParseException:
        raise ValidationError(_("This is not a phone number. Write for example 86 12 34 56.")) from None
    if not phonenumbers.is_possible_number(number):
        raise ValidationError(_("This is not a phone number. Write for example 86 12 34 56."))
    field.data = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def valid_email(_form: Form, field: Field) -> None:
    """An address of the right shape; whether it exists is not asked."""
    if not field.data:
        return
    try:
        field.data = validate_email(field.data, check_deliverability=False, test_environment=True).normalized
    except EmailNotValidError:
        raise ValidationError(_("This is not an e-mail address. Write for example navn@firma.dk.")) from None


def valid_postal_code(_form: Form, field: Field) -> None:
    """Four digits, as Danish postal codes have."""
    if field.data and not re.fullmatch(r"[0-9]{4}", field.data):
        raise ValidationError(_("A postal code has four digits."))


def no_cpr(_form: Form, field: Field) -> None:
    """Refuse a CPR number in a text about a resident (domain §5)."""
    text = "\n".join(field.data) if isinstance(field.data, list) else str(field.data or "")
    if CPR.search(text):
        raise ValidationError(_("This looks like a CPR number. CPR numbers must not be kept here; please remove it."))


def sensible_year(_form: Form, field: Field) -> None:
    """A day between 1900 and 2100: anything else is a slip of the finger."""
    if isinstance(field.data, date) and not 1900 <= field.data.year <= 2100:
        raise ValidationError(_("The year must be between 1900 and 2100."))

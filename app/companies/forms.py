"""What a person types about a company."""

from __future__ import annotations

from wtforms import BooleanField, DateField, SelectField
from wtforms.validators import DataRequired, NumberRange, Optional

from app.forms import (
    MEDIUM,
    BaseForm,
    Count,
    LongText,
    Text,
    sensible_year,
    valid_cvr,
    valid_email,
    valid_phone,
    valid_postal_code,
)
from app.i18n import lazy_gettext as _


class CompanyForm(BaseForm):
    """Facts of a company; only the name is needed."""

    name = Text(_("Name"), [DataRequired(_("Write the company's name."))])
    cvr = Text(_("CVR number"), [valid_cvr], longest=14)
    industry = Text(_("Industry"), longest=100)
    employees = Count(_("Employees"), [Optional(), NumberRange(0, 1_000_000, _("Write a number from 0 and up."))])
    street = Text(_("Street and number"))
    postal_code = Text(_("Postal code"), [valid_postal_code])
    city = Text(_("Town"), longest=100)
    phone = Text(_("Telephone"), [valid_phone], longest=30)
    email = Text(_("E-mail"), [valid_email], longest=254)
    website = Text(_("Website"))
    fixed_contact_id = SelectField(_("Our fixed contact"), coerce=lambda value: int(value) if value else None)
    about = LongText(_("About the company"))


class ContactForm(BaseForm):
    """A contact person at a company."""

    name = Text(_("Name"), [DataRequired(_("Write the person's name."))], longest=MEDIUM)
    job_title = Text(_("Job title"), longest=MEDIUM)
    phone = Text(_("Telephone"), [valid_phone], longest=30)
    email = Text(_("E-mail"), [valid_email], longest=254)
    is_fixed = BooleanField(_("The company's fixed contact"))
    left_on = DateField(_("Left the company on"), [Optional(), sensible_year])

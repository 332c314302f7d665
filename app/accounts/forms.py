"""Forms of accounts: sign in, own password, and the administrator's."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, ValidationError

from app.accounts import labels
from app.accounts.models import OrganisationKind, Role
from app.accounts.rules import password_fault
from app.forms import MEDIUM, BaseForm, Checks, OwnMeta, Phone, Text, choices_of, valid_email
from app.i18n import lazy_gettext as _


class LoginForm(FlaskForm):
    """Sign in. Not a BaseForm: nobody is signed in yet to own a one-time key."""

    email = StringField(_("E-mail"), [DataRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [DataRequired(_("Write your password."))])

    Meta = OwnMeta


def good_password(_form: Any, field: Any) -> None:
    """Long enough, and not among those that everybody tries."""
    fault = password_fault(field.data or "")
    if fault:
        raise ValidationError(labels.PASSWORD_FAULTS[fault])


class PasswordForm(BaseForm):
    """Change one's own password; all other sessions end with it."""

    present = PasswordField(_("Your present password"), [DataRequired(_("Write your present password."))])
    password = PasswordField(_("New password"), [good_password])
    again = PasswordField(_("New password once more"), [EqualTo("password", _("The two are not the same."))])


class OrganisationForm(BaseForm):
    """A partner organisation."""

    name = Text(_("Name"), [DataRequired(_("Write the organisation's name."))], longest=MEDIUM)
    kind = SelectField(
        _("Kind"),
        coerce=OrganisationKind,
        choices=choices_of(labels.ORGANISATION_KINDS),
    )
    phone = Phone(_("Telephone"))
    email = Text(_("E-mail"), [valid_email], longest=254)
    active = BooleanField(_("Takes part in the partnership"), default=True)


class UserForm(BaseForm):
    """A user with roles; one person can have several."""

    name = Text(_("Name"), [DataRequired(_("Write the person's name."))], longest=MEDIUM)
    email = Text(_("E-mail"), [DataRequired(_("Write the e-mail address to sign in with.")), valid_email], longest=254)
    phone = Phone(_("Telephone"))
    organisation_id = SelectField(_("Organisation"), coerce=int)
    roles = Checks(_("Roles"), coerce=Role, choices=choices_of(labels.ROLES))
    active = BooleanField(_("May sign in"), default=True)

    def validate_roles(self, field: Any) -> None:
        """Somebody without a role could open nothing."""
        if not field.data:
            raise ValidationError(_("Choose at least one role."))


class NewUserForm(UserForm):
    """A new user begins with a password that the administrator hands over in person."""

    password = PasswordField(_("First password"), [good_password])

"""Forms of accounts."""

from __future__ import annotations

from flask_wtf import FlaskForm
from wtforms import PasswordField, StringField
from wtforms.validators import DataRequired

from app.forms import _Catalogue
from app.i18n import lazy_gettext as _


class LoginForm(FlaskForm):
    """Sign in. Not a BaseForm: nobody is signed in yet to own a one-time key."""

    email = StringField(_("E-mail"), [DataRequired(_("Write your e-mail address."))])
    password = PasswordField(_("Password"), [DataRequired(_("Write your password."))])

    class Meta(FlaskForm.Meta):
        """Our messages."""

        def get_translations(self, form: object) -> object:
            """Messages in the visitor's language."""
            return _Catalogue

"""What a person sends about words."""

from __future__ import annotations

from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired

from app.forms import BaseForm, Text, no_cpr
from app.i18n import lazy_gettext as _


class ConfirmForm(BaseForm):
    """A text, and the term that it means: by its id (a button) or as it is written."""

    text = Text(_("Word or phrase"), [DataRequired(_("Write a word for work.")), no_cpr])
    term = HiddenField()
    meaning = Text(_("means the same as"))
    no_name = BooleanField(_("It is a word for work and nobody's name"))
    use = HiddenField()
    back = HiddenField()


class TakeBackForm(BaseForm):
    """One button."""

"""What a person types, beside the contact itself, about contacting a company now."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, HiddenField, SelectField
from wtforms.validators import DataRequired

from app.forms import BaseForm, LongText, optional_id
from app.i18n import lazy_gettext as _

REASON = 1_000


class OutreachFields:
    """Mixed into a form that plans a contact. `outreach_seen` says which concerns its author was shown."""

    about_match: Any = BooleanField(_("It is about a match under way"))
    outreach_reason: Any = LongText(_("Why do you contact them anyway?"), longest=REASON)
    outreach_seen: Any = HiddenField()


class CallForm(BaseForm, OutreachFields):
    """A talk on the telephone that has just been: with whom, and what was said."""

    contact_person_id = SelectField(_("Whom did you speak with?"), coerce=optional_id)
    quick_note = LongText(_("What was said?"), [DataRequired(_("Write a word about what was said."))])

"""What is typed to ask for a briefing, and what a manager taps."""

from __future__ import annotations

from typing import Any

from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired, ValidationError

from app.briefings.labels import CLIMATES, PARTNERS, WORKLOADS
from app.briefings.models import Climate, Partner, Workload
from app.forms import MEDIUM, BaseForm, OwnMeta, Text, choices_of, no_cpr, optional_id, valid_email
from app.i18n import lazy_gettext as _

TAP = _("Choose one of these.")
REMARK = 500


class AskForm(BaseForm):
    """A manager who is a user, or somebody else by name and mail."""

    manager_id = SelectField(_("Whom do you ask?"), coerce=optional_id)
    name = Text(_("Or somebody else: name"), longest=MEDIUM)
    email = Text(_("Their e-mail"), [valid_email], longest=254)

    def validate_manager_id(self, field: Any) -> None:
        """Somebody must be asked."""
        if field.data is None and not (self.name.data or self.email.data):
            raise ValidationError(_("Choose a manager, or write somebody else's name and e-mail below."))

    def validate_name(self, field: Any) -> None:
        """A mail begins with a name."""
        if self.email.data and not field.data:
            raise ValidationError(_("Write the name too."))

    def validate_email(self, field: Any) -> None:
        """A mail needs an address."""
        if self.name.data and not field.data and not field.errors:
            raise ValidationError(_("Write the e-mail too."))


class BriefingForm(FlaskForm):
    """Three taps and an optional line. The link's secret is its key: nobody else can send it."""

    partner: Any = RadioField(
        _("Are they a good partner in general?"), [InputRequired(TAP)], choices=choices_of(PARTNERS), coerce=Partner
    )
    climate: Any = RadioField(
        _("How does it run with them just now?"), [InputRequired(TAP)], choices=choices_of(CLIMATES), coerce=Climate
    )
    workload: Any = RadioField(
        _("Are they busy?"), [InputRequired(TAP)], choices=choices_of(WORKLOADS), coerce=Workload
    )
    remark = Text(_("Something we should know? (may be left empty)"), [no_cpr], longest=REMARK)

    class Meta(OwnMeta):
        """Signed by the secret in the address."""

        csrf = False

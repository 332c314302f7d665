"""The page where a person says whether and when reminders come."""

from __future__ import annotations

from flask import url_for
from wtforms import BooleanField, DateField
from wtforms.validators import Optional

from app.forms import BaseForm, sensible_year
from app.i18n import lazy_gettext as _
from app.mail.delivery import can_send
from app.permissions import requires
from app.reminders import letter, queries, services
from app.reminders.blueprint import blueprint
from app.web import application, db, signed_in
from app.writes import Answer, handle

__all__ = ["blueprint", "letter"]


class ReminderForm(BaseForm):
    """A person's own wishes."""

    wanted = BooleanField(_("Send me a mail in the morning when something waits for me"), default=True)
    paused_until = DateField(_("Pause until and with"), validators=[Optional(), sensible_year])


@blueprint.route("/account/reminders", methods=["GET", "POST"])
@requires("account.own")
def settings() -> Answer:
    """My reminders."""
    user_id = signed_in().id
    form = ReminderForm(obj=queries.setting_of(db(), user_id))
    return handle(
        form,
        template="reminders/settings.html",
        save=lambda: services.set_wishes(db(), user_id, wanted=form.wanted.data, paused_until=form.paused_until.data),
        location=lambda _saved: url_for("accounts.account"),
        message=_("Your wishes about reminders are kept."),
        can_send=can_send(application().settings),
    )

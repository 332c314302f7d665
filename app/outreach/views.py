"""Routes of one coordinated contact: join a colleague's visit or planned contact."""

from __future__ import annotations

from flask import Blueprint, url_for

from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.outreach import services
from app.permissions import requires
from app.visits.queries import get_visit_for
from app.web import db, signed_in
from app.wheel.queries import get_planned_for
from app.writes import Answer, act

blueprint = Blueprint("outreach", __name__, template_folder="templates")


@blueprint.post("/visits/<int:visit_id>/join")
@requires("visits.edit")
def join_visit(visit_id: int) -> Answer:
    """Come along to a colleague's visit."""
    visit = get_visit_for(db(), signed_in(), visit_id)
    return act(
        BaseForm(),
        save=lambda: services.join_visit(db(), visit, signed_in().id),
        location=lambda saved: url_for("visits.show", visit_id=saved.id),
        message=_("You come along. Talk together about who says what."),
    )


@blueprint.post("/planned-contacts/<int:contact_id>/join")
@requires("visits.edit")
def join_planned(contact_id: int) -> Answer:
    """Take part in a colleague's planned contact."""
    contact = get_planned_for(db(), signed_in(), contact_id)
    return act(
        BaseForm(),
        save=lambda: services.join_planned(db(), contact, signed_in().id),
        location=lambda saved: url_for("wheel.show", contact_id=saved.id),
        message=_("You take part. Talk together about who says what."),
    )

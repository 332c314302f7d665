"""Routes of residents: the list, one resident, the talk view, and what takes one button."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from app import clock
from app.accounts.models import Role, User
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.paging import page_of, sorting
from app.permissions import requires
from app.residents import labels, queries, rules, services, views_editing, views_sharing
from app.residents.blueprint import blueprint
from app.residents.forms import NewResidentForm
from app.residents.looks import Look, note_look
from app.residents.models import Resident
from app.web import db, signed_in
from app.writes import Answer, act, handle

__all__ = ["blueprint", "views_editing", "views_sharing"]

SORTS = {
    "name": Resident.folded_name,
    "area": Resident.housing_area,
    "goal": Resident.goal,
    "last_contact": Resident.last_contact_on,
}
MINE, TEAM, ASSIGNED, SHARED = "mine", "team", "assigned", "shared"
TABS = {
    MINE: _("My residents"),
    TEAM: _("The whole team"),
    ASSIGNED: _("Assigned to me"),
    SHARED: _("Shared with us"),
}


@dataclass(frozen=True)
class Filters:
    """What is asked for in the address of the list."""

    tab: str
    text: str
    counsellor: str
    area: str
    goal: str
    active: bool

    @property
    def narrow(self) -> bool:
        """Whether anything but the tab is chosen."""
        return bool(self.text or self.counsellor or self.area or self.goal or not self.active)


def _tabs(user: User) -> list[str]:
    team = [MINE, TEAM] if Role.COUNSELLOR in user.roles else []
    assigned = [ASSIGNED] if not user.roles.isdisjoint({Role.BROKER, Role.JOB_CONSULTANT}) else []
    return [*team, *assigned, SHARED]


def _filters(user: User) -> Filters:
    asked, tabs = request.args.get("show", ""), _tabs(user)
    return Filters(
        tab=asked if asked in tabs else tabs[0],
        text=request.args.get("q", "").strip(),
        counsellor=request.args.get("counsellor", ""),
        area=request.args.get("area", ""),
        goal=request.args.get("goal", ""),
        active=request.args.get("archived", "") != "1",
    )


@blueprint.get("/residents")
@requires("residents.read")
def index() -> str:
    """Own residents first; team, assigned and shared ones in tabs of their own."""
    filters = _filters(signed_in())
    tabs = [(key, TABS[key], url_for("residents.index", show=key)) for key in _tabs(signed_in())]
    return _shared_list(filters, tabs) if filters.tab == SHARED else _own_list(filters, tabs)


def _own_list(filters: Filters, tabs: list[Any]) -> str:
    user, order = signed_in(), sorting(SORTS, "name")
    query = queries.resident_list(
        user,
        tab=filters.tab,
        text=filters.text,
        counsellor=filters.counsellor,
        area=filters.area,
        goal=filters.goal,
        active=filters.active,
    )
    page = page_of(db(), order.apply(query).order_by(Resident.id))
    if filters.text:
        note_look(Look.SEARCH, [resident.id for resident in page.rows])
    return render_template(
        "residents/index.html",
        page=page,
        sorting=order,
        filters=filters,
        tabs=tabs,
        labels=labels,
        areas=queries.housing_areas(db(), user),
        counsellors=queries.staff(db(), Role.COUNSELLOR, organisation_id=user.organisation_id),
        long_since=rules.long_since,
    )


def _shared_list(filters: Filters, tabs: list[Any]) -> str:
    user, today = signed_in(), clock.today()
    query = queries.shared_residents(user, today)
    if filters.text:
        query = query.where(queries.shared_by_name(filters.text, user, today))
    # Not by name: an order by what a consent does not open would tell it.
    page = page_of(db(), query.order_by(Resident.organisation_id, Resident.id))
    views = queries.shared_views(db(), page.rows, user, today)
    if filters.text:
        note_look(Look.SEARCH, [view.resident_id for view in views])
    return render_template(
        "residents/shared_list.html", page=page, views=views, filters=filters, tabs=tabs, labels=labels
    )


@blueprint.get("/residents/<int:resident_id>")
@requires("residents.read")
def show(resident_id: int) -> str:
    """One resident in full, or what a consent opens of one."""
    user, today = signed_in(), clock.today()
    try:
        resident = queries.full_record(db(), user, resident_id)
    except NotFound:
        return _shared(resident_id)
    note_look(Look.VIEW, [resident.id])
    may_edit = rules.may_edit(user, resident)
    return render_template(
        "residents/show.html",
        resident=resident,
        labels=labels,
        may_edit=may_edit,
        may_take_over=rules.may_take_over(user, resident),
        has_considerations=may_edit and queries.has_considerations(db(), resident),
        age=rules.age_that_matters(resident.birth_date, today),
        long_since=rules.long_since(resident.last_contact_on, today),
        consent_state=lambda consent: rules.consent_state(consent, today),
    )


def _shared(resident_id: int) -> str:
    view = queries.get_shared_view_for(db(), signed_in(), resident_id, clock.today())
    note_look(Look.SHARED, [view.resident_id])
    return render_template("residents/shared.html", view=view, labels=labels)


@blueprint.get("/residents/<int:resident_id>/talk")
@requires("residents.read")
def talk(resident_id: int) -> str:
    """The view that can be turned to the resident: this person and openings, nobody else."""
    resident = queries.get_resident_for(db(), signed_in(), resident_id, *queries.PROFILE)
    note_look(Look.TALK, [resident.id])
    return render_template("residents/talk.html", resident=resident, labels=labels)


@blueprint.route("/residents/new", methods=["GET", "POST"])
@requires("residents.edit")
def new() -> Answer:
    """Begin with a name; the rest comes with the talks."""
    form = NewResidentForm()

    def save() -> Resident:
        values = form.values()
        wishes = values.pop("wishes")
        return services.create_resident(db(), signed_in(), now=clock.now(), values=values, wishes=wishes)

    return handle(
        form,
        template="residents/new.html",
        save=save,
        location=_page_of,
        message=_("The resident is registered."),
        areas=queries.housing_areas(db(), signed_in()),
    )


@blueprint.post("/residents/<int:resident_id>/talked-today")
@requires("residents.edit")
def talked_today(resident_id: int) -> Response:
    """There was a talk today."""
    resident = views_editing.editable(resident_id)
    # Without the version: the day of a talk is true whatever else was changed.
    return act(
        BaseForm(),
        save=lambda: services.note_talk(db(), resident, day=clock.today()),
        location=_page_of,
        message=_("The talk today is noted."),
    )


@blueprint.post("/residents/<int:resident_id>/take-over")
@requires("residents.edit")
def take_over(resident_id: int) -> Response:
    """Become the counsellor of somebody who has none."""
    resident = queries.get_resident_for(db(), signed_in(), resident_id)
    return act(
        BaseForm(),
        save=lambda: services.take_over(db(), resident, signed_in()),
        location=_page_of,
        message=_("You are the counsellor now."),
        row=resident,
    )


@blueprint.post("/residents/<int:resident_id>/archive")
@requires("residents.edit")
def archive(resident_id: int) -> Response:
    """Put away: out of lists, rankings and sharing, but kept."""
    return _set_active(resident_id, active=False, message=_("The resident is in the archive."))


@blueprint.post("/residents/<int:resident_id>/reopen")
@requires("residents.edit")
def reopen(resident_id: int) -> Response:
    """Take out of the archive."""
    return _set_active(resident_id, active=True, message=_("The resident is out of the archive again."))


def _set_active(resident_id: int, *, active: bool, message: Any) -> Response:
    resident = views_editing.editable(resident_id)
    return act(
        BaseForm(),
        save=lambda: services.set_active(db(), resident, active=active),
        location=_page_of,
        message=message,
        row=resident,
    )


def _page_of(resident: Resident) -> str:
    return url_for("residents.show", resident_id=resident.id)

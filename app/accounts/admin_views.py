"""The administrator's pages: users and partner organisations."""

from __future__ import annotations

from flask import current_app, render_template, request, url_for

from app import clock
from app.accounts import labels, queries, services
from app.accounts.choices import organisation_choices
from app.accounts.forms import NewUserForm, OrganisationForm, UserForm
from app.accounts.models import Organisation, User
from app.accounts.views import blueprint
from app.i18n import lazy_gettext as _
from app.paging import page_of, sorting
from app.permissions import requires
from app.web import db, signed_in
from app.writes import Answer, handle

SORTS = {"name": User.name, "email": User.email}


@blueprint.get("/admin")
@requires("admin.users")
def admin() -> str:
    """The administrator's pages, each with what it is for."""
    return render_template("accounts/administration.html")


@blueprint.get("/admin/users")
@requires("admin.users")
def users() -> str:
    """All users."""
    text, organisation_id = request.args.get("q", "").strip(), request.args.get("organisation", type=int)
    order = sorting(SORTS, "name")
    page = page_of(db(), order.apply(queries.user_list(text=text, organisation_id=organisation_id)).order_by(User.id))
    return render_template(
        "accounts/users.html",
        page=page,
        sorting=order,
        text=text,
        organisation_id=organisation_id,
        organisations=queries.organisations(db()),
        labels=labels,
    )


@blueprint.route("/admin/users/new", methods=["GET", "POST"])
@requires("admin.users")
def new_user() -> Answer:
    """Open an account."""
    form = NewUserForm()
    form.organisation_id.choices = organisation_choices(db())
    return handle(
        form,
        template="accounts/edit_user.html",
        save=lambda: _create(form),
        location=lambda _user: url_for("accounts.users"),
        message=_("The user is created. Hand the password over in person."),
    )


def _create(form: NewUserForm) -> User:
    services.refuse_taken_email(db(), form.email.data or "")
    user = services.create_user(
        db(),
        current_app.extensions["passwords"],
        organisation_id=form.organisation_id.data,
        name=form.name.data or "",
        email=form.email.data or "",
        phone=form.phone.data or "",
        password=form.password.data or "",
        roles=form.roles.data or [],
        now=clock.now(),
    )
    user.active = bool(form.active.data)
    return user


@blueprint.route("/admin/users/<int:user_id>/edit", methods=["GET", "POST"])
@requires("admin.users")
def edit_user(user_id: int) -> Answer:
    """Change a user."""
    user = queries.get_user(db(), user_id)
    form = _user_form(user)
    return handle(
        form,
        template="accounts/edit_user.html",
        row=user,
        current=lambda: _user_form(user, typed=False),
        save=lambda: _update(form, user),
        location=lambda _user: url_for("accounts.users"),
        message=_("Saved."),
    )


def _update(form: UserForm, user: User) -> User:
    values = {name: value for name, value in form.values().items() if name != "roles"}
    return services.update_user(
        db(), user, values=values, roles=form.roles.data or [], actor_id=signed_in().id, now=clock.now()
    )


def _user_form(user: User, *, typed: bool = True) -> UserForm:
    held = {"data": {"roles": sorted(user.roles)}, "obj": _Plain(user)}
    form = UserForm(**held) if typed else UserForm(formdata=None, **held)
    form.organisation_id.choices = organisation_choices(db())
    return form


class _Plain:
    """A user's columns without `roles`, which the form keeps as a list."""

    def __init__(self, user: User) -> None:
        for name in ("name", "email", "phone", "organisation_id", "active"):
            setattr(self, name, getattr(user, name))


@blueprint.get("/admin/organisations")
@requires("admin.users")
def organisations() -> str:
    """All partners."""
    rows = queries.all_organisations(db())
    return render_template("accounts/organisations.html", organisations=rows, labels=labels)


@blueprint.route("/admin/organisations/new", methods=["GET", "POST"])
@requires("admin.users")
def new_organisation() -> Answer:
    """Register a partner."""
    form = OrganisationForm()
    return handle(
        form,
        template="accounts/edit_organisation.html",
        save=lambda: services.add_organisation(db(), values=form.values(), now=clock.now()),
        location=lambda _organisation: url_for("accounts.organisations"),
        message=_("The partner is registered."),
    )


@blueprint.route("/admin/organisations/<int:organisation_id>/edit", methods=["GET", "POST"])
@requires("admin.users")
def edit_organisation(organisation_id: int) -> Answer:
    """Change a partner."""
    organisation: Organisation = queries.get_organisation(db(), organisation_id)
    form = OrganisationForm(obj=organisation)
    return handle(
        form,
        template="accounts/edit_organisation.html",
        row=organisation,
        current=lambda: OrganisationForm(formdata=None, obj=organisation),
        save=lambda: services.update_organisation(db(), organisation, values=form.values()),
        location=lambda _organisation: url_for("accounts.organisations"),
        message=_("Saved."),
    )

"""A user's own page: password and where one is signed in."""

from __future__ import annotations

from flask import current_app, render_template, url_for
from werkzeug.wrappers import Response

from app.accounts import labels, queries, services
from app.accounts.forms import PasswordForm
from app.accounts.views import blueprint, held_session
from app.forms import BaseForm
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.sessions import id_hash
from app.web import application, db, signed_in
from app.writes import Answer, act, handle


@blueprint.get("/account")
@requires("account.own")
def account() -> str:
    """My account."""
    return render_template(
        "accounts/account.html",
        sessions=queries.sessions_of(db(), signed_in().id),
        here=id_hash(held_session().sid),
        labels=labels,
    )


@blueprint.route("/account/password", methods=["GET", "POST"])
@requires("account.own")
def password() -> Answer:
    """Change one's own password; other browsers are signed out, this one gets a new id."""
    form = PasswordForm()

    def save() -> None:
        user = queries.get_user(db(), signed_in().id)
        services.change_password(
            db(),
            current_app.extensions["passwords"],
            user,
            present=form.present.data or "",
            password=form.password.data or "",
        )
        held_session().rotate(application().settings.secret_key)

    return handle(
        form,
        template="accounts/password.html",
        save=save,
        location=lambda _done: url_for("accounts.account"),
        message=_("Your password is changed."),
    )


@blueprint.post("/account/sign-out-elsewhere")
@requires("account.own")
def sign_out_elsewhere() -> Response:
    """End all sessions but this one."""
    here = id_hash(held_session().sid)
    return act(
        BaseForm(),
        save=lambda: services.end_sessions(db(), signed_in().id, but=here),
        location=lambda _done: url_for("accounts.account"),
        message=_("You are signed out everywhere else."),
    )

"""Sign in, sign out, language."""

from __future__ import annotations

from flask import Blueprint, current_app, make_response, redirect, render_template, request, session, url_for
from flask_login import current_user, login_user, logout_user
from werkzeug.wrappers import Response

from app import clock
from app.accounts import services
from app.accounts.forms import LoginForm
from app.accounts.models import User
from app.accounts.rules import ACCOUNT_LIMIT
from app.i18n import LANGUAGE_COOKIE, LOCALES
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.security import own_path
from app.sessions import ServerSession
from app.web import application, db, keep_aside
from app.writes import Answer

blueprint = Blueprint("accounts", __name__, template_folder="templates")


@blueprint.route("/login", methods=["GET", "POST"])
def login() -> Answer:
    """Sign in with e-mail and password."""
    if current_user.is_authenticated:
        return redirect(url_for("home.my_day"))
    form = LoginForm()
    if request.method == "GET" or not form.validate():
        return _login_page(form, 200 if request.method == "GET" else 422)
    keys = services.throttle_keys(form.email.data or "", request.remote_addr or "")
    if not services.may_try(db(), keys, clock.now()):
        return _login_page(form, 429, _("Too many attempts. Wait a quarter of an hour and try again."))
    user = services.check_sign_in(
        db(), current_app.extensions["passwords"], form.email.data or "", form.password.data or ""
    )
    if user is None:
        now = clock.now()
        keep_aside(lambda side: services.count_failure(side, keys, now))
        return _login_page(form, 422, _("E-mail and password do not fit together."))
    return _signed_in(user, keys)


def _signed_in(user: User, keys: dict[str, int]) -> Response:
    own = [key for key, limit in keys.items() if limit == ACCOUNT_LIMIT]
    services.forget_failures(db(), own)
    held_session().rotate(application().settings.secret_key)
    login_user(user)
    return redirect(own_path(request.args.get("next")) or url_for("home.my_day"), 303)


def _login_page(form: LoginForm, status: int, fault: object = None) -> Answer:
    page = render_template("accounts/login.html", form=form, fault=fault, demo=application().settings.demo)
    return page if status == 200 else (page, status)


@blueprint.post("/logout")
@requires("account.own")
def logout() -> Response:
    """Sign out: the session's row is deleted, so that an old cookie opens nothing."""
    logout_user()
    held = held_session()
    held.clear()
    held.rotate(application().settings.secret_key)
    return redirect(url_for("accounts.login"), 303)


@blueprint.post("/language")
def switch_language() -> Response:
    """Danish or English, for this browser and for the user's own account."""
    chosen = request.form.get("language", "")
    response = make_response(redirect(own_path(request.form.get("back")) or "/", 303))
    if chosen in LOCALES:
        secure = application().settings.secure_cookies
        response.set_cookie(LANGUAGE_COOKIE, chosen, max_age=365 * 86400, samesite="Lax", httponly=True, secure=secure)
        if current_user.is_authenticated:
            user = db().get(User, current_user.id)
            if user is not None:
                user.locale = chosen
    return response


def held_session() -> ServerSession:
    """The browser's session behind Flask's proxy."""
    held = session._get_current_object()  # type: ignore[attr-defined]
    assert isinstance(held, ServerSession)
    return held


from app.accounts import admin_views, own_views  # noqa: E402, F401 (their routes join this blueprint)

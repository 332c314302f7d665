"""Puts the application together: infrastructure first, then one blueprint a feature."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module

from flask import Blueprint
from jinja2 import StrictUndefined
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

from app import assets, config, display, errors, health, i18n, navigation, security
from app.accounts.passwords import Passwords
from app.availability import words as availability
from app.config import Config
from app.db import Database
from app.forms import new_once_key
from app.history import record
from app.mail import sending
from app.permissions import check_routes
from app.search import indexing
from app.sessions import DatabaseSessions
from app.web import Jobloft

FEATURES = (
    "accounts",
    "home",
    "companies",
    "outreach",
    "visits",
    "orders",
    "residents",
    "matches",
    "vocabulary",
    "wheel",
    "feeds",
    "search",
    "briefings",
    "attempts",
    "history",
    "merging",
    "imports",
    "reminders",
)
LARGEST_REQUEST = 12 * 1024 * 1024

record.install(Session)
indexing.install(Session)


def assemble(settings: Config) -> Jobloft:
    """The application object with everything attached."""
    config.check(settings)
    app = Jobloft("app")
    app.settings, app.database = settings, Database(settings.database_url)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        SEND_FILE_MAX_AGE_DEFAULT=timedelta(hours=1),
        WTF_CSRF_TIME_LIMIT=None,
        TRUSTED_HOSTS=list(settings.trusted_hosts) or None,
    )
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.extensions["passwords"] = Passwords(settings.password_cost)
    _attach(app, settings)
    check_routes(app.view_functions)
    return app


def _attach(app: Jobloft, settings: Config) -> None:
    errors.init_app(app)
    app.session_interface = DatabaseSessions()
    i18n.init_app(app)
    display.init_app(app)
    availability.init_app(app)
    security.init_app(app)
    navigation.init_app(app)
    sending.init_app(app)
    app.jinja_env.globals["new_once_key"] = new_once_key
    for module in (assets, health):
        app.register_blueprint(module.blueprint)
    for feature in FEATURES:
        app.register_blueprint(_blueprint(feature))
    if settings.base_url:
        app.wsgi_app = ProxyFix(app.wsgi_app)  # type: ignore[method-assign]


def _blueprint(feature: str) -> Blueprint:
    blueprint: Blueprint = import_module(f"app.{feature}.views").blueprint
    return blueprint

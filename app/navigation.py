"""The main menu: the pages that this person's roles open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, request, url_for
from flask_login import current_user

from app.i18n import lazy_gettext as _
from app.permissions import allowed


@dataclass(frozen=True)
class Item:
    """One line of the menu."""

    label: Any
    address: str
    icon: str
    current: bool


# Endpoint, label, icon, permission; in the order of design: the day first, then the work, then its results.
ENTRIES: tuple[tuple[str, Any, str, str], ...] = (
    ("home.my_day", _("My day"), "day", "home"),
    ("companies.index", _("Companies"), "company", "companies.read"),
    ("orders.index", _("Job orders"), "order", "orders.read"),
    ("residents.index", _("Residents"), "resident", "residents.read"),
    ("wheel.current", _("Year wheel"), "wheel", "wheel.read"),
    ("feeds.index", _("Calendar"), "calendar", "feeds.own"),
    ("accounts.admin", _("Administration"), "settings", "admin.users"),
)


def navigation() -> list[Item]:
    """The items for the one who is signed in."""
    return [
        Item(label, url_for(endpoint), icon, _is_here(endpoint))
        for endpoint, label, icon, permission in ENTRIES
        if allowed(current_user.roles, permission)
    ]


def _is_here(endpoint: str) -> bool:
    # The administrator's pages belong to several features; what they share is where they stand.
    if endpoint == "accounts.admin":
        return request.path.startswith("/admin")
    return (request.endpoint or "").split(".")[0] == endpoint.split(".")[0]


def address_or_none(endpoint: str, **values: Any) -> str | None:
    """The address of a page of another feature, or None while that page does not exist."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else None


def init_app(app: Flask) -> None:
    """Give templates the menu."""
    app.jinja_env.globals["navigation"] = navigation
    app.jinja_env.globals["address_or_none"] = address_or_none

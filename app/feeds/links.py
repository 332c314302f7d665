"""Where calendar entries lead: absolute addresses, when the installation knows its own."""

from __future__ import annotations

from flask import request, url_for

from app.visits.models import NextStep, Visit
from app.web import application, config_of
from app.wheel.models import PlannedContact


def address_of_row(row: Visit | PlannedContact | NextStep) -> str | None:
    """The page of a row; it asks for a login. None without a configured address: the Host header is not trusted."""
    base = config_of(application()).base_url.rstrip("/")
    return f"{base}{path_of_row(row)}" if base else None


def path_of_row(row: Visit | PlannedContact | NextStep) -> str:
    """The path of a row's page."""
    if isinstance(row, Visit):
        return url_for("visits.show", visit_id=row.id)
    if isinstance(row, PlannedContact):
        return url_for("wheel.show", contact_id=row.id)
    return url_for("visits.edit_step", step_id=row.id)


def feed_address(token: str) -> str:
    """The secret address as it is shown once to its owner, who is signed in and reads it on this very host."""
    base = config_of(application()).base_url.rstrip("/") or request.host_url.rstrip("/")
    return f"{base}{url_for('feeds.serve', token=token)}"


def webcal_of(address: str) -> str:
    """The same address in the form that opens a calendar program."""
    return f"webcal://{address.split('://', 1)[1]}"

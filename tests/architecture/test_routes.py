"""Every route names its permission; every permission is in the one table."""

from __future__ import annotations

import pytest
from flask import Blueprint

from app.permissions import PUBLIC_ENDPOINTS, TABLE, UndeclaredRoute, check_routes, requires
from app.web import Jobloft


def test_every_route_names_its_permission_or_is_on_the_public_list(app: Jobloft) -> None:
    open_to_all = {name for name, view in app.view_functions.items() if not hasattr(view, "permission")}
    assert open_to_all <= PUBLIC_ENDPOINTS


def test_the_public_list_holds_no_endpoint_that_is_gone(app: Jobloft) -> None:
    assert PUBLIC_ENDPOINTS - set(app.view_functions) == set()


def test_a_route_without_permission_stops_the_start() -> None:
    blueprint = Blueprint("x", __name__)
    with pytest.raises(UndeclaredRoute):
        check_routes({"x.page": lambda: blueprint.name})


def test_an_unknown_permission_is_refused_when_declared() -> None:
    with pytest.raises(KeyError):
        requires("companies.raed")


def test_every_permission_is_used(app: Jobloft) -> None:
    declared = {view.permission for view in app.view_functions.values() if hasattr(view, "permission")}
    asked_elsewhere = {"companies.read_reasons", "matches.hint", "results.read", "admin.users", "briefings.read"}
    assert set(TABLE) - declared - asked_elsewhere == set()


def test_without_signing_in_every_page_leads_to_the_login(app: Jobloft, visitor) -> None:
    for rule in app.url_map.iter_rules():
        if rule.endpoint in PUBLIC_ENDPOINTS or "GET" not in (rule.methods or ()):
            continue
        # A sheet's kind is the one argument that is no number.
        values = {name: "csv" if name == "kind" else 1 for name in rule.arguments}
        with app.test_request_context():
            address = app.url_for(rule.endpoint, **values)
        answer = visitor.get(address)
        assert (answer.status_code, answer.location.split("?")[0]) == (302, "/login"), address

"""Pages of job orders as each person meets them."""

from __future__ import annotations

from tests.orders.factories import prepared


def test_the_list_shows(app, as_user, personas) -> None:
    _company_id, order_id = prepared(app, personas)
    for path in (
        "",
        "/print",
        f"/{order_id}",
        f"/{order_id}/questions",
        f"/{order_id}/edit",
        f"/{order_id}/state",
        "/new",
    ):
        answer = as_user("consultant").get(f"/job-orders{path}")
        assert answer.status_code == 200, path

"""Warnings until a day, and what a company has asked for, as each person meets them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.companies.models import Company
from app.orders.models import JobOrder
from app.visits.models import Visit
from tests.factories import NOW, make_company, make_order, make_visit

TEXT = "Kontakt dem ikke, før sagen om fakturaen er løst"
TODAY = NOW.date()


@pytest.fixture
def company_id(app, personas) -> int:
    with app.database.transaction() as session:
        company = make_company(session, fixed_contact_id=personas.id_of["counsellor"])
        me = personas.id_of["consultant"]
        make_visit(session, company=company, responsible_id=me)
        make_order(session, company=company, responsible_id=me)
        return company.id


def warn(as_user, company_id: int, until=TODAY) -> None:
    path = f"/companies/{company_id}/warnings/new"
    assert as_user("consultant").submit(path, text=TEXT, until=until.isoformat()).status_code == 303


@pytest.mark.parametrize(
    ("name", "status"),
    [("broker", 200), ("counsellor", 200), ("colleague", 403), ("stranger", 403), ("manager", 403)],
)  # fmt: skip
def test_who_may_warn_and_set_limits(as_user, company_id, name, status) -> None:
    browser = as_user(name)
    assert [browser.get(f"/companies/{company_id}/{page}").status_code for page in ("warnings/new", "peace")] == [
        status, status,
    ]  # fmt: skip


def test_a_warning_stands_on_every_page_about_the_company_without_its_text_for_those_who_buy(
    app, as_user, company_id
) -> None:
    warn(as_user, company_id)
    with app.database.reading() as session:
        visit_id, order_id = session.scalar(select(Visit.id)), session.scalar(select(JobOrder.id))
    pages = [f"/companies/{company_id}", f"/companies/{company_id}/edit", f"/companies/{company_id}/history"]
    pages += [f"/companies/{company_id}/call", f"/visits/new?company_id={company_id}"]
    pages += [
        f"/visits/{visit_id}",
        f"/visits/{visit_id}/prepare",
        f"/visits/{visit_id}/notes",
        f"/visits/{visit_id}/cancel",
        f"/job-orders/{order_id}",
    ]
    assert [page for page in pages if TEXT not in as_user("consultant").get(page).text] == []
    seen_by_manager = as_user("manager").get(f"/companies/{company_id}").text
    assert (TEXT in seen_by_manager, "Kontakt ikke virksomheden nu." in seen_by_manager) == (False, True)


def test_after_its_day_or_when_lifted_it_is_history(app, as_user, company_id) -> None:
    path = f"/companies/{company_id}"
    warn(as_user, company_id)
    warning_id = as_user("consultant").get(path).text.split("/warnings/")[1].split("/")[0]
    lift = f"{path}/warnings/{warning_id}/lift"
    assert as_user("colleague").post(lift, once="a", version="1", page="/account").status_code == 403
    assert as_user("consultant").submit(path, to=lift).status_code == 303
    assert TEXT not in as_user("consultant").get(path).text
    assert TEXT in as_user("consultant").get(f"{path}/history").text
    assert TEXT not in as_user("manager").get(f"{path}/history").text
    assert as_user("consultant").submit(
        f"{path}/warnings/new", text="For sent", until=(TODAY - timedelta(days=1)).isoformat()
    ).status_code == 422  # fmt: skip


def test_limits_are_set_and_a_stale_form_is_shown(app, as_user, company_id) -> None:
    path = f"/companies/{company_id}/peace"
    assert as_user("consultant").submit(path, contacts_a_month="2", not_before="2027-02-01").status_code == 303
    with app.database.reading() as session:
        company = session.get_one(Company, company_id)
        assert (company.contacts_a_month, company.not_before.isoformat()) == (2, "2027-02-01")
    assert as_user("consultant").submit(path, contacts_a_month="-1").status_code == 422
    assert as_user("consultant").submit(path, version="1").status_code == 409

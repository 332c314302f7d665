"""Asking all counsellors with one click: who may, who is asked, and when no more."""

from __future__ import annotations

import pytest

from app.accounts.models import User
from app.history import record
from app.matches.models import InquiryAnswer
from app.orders.models import OrderState
from tests.browser_client import form_fields
from tests.factories import NOW
from tests.matches.asking import answers, ask, asked, inquiries, make_counsellor
from tests.matches.counting import counting
from tests.matches.factories import make_cleaner, make_stairs


@pytest.mark.parametrize("name", ["consultant", "broker"])
def test_one_click_asks_every_active_counsellor_and_nobody_else(app, as_user, world, personas, name: str) -> None:
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["colleague"]).active = False
    answer = ask(as_user(name), world.order, note="Gerne i denne uge")
    (inquiry,) = inquiries(app)
    assert (answer.status_code, answer.location) == (303, f"/inquiries/{inquiry.id}")
    assert (inquiry.job_order_id, inquiry.asked_by_id, inquiry.note) == (
        world.order,
        personas.id_of[name],
        "Gerne i denne uge",
    )
    assert set(answers(app)) == {personas.id_of["counsellor"], personas.id_of["stranger"]}
    page = as_user(name).get(f"/inquiries/{inquiry.id}").text
    assert page.count("Ikke endnu") == 2
    assert "Amina" not in page


def test_asking_again_shows_the_open_question_and_asks_only_who_is_new(app, as_user, world, personas) -> None:
    browser = as_user("consultant")
    fields, _action = form_fields(browser.get(f"/job-orders/{world.order}").text, to=f"/job-orders/{world.order}/ask")
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["colleague"]).active = False
    ask(browser, world.order)
    with app.database.transaction() as session:
        session.get_one(User, personas.id_of["colleague"]).active = True
    again = browser.client.post(f"/job-orders/{world.order}/ask", data=fields)
    (inquiry,) = inquiries(app)
    assert again.location == f"/inquiries/{inquiry.id}"
    assert len(answers(app)) == 3


def test_the_same_question_sent_twice_is_one(app, as_user, world) -> None:
    browser = as_user("consultant")
    fields, action = form_fields(browser.get(f"/job-orders/{world.order}").text, to=f"/job-orders/{world.order}/ask")
    places = {browser.client.post(action, data=fields).location for _ in range(3)}
    assert places == {f"/inquiries/{inquiries(app)[0].id}"}
    assert len(inquiries(app)) == 1


@pytest.mark.parametrize("state", [OrderState.FILLED, OrderState.DRAFT, OrderState.WITHDRAWN])
def test_nobody_is_asked_about_an_order_that_is_not_open(app, as_user, personas, state: OrderState) -> None:
    with app.database.transaction() as session:
        order_id = make_stairs(session, personas, state=state).id
    browser = as_user("consultant")
    assert "/ask" not in browser.get(f"/job-orders/{order_id}").text
    answer = browser.post(f"/job-orders/{order_id}/ask", once="x" * 20)
    assert answer.status_code == 422
    assert inquiries(app) == []


def test_a_cpr_number_in_the_note_is_refused(app, as_user, world) -> None:
    answer = ask(as_user("consultant"), world.order, note="Det er 010190-1234")
    assert answer.status_code == 422
    assert "CPR" in answer.text
    assert inquiries(app) == []


ASKING = {"consultant": 200, "broker": 200, "counsellor": 403, "job_consultant": 403, "manager": 403, "admin": 403}


@pytest.mark.parametrize(("name", "status"), ASKING.items())
def test_who_may_ask_and_read_the_answers(app, as_user, world, personas, name: str, status: int) -> None:
    asked(app, world, personas, "counsellor")
    (inquiry,) = inquiries(app)
    browser = as_user(name)
    assert browser.get(f"/inquiries/{inquiry.id}").status_code == status
    posted = browser.post(f"/job-orders/{world.order}/ask", once="y" * 20).status_code
    assert posted == (303 if status == 200 else 403)
    assert browser.get("/inquiries/999999").status_code == (404 if status == 200 else 403)


def test_a_closed_question_is_answered_no_more(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    browser = as_user("counsellor")
    fields, _action = form_fields(browser.get(f"/questions/{mine}").text)
    (inquiry,) = inquiries(app)
    closing = as_user("consultant").submit(f"/inquiries/{inquiry.id}", to=f"/inquiries/{inquiry.id}/close")
    assert closing.status_code == 303
    assert inquiries(app)[0].closed_at == NOW
    late = browser.client.post(f"/questions/{mine}", data=fields | {"says": "no"})
    assert late.status_code == 422
    assert "Spørgsmålet er lukket i mellemtiden" in late.text
    assert "Spørgsmålet blev lukket" in browser.get(f"/questions/{mine}").text


def test_the_question_s_pages_send_as_many_statements_with_thirty_as_with_one(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    counsellor, consultant = as_user("counsellor"), as_user("consultant")
    pages = [(counsellor, f"/questions/{mine}"), (consultant, f"/inquiries/{inquiries(app)[0].id}")]
    few = [(browser.get(path), counting(app, lambda b=browser, p=path: b.get(p)))[1] for browser, path in pages]
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        hashed = session.get_one(User, personas.id_of["counsellor"]).password_hash
        for at in range(30):
            make_cleaner(session, personas, name=f"Flere {at}")
            user_id = make_counsellor(session, personas.organisation_of["plan"], f"flere{at}", hashed)
            session.add(InquiryAnswer(inquiry_id=inquiries(app)[0].id, user_id=user_id, updated_at=NOW))
    many = [(browser.get(path), counting(app, lambda b=browser, p=path: b.get(p)))[1] for browser, path in pages]
    # Fewer when somebody with considerations, whose look is logged apart, has left the first ten.
    assert all(now <= before for now, before in zip(many, few, strict=True))
    assert max(many) <= 25

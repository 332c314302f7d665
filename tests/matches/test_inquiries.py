"""Asking all counsellors with one click, and their answers."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.history import record
from app.matches.models import Inquiry, InquiryAnswer
from app.orders.models import JobOrder, OrderState
from app.web import Jobloft
from tests.browser_client import Browser, form_fields
from tests.factories import NOW
from tests.matches.counting import counting
from tests.matches.factories import make_cleaner, make_inquiry, make_stairs


def inquiries(app: Jobloft) -> list[Inquiry]:
    """All questions."""
    with app.database.reading() as session:
        return list(session.scalars(select(Inquiry).order_by(Inquiry.id)))


def answers(app: Jobloft) -> dict[int, InquiryAnswer]:
    """All answers by user."""
    with app.database.reading() as session:
        return {row.user_id: row for row in session.scalars(select(InquiryAnswer))}


def ask(browser: Browser, order_id: int, **typed: str):
    """Press the button on the order's page."""
    return browser.submit(f"/job-orders/{order_id}", to=f"/job-orders/{order_id}/ask", **typed)


def asked(app: Jobloft, world, personas, *names: str) -> dict[str, int]:
    """A question to these people; ids of their answers by name."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        order = session.get_one(JobOrder, world.order)
        rows = make_inquiry(session, personas, order, *names).answers
        return dict(zip(names, (row.id for row in rows), strict=True))


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


def test_who_of_yours_names_nobody_whom_a_colleague_works_with(app, as_user, world, personas) -> None:
    browser = as_user("colleague")
    assert ">Amina Alm</a>" in browser.get(f"/job-orders/{world.order}").text
    page = browser.get(f"/questions/{asked(app, world, personas, 'colleague')['colleague']}").text
    assert "Hvem af dine kan passe?" in page
    assert "Amina Alm" not in page


def test_the_counsellor_sees_the_order_with_own_residents_and_says_yes(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor", "stranger")["counsellor"]
    browser = as_user("counsellor")
    page = browser.get(f"/questions/{mine}").text
    assert "vask af trapper" in page
    assert ">Amina Alm</a>" in page
    assert "Fatma" not in page
    answer = browser.submit(f"/questions/{mine}", says="someone", resident_id=str(world.amina), note="Ring i morgen")
    assert answer.status_code == 303, answer.text
    row = answers(app)[personas.id_of["counsellor"]]
    assert (row.has_someone, row.resident_id, row.note, row.answered_at) == (True, world.amina, "Ring i morgen", NOW)
    told = as_user("consultant").get(f"/inquiries/{inquiries(app)[0].id}").text
    assert "Ja, har en" in told
    assert "Ring i morgen" in told
    assert "Amina" not in told
    assert f"/residents/{world.amina}" not in told


@pytest.mark.parametrize(("says", "has_someone", "told"), [("later", True, "vender tilbage"), ("no", False, ">Nej<")])
def test_other_answers_and_a_change_of_mind(app, as_user, world, personas, says, has_someone, told) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    browser = as_user("counsellor")
    browser.submit(f"/questions/{mine}", says="someone", resident_id=str(world.amina))
    browser.submit(f"/questions/{mine}", says=says)
    row = answers(app)[personas.id_of["counsellor"]]
    assert (row.has_someone, row.resident_id) == (has_someone, None)
    page = as_user("consultant").get(f"/inquiries/{row.inquiry_id}").text.replace("</svg> Nej</span>", ">Nej<")
    assert told in page


def test_yes_with_someone_needs_somebody_and_what_is_typed_is_kept(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    answer = as_user("counsellor").submit(f"/questions/{mine}", says="someone", note="Måske to")
    assert answer.status_code == 422
    assert 'id="resident_id-error"' in answer.text
    assert "Måske to" in answer.text
    assert answers(app)[personas.id_of["counsellor"]].has_someone is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"says": None}, "says"),
        ({"says": "maybe"}, "says"),
        ({"says": "someone", "resident_id": "abc"}, "resident_id"),
        ({"says": "someone", "resident_id": "999999"}, "resident_id"),
        ({"says": "no", "note": "cpr 0101901234"}, "note"),
        ({"says": "no", "note": "x" * 1001}, "note"),
    ],
)
def test_bad_answers_are_told_at_the_field(app, as_user, world, personas, typed, field: str) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    answer = as_user("counsellor").submit(f"/questions/{mine}", **typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text


def test_nobody_answers_with_somebody_else_s_resident(app, as_user, world, personas) -> None:
    rows = asked(app, world, personas, "counsellor", "colleague")
    for name, someone in (("counsellor", world.fatma), ("colleague", world.amina)):
        answer = as_user(name).submit(f"/questions/{rows[name]}", says="someone", resident_id=str(someone))
        assert answer.status_code == 422
    assert {row.resident_id for row in answers(app).values()} == {None}


@pytest.mark.parametrize(
    ("name", "status"), [("colleague", 404), ("stranger", 404), ("broker", 404), ("consultant", 403), ("manager", 403)]
)
def test_only_the_one_who_is_asked_answers(app, as_user, world, personas, name: str, status: int) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    browser = as_user(name)
    assert browser.get(f"/questions/{mine}").status_code == status
    assert browser.post(f"/questions/{mine}", says="no", once="z" * 20).status_code == status


def test_an_answer_changed_in_two_windows_shows_both(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    browser = as_user("counsellor")
    stale, _action = form_fields(browser.get(f"/questions/{mine}").text)
    browser.submit(f"/questions/{mine}", says="no", note="Fra den anden")
    answer = browser.client.post(f"/questions/{mine}", data=stale | {"says": "later", "note": "Fra den første"})
    assert answer.status_code == 409
    assert "Fra den anden" in answer.text
    assert "Fra den første" in answer.text


def test_twenty_counsellors_answer_at_once(app, personas, world) -> None:
    from tests.factories import make_organisation

    count = 20
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        hashed = session.get_one(User, personas.id_of["counsellor"]).password_hash
        place = make_organisation(session, name="Stor helhedsplan")
        names = [f"vejleder{at}" for at in range(count)]
        for name in names:
            personas.id_of[name] = _counsellor(session, place.id, name, hashed)
        rows = make_inquiry(session, personas, session.get_one(JobOrder, world.order), *names).answers
        ids = [row.id for row in rows]
    browsers = [Browser(app).signed_in(personas.email(name)) for name in names]
    forms = [form_fields(one.get(f"/questions/{at}").text)[0] for one, at in zip(browsers, ids, strict=True)]
    statuses: list[int] = []

    def send(at: int) -> None:
        answer = browsers[at].client.post(f"/questions/{ids[at]}", data=forms[at] | {"says": "no"})
        statuses.append(answer.status_code)

    threads = [Thread(target=send, args=(at,)) for at in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [303] * count
    with app.database.reading() as session:
        query = select(func.count()).where(InquiryAnswer.has_someone.is_(False), InquiryAnswer.answered_at == NOW)
        assert session.scalar(query) == count


def _counsellor(session, organisation_id: int, name: str, hashed: str) -> int:
    from app.accounts.models import Role, UserRole

    user = User(
        organisation_id=organisation_id,
        name=name,
        email=f"{name}@test.jobloft.dk",
        password_hash=hashed,
        updated_at=NOW,
        role_rows=[UserRole(role=Role.COUNSELLOR)],
    )
    session.add(user)
    session.flush()
    return user.id


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
            user_id = _counsellor(session, personas.organisation_of["plan"], f"flere{at}", hashed)
            session.add(InquiryAnswer(inquiry_id=inquiries(app)[0].id, user_id=user_id, updated_at=NOW))
    many = [(browser.get(path), counting(app, lambda b=browser, p=path: b.get(p)))[1] for browser, path in pages]
    # Fewer when somebody with considerations, whose look is logged apart, has left the first ten.
    assert all(now <= before for now, before in zip(many, few, strict=True))
    assert max(many) <= 25


def test_choosing_from_the_question_answers_it_and_leads_back(app, as_user, world, personas) -> None:
    mine = asked(app, world, personas, "counsellor")["counsellor"]
    browser = as_user("counsellor")
    choosing = f"/job-orders/{world.order}/choose/{world.amina}?question={mine}"
    assert f'href="{choosing}"' in browser.get(f"/questions/{mine}").text
    chosen = browser.submit(choosing, motive="Vil gerne i gang")
    assert chosen.location.startswith(f"/questions/{mine}")
    row = answers(app)[personas.id_of["counsellor"]]
    assert (row.has_someone, row.resident_id, row.answered_at) == (True, world.amina, NOW)
    page = browser.get(chosen.location).text
    assert "Se matchet" in page
    # Whoever comes again is led back, with the person chosen; nothing is doubled.
    assert browser.get(choosing).location == chosen.location


def test_somebody_else_s_question_can_not_be_answered_by_a_choice(app, as_user, world, personas) -> None:
    theirs = asked(app, world, personas, "colleague")["colleague"]
    path = f"/job-orders/{world.order}/choose/{world.amina}?question={theirs}"
    assert as_user("counsellor").get(path).status_code == 404
    assert answers(app)[personas.id_of["colleague"]].has_someone is None

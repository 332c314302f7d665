"""Answers to a question to the counsellors: whose, with which residents, changed, and twenty at once."""

from __future__ import annotations

from threading import Thread

import pytest
from sqlalchemy import func, select

from app.accounts.models import User
from app.history import record
from app.matches.models import InquiryAnswer
from app.orders.models import JobOrder
from tests.browser_client import Browser, form_fields
from tests.factories import NOW
from tests.matches.asking import answers, asked, inquiries, make_counsellor
from tests.matches.factories import make_inquiry


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
            personas.id_of[name] = make_counsellor(session, place.id, name, hashed)
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
    assert ("Se matchet" in page, "Er valgt" in page, f'href="{choosing}"' in page) == (True, True, False)
    own_pages = [browser.get(path).text for path in (f"/job-orders/{world.order}", f"/residents/{world.amina}")]
    assert ["Er valgt" in text for text in own_pages] == [True, True]
    # Whoever comes again is led back, with the person chosen; nothing is doubled.
    assert browser.get(choosing).location == chosen.location


def test_somebody_else_s_question_can_not_be_answered_by_a_choice(app, as_user, world, personas) -> None:
    theirs = asked(app, world, personas, "colleague")["colleague"]
    path = f"/job-orders/{world.order}/choose/{world.amina}?question={theirs}"
    assert as_user("counsellor").get(path).status_code == 404
    assert answers(app)[personas.id_of["colleague"]].has_someone is None

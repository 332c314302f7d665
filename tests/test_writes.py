"""The one writing mechanism: repeated, stale, forged, failing and simultaneous forms."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from app.accounts.models import OnceKey
from app.companies.models import Company
from app.history import record
from app.history.models import Change
from app.matches.models import Match
from app.residents.models import Skill
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.factories import NOW, make_company, make_resident
from tests.world import make_world


@pytest.fixture
def company_id(app: Jobloft, personas) -> int:
    with app.database.transaction() as session:
        return make_company(session, name="Maler Madsen", city="Viborg").id


def rows(app: Jobloft, table: type) -> int:
    with app.database.reading() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_the_same_form_twice_gives_one_row_and_the_first_result(app, as_user) -> None:
    browser = as_user("consultant")
    fields, _ = form_fields(browser.get("/companies/new").text)
    fields["name"] = "Grøn Service"
    answers = [browser.client.post("/companies/new", data=fields) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert len({answer.location for answer in answers}) == 1
    assert rows(app, Company) == 1


def test_twenty_equal_posts_at_once_give_one_row(app, as_user) -> None:
    browser = as_user("consultant")
    fields, _ = form_fields(browser.get("/companies/new").text)
    fields["name"] = "Grøn Service"
    cookie = browser.client.get_cookie("jobloft_session").value

    def send(_number: int) -> tuple[int, str]:
        client = app.test_client()
        client.set_cookie("jobloft_session", cookie)
        answer = client.post("/companies/new", data=fields)
        return answer.status_code, answer.location

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(send, range(20)))
    assert len(set(answers)) == 1, answers
    assert answers[0][0] == 303
    assert (rows(app, Company), rows(app, OnceKey)) == (1, 1)


def test_a_stale_form_shows_both_texts_and_then_saves_knowingly(app, as_user, company_id) -> None:
    path = f"/companies/{company_id}/edit"
    mine, theirs = as_user("consultant"), as_user("broker")
    opened, _ = form_fields(mine.get(path).text)
    assert theirs.submit(path, city="Silkeborg").status_code == 303
    answer = mine.client.post(path, data=opened | {"city": "Bjerringbro"})
    assert answer.status_code == 409
    assert 'value="Bjerringbro"' in answer.text
    assert "<blockquote>Silkeborg</blockquote>" in answer.text
    again, _ = form_fields(answer.text)
    assert mine.client.post(path, data=again).status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(Company.city)).all() == ["Bjerringbro"]


def test_a_form_without_its_key_is_refused(app, as_user) -> None:
    browser = as_user("consultant")
    answer = browser.client.post("/companies/new", data={"name": "Uden nøgle", "once": "x"})
    assert answer.status_code == 400
    assert rows(app, Company) == 0


def test_a_refused_form_leaves_no_trace(app, as_user) -> None:
    browser = as_user("consultant")
    assert browser.submit("/companies/new", name="").status_code == 422
    assert (rows(app, Company), rows(app, OnceKey), rows(app, Change)) == (0, 0, len_of_personas(app))


def len_of_personas(app: Jobloft) -> int:
    """The change rows that making the personas left."""
    with app.database.reading() as session:
        made = session.scalar(select(func.count()).select_from(Change).where(Change.actor_id.is_(None)))
        return made or 0


def test_change_rows_tell_what_was_and_what_is(app, as_user, personas, company_id) -> None:
    as_user("broker").submit(f"/companies/{company_id}/edit", city="Silkeborg")
    with app.database.reading() as session:
        query = select(Change).where(Change.table_name == "company", Change.actor_id == personas.id_of["broker"])
        change = session.scalars(query).one()
    assert (change.row_id, change.before, change.after) == (str(company_id), {"city": "Viborg"}, {"city": "Silkeborg"})


def test_characters_that_no_database_takes_are_dropped(app, as_user) -> None:
    answer = as_user("consultant").submit("/companies/new", name="Grøn\x00 Service\x07")
    assert answer.status_code == 303
    with app.database.reading() as session:
        assert session.scalars(select(Company.name)).all() == ["Grøn Service"]


def test_a_number_beyond_all_numbers_is_nobodys_record(as_user) -> None:
    assert as_user("consultant").get(f"/companies/{10**30}").status_code == 404


def test_a_row_that_leaves_a_list_has_its_change_row_too(app, personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["counsellor"], now=NOW)
        resident = make_resident(session, organisation_id=personas.organisation_of["plan"], skills=[Skill(text="syr")])
        session.flush()
        resident.skills = []
    with app.database.reading() as session:
        kept = session.scalars(select(Change).where(Change.table_name == "skill").order_by(Change.id)).all()
    assert [
        (change.resident_id, change.before and change.before["text"], change.after and change.after["text"])
        for change in kept
    ] == [
        (resident.id, None, "syr"),
        (resident.id, "syr", None),
    ]


def test_the_log_copies_no_ranking_of_other_residents(app, personas) -> None:
    world = make_world(app, personas)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        match = session.get_one(Match, world.ids["match_id"])
        match.kept_ranking = {"listed": [{"resident_id": 4711}]}
    with app.database.reading() as session:
        images = session.scalars(select(Change.after).where(Change.table_name == "match")).all()
    assert [image for image in images if "kept_ranking" in (image or {})] == []


@pytest.mark.parametrize("key", ["", "x" * 65, None])
def test_a_one_time_key_of_no_use_is_refused(app, as_user, key: str | None) -> None:
    answer = as_user("consultant").submit("/companies/new", name="Grøn Service", once=key)
    assert (answer.status_code, rows(app, Company)) == (400, 0)


def test_somebody_elses_key_is_another_key(app, as_user) -> None:
    answers = [
        as_user(name).submit("/companies/new", name=f"Firma {name}", once="den samme")
        for name in ("consultant", "broker")
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert rows(app, Company) == 2

"""One whole action is taken back by the change log, except what people have built upon since."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.companies.models import Answer, Company, ContactPerson, Contribution, ContributionKind
from app.feeds.models import Feed
from app.history import record
from app.history.actions import register
from app.history.models import Action, ActionKind
from app.history.plan_model import Reason
from app.history.planning import plan_undo
from app.history.undo import undo
from app.matches.models import FedKind, MatchingChange
from app.refusals import Refused
from app.visits.models import Visit
from app.web import Jobloft
from tests.companies.factories import make_contact, make_contribution
from tests.factories import NOW, Personas, make_company, make_order, make_visit
from tests.feeds.factories import make_feed
from tests.history.whole import whole


def act(app: Jobloft, work: Callable[[Session], Any], *, label: str = "Liste.xlsx", who: int | None = None) -> int:
    """Carry out a piece of work as one named action of its own; the action's number."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=who, now=NOW)
        work(session)
        return register(session, ActionKind.IMPORT, label).id


def take_back(app: Jobloft, number: int) -> int:
    """Undo it; the number of the undo."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        return undo(session, session.get_one(Action, number)).id


def left(app: Jobloft, number: int) -> list[tuple[str, str, Reason]]:
    """What an undo would leave now."""
    with app.database.reading() as session:
        plan = plan_undo(session, session.get_one(Action, number).action_id)
        return sorted((each.table, each.row_id, each.reason) for each in plan.left)


def make_mixed(app: Jobloft, personas: Personas) -> tuple[Callable[[Session], None], dict[str, int]]:
    """A company with a contact, an answer and a visit; and an action that changes, deletes and creates."""
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        old = make_company(session, name="Gammel A/S", cvr="13585628", postal_code="8800")
        contact = make_contact(session, old)
        make_contribution(session, old, ContributionKind.MENTORING, Answer.MAYBE, how_often="hvert år")
        visit = make_visit(session, company=old, responsible_id=personas.id_of["consultant"])
        make_feed(session, user_id=personas.id_of["consultant"])
        ids = {"old": old.id, "contact": contact.id, "visit": visit.id}

    def work(session: Session) -> None:
        company = session.get_one(Company, ids["old"])
        company.name, company.cvr, company.postal_code = "Ny A/S", None, "8600"
        new = make_company(session, name="Taget ApS", cvr="13585628")
        make_contact(session, new, name="Ny Kontakt")
        session.get_one(Visit, ids["visit"]).company_id = new.id
        session.delete(session.get_one(ContactPerson, ids["contact"]))
        session.delete(session.scalars(select(Contribution)).one())
        ids["new"] = new.id

    return work, ids


def test_all_comes_back_and_can_be_done_again(app: Jobloft, personas: Personas) -> None:
    work, ids = make_mixed(app, personas)
    before = whole(app)
    number = act(app, work)
    after = whole(app)
    undoing = take_back(app, number)
    assert whole(app) == before
    again = take_back(app, undoing)
    assert whole(app) == after
    take_back(app, again)
    assert whole(app) == before
    with app.database.reading() as session:
        assert session.get(Company, ids["new"]) is None
        states = session.execute(select(Action.id, Action.undoes_id, Action.undone_by_id).order_by(Action.id)).all()
        assert [(state.undoes_id, state.undone_by_id) for state in states][:2] == [(None, undoing), (number, None)]


def test_versions_rise_calendars_and_the_matcher_are_told(app: Jobloft, personas: Personas) -> None:
    work, ids = make_mixed(app, personas)
    number = act(app, work)

    def marks() -> tuple[int, int, int, int, int]:
        with app.database.reading() as session:
            visit, company = session.get_one(Visit, ids["visit"]), session.get_one(Company, ids["old"])
            place = session.get_one(MatchingChange, (FedKind.COMPANY, company.id))
            feed = session.scalars(select(Feed)).one()
            return visit.sequence, visit.version, company.version, place.seq, feed.content_version

    then = marks()
    take_back(app, number)
    assert [now > was for now, was in zip(marks(), then, strict=True)] == [True] * 5
    with app.database.reading() as session:
        # Deleted at version 1: a form from then must not fit the row that came back.
        assert session.get_one(ContactPerson, ids["contact"]).version == 2


def test_what_was_edited_since_is_left_and_named_with_who(app: Jobloft, personas: Personas) -> None:
    work, ids = make_mixed(app, personas)
    number = act(app, work)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["broker"], now=NOW)
        company = session.get_one(Company, ids["old"])
        company.name, company.folded_name = "Rettet A/S", "rettet"
    assert left(app, number) == [("company", str(ids["old"]), Reason.EDITED)]
    take_back(app, number)
    with app.database.reading() as session:
        assert session.get_one(Company, ids["old"]).name == "Rettet A/S"
        assert session.get(Company, ids["new"]) is None
        kept = session.scalars(select(Action).where(Action.kind == ActionKind.UNDO)).one().left
        assert kept == [
            {
                "table": "company",
                "row_id": str(ids["old"]),
                "columns": ["name"],
                "reason": "edited",
                "by": personas.id_of["broker"],
            }
        ]


def test_an_edit_of_another_column_stands_in_nobodys_way(app: Jobloft, personas: Personas) -> None:
    work, ids = make_mixed(app, personas)
    number = act(app, work)
    with app.database.transaction() as session:
        session.get_one(Company, ids["old"]).about = "Skrevet siden"
    assert left(app, number) == []
    take_back(app, number)
    with app.database.reading() as session:
        old = session.get_one(Company, ids["old"])
        assert (old.name, old.about) == ("Gammel A/S", "Skrevet siden")


def test_a_created_row_that_was_built_upon_stays_with_all_that_came_with_it(app: Jobloft, personas: Personas) -> None:
    def work(session: Session) -> None:
        for name in ("Bygget på", "Urørt"):
            make_contact(session, make_company(session, name=name), name=f"Kontakt {name}")

    number = act(app, work)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=personas.id_of["broker"], now=NOW)
        company = session.scalars(select(Company).where(Company.name == "Bygget på")).one()
        contact = session.scalars(select(ContactPerson).where(ContactPerson.company_id == company.id)).one()
        make_order(session, company=company, responsible_id=personas.id_of["broker"])
    assert left(app, number) == [
        ("company", str(company.id), Reason.BUILT_UPON),
        ("contact_person", str(contact.id), Reason.BELONGS_TO_LEFT),
    ]
    take_back(app, number)
    with app.database.reading() as session:
        assert session.scalars(select(Company.name)).all() == ["Bygget på"]
        assert session.scalars(select(ContactPerson.name)).all() == ["Kontakt Bygget på"]
        by = session.scalars(select(Action).where(Action.kind == ActionKind.UNDO)).one().left[0]["by"]
        assert session.get_one(User, by).name == "Navn broker"


def test_a_child_that_was_built_upon_keeps_its_company(app: Jobloft, personas: Personas) -> None:
    ids: dict[str, int] = {}

    def work(session: Session) -> None:
        company = make_company(session)
        ids.update(company=company.id, contact=make_contact(session, company).id)

    number = act(app, work)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(ContactPerson, ids["contact"]).job_title = "Chef"
    assert left(app, number) == [
        ("company", str(ids["company"]), Reason.BUILT_UPON),
        ("contact_person", str(ids["contact"]), Reason.EDITED),
    ]
    with pytest.raises(Refused):
        take_back(app, number)


def test_a_number_that_another_company_has_got_is_left(app: Jobloft, personas: Personas) -> None:
    work, ids = make_mixed(app, personas)
    number = act(app, work)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        session.get_one(Company, ids["new"]).cvr = None
        session.flush()
        make_company(session, name="Tredje", cvr="13585628")
    reasons = {(table, row): reason for table, row, reason in left(app, number)}
    assert reasons[("company", str(ids["old"]))] == Reason.TAKEN
    take_back(app, number)


def test_a_row_is_not_brought_back_to_a_company_that_is_gone(app: Jobloft, personas: Personas) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        company = make_company(session)
        contact = make_contact(session, company)
        keys = company.id, contact.id
    number = act(app, lambda session: session.delete(session.get_one(ContactPerson, keys[1])))
    with app.database.transaction() as session:
        session.delete(session.get_one(Company, keys[0]))
    assert left(app, number) == [("contact_person", str(keys[1]), Reason.TARGET_GONE)]


def test_the_same_action_is_not_undone_twice(app: Jobloft) -> None:
    number = act(app, lambda session: make_company(session))
    take_back(app, number)
    with pytest.raises(Refused):
        take_back(app, number)
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Action)) == 2


def test_changed_rows_are_counted_also_when_they_were_loaded_in_bulk(app: Jobloft) -> None:
    from sqlalchemy import insert

    columns = [column.name for column in Company.__table__.columns]

    def work(session: Session) -> None:
        made = make_company(session)
        row = {name: getattr(made, name) for name in columns} | {"id": made.id + 7, "uid": "a" * 32, "name": "I bunke"}
        session.execute(insert(Company.__table__), [row])  # type: ignore[arg-type]
        record.note_inserted(session, Company, [row])
        register(session, ActionKind.IMPORT, "Liste.csv")
        session.expunge_all()

    number = act(app, work)
    with app.database.reading() as session:
        assert session.get_one(Action, number).rows == 2
    assert left(app, number) == []
    take_back(app, number)
    with app.database.reading() as session:
        assert session.scalars(select(Company)).all() == []

"""An undo that was worked out before the lock: it is done as it was planned, or worked out anew when it is not true."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.orm import Session

from app.companies.models import Company, ContactPerson, SupplierRelation
from app.history import ahead, erasing, record
from app.history.ahead import Prepared, prepare
from app.history.models import Action
from app.history.plan_model import Reason
from app.history.undo import undo
from app.web import Jobloft
from tests.companies.factories import make_contact, make_supplier
from tests.factories import NOW, Personas, make_company, make_visit
from tests.history.test_undo import act, make_mixed
from tests.history.whole import whole

Deed = Callable[[Session, dict[str, int]], Any]


def prepared_for(app: Jobloft, number: int) -> Prepared:
    with app.database.reading() as reading, app.database.transaction() as acting:
        record.begin_action(acting, actor_id=None, now=NOW)
        return Prepared.of(reading, reading.get_one(Action, number).action_id, acting=acting)


def meanwhile(app: Jobloft, deed: Callable[[Session], Any]) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        deed(session)


def test_it_does_what_one_that_is_worked_out_under_the_lock_does(app: Jobloft, personas: Personas) -> None:
    work, _ids = make_mixed(app, personas)
    before = whole(app)
    number = act(app, work)
    after = whole(app)
    for expected in (before, after):
        with app.database.reading() as reading, app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            prepared = Prepared.of(reading, reading.get_one(Action, number).action_id, acting=session)
            assert prepared.holds(session)
            number = undo(session, session.get_one(Action, number), prepared).id
        assert whole(app) == expected


def _edit(session: Session, ids: dict[str, int]) -> None:
    session.get_one(Company, ids["new"]).phone = "+4599112233"


def _visit(session: Session, ids: dict[str, int]) -> None:
    company = session.get_one(Company, ids["new"])
    make_visit(session, company=company, responsible_id=ids["user"])


def _take_the_number(session: Session, ids: dict[str, int]) -> None:
    make_company(session, name="En anden", cvr="25313763")


def _erase(session: Session, ids: dict[str, int]) -> None:
    erasing.erase_gone(session, ids["contact"])


def _edit_of_what_gets_values_back(session: Session, ids: dict[str, int]) -> None:
    session.get_one(Company, ids["old"]).city = "Viborg"


def _something_else(session: Session, ids: dict[str, int]) -> None:
    make_contact(session, make_company(session, name="Tredje"), name="Ole")


@pytest.mark.parametrize(
    ("deed", "holds"),
    [
        (_edit, False),
        (_visit, False),
        (_take_the_number, False),
        (_erase, False),
        (_edit_of_what_gets_values_back, False),
        (_something_else, True),
    ],
)
def test_what_it_rests_on_is_looked_at_again(app: Jobloft, personas: Personas, deed: Deed, *, holds: bool) -> None:
    work, ids = make_mixed(app, personas)
    prepared = prepared_for(app, act(app, work))
    meanwhile(app, lambda session: deed(session, ids | {"user": personas.id_of["consultant"]}))
    with app.database.transaction() as session:
        assert prepared.holds(session) is holds


def test_whom_somebody_edits_meanwhile_is_left_and_named(
    app: Jobloft, personas: Personas, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit comes after the undo has begun to read, and before it has the lock."""
    if app.database.engine.dialect.name != "sqlite":
        pytest.skip("on PostgreSQL the rows are locked while they are read")
    monkeypatch.setattr(ahead, "MANY", 1)
    ids: dict[str, int] = {}

    def work(session: Session) -> None:
        for name in ("Rettet", "Urørt"):
            company = make_company(session, name=name)
            make_contact(session, company)
            make_supplier(session, company, personas.organisation_of["landlord"])
            ids[name] = company.id

    number = act(app, work)
    waiting = [lambda session: setattr(session.get_one(Company, ids["Rettet"]), "city", "Viborg")]

    def somebody_edits(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if "max(change.id)" in statement and waiting:
            meanwhile(app, waiting.pop())

    event.listen(Engine, "after_cursor_execute", somebody_edits)
    try:
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            with app.database.reading() as reading:
                action_id = reading.get_one(Action, number).action_id
            prepared = prepare(app.database, session, action_id)
            assert prepared is not None
            left = {(each.table, each.reason) for each in prepared.plan.left}
            undo(session, session.get_one(Action, number), prepared)
    finally:
        event.remove(Engine, "after_cursor_execute", somebody_edits)
    assert waiting == []
    assert ("company", Reason.EDITED) in left
    with app.database.reading() as session:
        assert session.execute(select(Company.name, Company.city)).all() == [("Rettet", "Viborg")]
        for model in (ContactPerson, SupplierRelation):
            assert session.scalars(select(model.company_id)).all() == [ids["Rettet"]]

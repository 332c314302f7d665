"""Who is erased is gone from the tables and from the change log, and no undo brings them back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select, text

from app.companies.models import Company, ContactPerson
from app.history import record
from app.history.commands import erase_person
from app.history.erasing import erase_contact
from app.history.models import Action
from app.history.undo import undo
from app.models import Base
from app.orders.models import JobOrder
from app.search.lexicon import Lexicons
from app.visits.models import Visit
from app.web import Jobloft
from tests.companies.factories import make_contact
from tests.factories import NOW, Personas, make_company
from tests.history.test_undo import act, left, take_back
from tests.merging.test_commands import run
from tests.merging.test_merging import merged, pair  # noqa: F401 (a fixture)


def erase(app: Jobloft, contact_id: int) -> int:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        return erase_contact(session, session.get_one(ContactPerson, contact_id))


def everything(app: Jobloft) -> str:
    """All that the database holds, the log too."""
    with app.database.reading() as session:
        return repr([session.execute(select(table)).all() for table in Base.metadata.sorted_tables]).casefold()


@pytest.fixture
def erased(app: Jobloft, personas: Personas, pair: dict[str, int]) -> dict[str, int]:  # noqa: F811
    """Two companies merged, then the person erased who stood at both."""
    number = merged(app, personas, pair)
    assert "hanne" in everything(app)
    erase(app, pair["one_person"])
    return pair | {"action": number}


def test_nothing_of_them_stays_anywhere(app: Jobloft, erased: dict[str, int]) -> None:
    found = everything(app)
    assert [word for word in ("hanne", "bach", "hanne@madsen.example") if word in found] == []
    with app.database.reading() as session:
        assert set(session.scalars(select(Visit.contact_person_id))) == {None}
        assert set(session.scalars(select(JobOrder.contact_person_id))) == {None}


def test_processes_that_run_forget_their_words(app: Jobloft, personas: Personas, pair: dict[str, int]) -> None:  # noqa: F811
    process = Lexicons()

    def known() -> list[str]:
        with app.database.reading() as session:
            return [word for word in ("hanne", "bach", "ole") if word in process.current(session).counts]

    assert known() == ["hanne", "bach", "ole"]
    for person in ("one_person", "two_person"):
        erase(app, pair[person])
    assert known() == ["ole"]


def test_undoing_a_merge_brings_back_all_but_them_and_names_it(app: Jobloft, erased: dict[str, int]) -> None:
    undoing = take_back(app, erased["action"])
    with app.database.reading() as session:
        action = session.get_one(Action, undoing)
        two = ("contact_person", str(erased["two_person"]), "erased")
        assert [(row["table"], row["row_id"], row["reason"]) for row in action.left] == [two]
        assert session.scalars(select(ContactPerson.name)).all() == ["Ole Pedersen"]
        places = [(Visit, "visit"), (JobOrder, "order")]
        rows = [session.get_one(model, erased[f"{name}_{what}"]) for model, what in places for name in ("one", "two")]
        assert [row.company_id for row in rows] == [erased["one"], erased["two"]] * 2
        assert [row.contact_person_id for row in rows] == [None] * 4
    assert "hanne" not in everything(app)
    take_back(app, undoing)
    assert "hanne" not in everything(app)


def test_one_of_two_who_are_two_again_keeps_the_other(
    app: Jobloft,
    personas: Personas,
    pair: dict[str, int],  # noqa: F811
) -> None:
    take_back(app, merged(app, personas, pair))
    erase(app, pair["one_person"])
    with app.database.reading() as session:
        names = session.execute(select(ContactPerson.id, ContactPerson.name).order_by(ContactPerson.id)).all()
        assert (pair["two_person"], "Hanne Bach") in [tuple(row) for row in names]
        assert session.get(ContactPerson, pair["one_person"]) is None


def test_an_import_that_made_them_is_undone_without_them(app: Jobloft, personas: Personas) -> None:
    ids: dict[str, Any] = {}

    def work(session: Any) -> None:
        company = Company(name="Ny ApS", folded_name="ny", created_at=NOW, updated_at=NOW)
        session.add(company)
        session.flush()
        ids["contact"] = make_contact(session, company, name="Hanne Bach").id

    number = act(app, work)
    erase(app, ids["contact"])
    assert left(app, number) == []
    take_back(app, number)
    with app.database.reading() as session:
        assert session.scalars(select(Company)).all() == []
    assert "hanne" not in everything(app)


def test_a_deletion_of_them_is_not_undone(app: Jobloft, personas: Personas, pair: dict[str, int]) -> None:  # noqa: F811
    """Merged once more into somebody else: the whole chain is erased."""
    merged(app, personas, pair)
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        first = session.get_one(ContactPerson, pair["one_person"])
        ole = session.scalars(select(ContactPerson).where(ContactPerson.name == "Ole Pedersen")).one()
        for row in (*session.scalars(select(Visit)), *session.scalars(select(JobOrder))):
            row.contact_person_id = ole.id
        record.note_merged(session, first, ole)
        session.delete(first)
        ole_id = ole.id
    erase(app, ole_id)
    assert "hanne" not in everything(app)


def test_the_command_asks_and_says_what_it_did(
    app: Jobloft, monkeypatch: pytest.MonkeyPatch, personas: Personas
) -> None:
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        company = Company(name="Ny ApS", folded_name="ny", created_at=NOW, updated_at=NOW)
        session.add(company)
        session.flush()
        number = str(make_contact(session, company, name="Hanne Bach").id)
    assert run(app, monkeypatch, "erase-contact", number)[0] == 1
    said = (0, "erased at Ny ApS; taken out of 2 lines of the change log\n")
    assert run(app, monkeypatch, "erase-contact", number, "--yes") == said
    assert "hanne" not in everything(app)


def test_whom_an_undo_has_deleted_is_erased_from_the_log(
    app: Jobloft, monkeypatch: pytest.MonkeyPatch, personas: Personas
) -> None:
    ids: dict[str, int] = {}

    def work(session: Any) -> None:
        company = Company(name="Ny ApS", folded_name="ny", created_at=NOW, updated_at=NOW)
        session.add(company)
        session.flush()
        ids["contact"] = make_contact(session, company, name="Hanne Bach").id

    undoing = take_back(app, act(app, work))
    assert "hanne" in everything(app)
    said = (0, "erased at no company any more; taken out of 2 lines of the change log\n")
    assert run(app, monkeypatch, "erase-contact", str(ids["contact"]), "--yes") == said
    take_back(app, undoing)
    assert "hanne" not in everything(app)
    assert run(app, monkeypatch, "erase-contact", "999999", "--yes")[0] == 1


def test_the_number_of_one_who_was_merged_leads_to_the_other(
    app: Jobloft,
    monkeypatch: pytest.MonkeyPatch,
    personas: Personas,
    pair: dict[str, int],  # noqa: F811
) -> None:
    merged(app, personas, pair)
    code, told = run(app, monkeypatch, "erase-contact", str(pair["two_person"]), "--yes")
    assert (code, f"was merged into {pair['one_person']}" in told) == (1, True)


def _somebody_waits(app: Jobloft) -> bool:
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with app.database.reading() as session:
        return bool(session.scalar(text(waiting)))


def test_who_is_erased_while_an_undo_brings_them_back_is_gone_all_the_same(app: Jobloft) -> None:
    if app.database.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite one who writes is alone")
    with app.database.transaction() as session:
        record.begin_action(session, actor_id=None, now=NOW)
        contact_id = make_contact(session, make_company(session), name="Hanne Bach").id
    number = act(app, lambda session: session.delete(session.get_one(ContactPerson, contact_id)))

    def erase_meanwhile() -> None:
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            erase_person(session, contact_id)

    with ThreadPoolExecutor(1) as pool:
        with app.database.transaction() as session:
            record.begin_action(session, actor_id=None, now=NOW)
            undo(session, session.get_one(Action, number))
            erasing = pool.submit(erase_meanwhile)
            while not (erasing.done() or _somebody_waits(app)):
                pass
        erasing.result()
    assert "hanne" not in everything(app)

"""Whoever listens to changes hears of an import as of a form: the log, the words, the matcher, calendars."""

from __future__ import annotations

from sqlalchemy import select

from app.companies.models import Company
from app.feeds.models import Feed
from app.history.models import Action, Change
from app.matches.models import MatchingChange
from app.search.indexing import rebuild
from app.search.models import SearchWord
from app.web import Jobloft
from tests.factories import Personas, make_visit
from tests.feeds.factories import make_feed
from tests.imports.importer import Importer, companies
from tests.imports.lists import MALER, TOEMRER, supplier_list


def test_the_matcher_hears_of_new_companies_and_of_another_trade(app: Jobloft, importer: Importer) -> None:
    """As of companies that are registered by the form: else one process would know them and another not."""

    def heard_of() -> dict[int, int]:
        with app.database.reading() as session:
            return {row.row_id: row.seq for row in session.scalars(select(MatchingChange))}

    lists = [f"Navn;CVR-nr.;Branche\nSmed;99999926;{trade}\nUden;;\n".encode() for trade in ("Industri", "Auto")]
    importer.confirmed(lists[0])
    smith = companies(app.database)["Smed"].id
    first = heard_of()
    assert set(first) == {smith}
    importer.confirmed(lists[1])
    assert companies(app.database)["Smed"].industry == "Auto"
    assert heard_of()[smith] > first[smith]


def test_a_name_that_the_list_changes_reaches_calendars(app: Jobloft, importer: Importer, personas: Personas) -> None:
    """Without a new version a calendar program is told that nothing has changed."""
    importer.confirmed(supplier_list(MALER))
    with app.database.transaction() as session:
        company, consultant = session.scalars(select(Company)).one(), personas.id_of["consultant"]
        make_visit(session, company=company, responsible_id=consultant)
        feed = make_feed(session, user_id=consultant).id
    with app.database.reading() as session:
        before = session.get_one(Feed, feed).content_version
    importer.confirmed(supplier_list(MALER.replace("MALER MADSEN APS", "Madsen & Søn ApS")))
    assert set(companies(app.database)) == {"Madsen & Søn ApS"}
    with app.database.reading() as session:
        assert session.get_one(Feed, feed).content_version == before + 1


def test_its_words_are_those_that_are_made_anew(app: Jobloft, importer: Importer) -> None:
    def words() -> set[tuple[str, str, int, int]]:
        with app.database.reading() as session:
            return {(row.word, row.kind, row.row_id, row.weight) for row in session.scalars(select(SearchWord))}

    importer.confirmed(supplier_list(MALER, TOEMRER))
    written = words()
    with app.database.transaction() as session:
        rebuild(session)
    assert ("madsen", "company") in {(word, kind) for word, kind, _row, _weight in written}
    assert written == words()


def test_the_log_says_the_same_as_registering_by_the_form(app: Jobloft, importer: Importer) -> None:
    """What is written past the unit of work has the same images, column by column."""
    importer.confirmed(supplier_list(MALER))
    importer.browser.submit("/companies/new", name="Smed Hansen")
    with app.database.reading() as session:
        logs = session.scalars(select(Change).where(Change.before.is_(None)).order_by(Change.id)).all()
        images = {kind: [log.after for log in logs if log.table_name == kind] for kind in ("company", "stage_change")}
        loaded, typed = images["company"]
        assert loaded.keys() == typed.keys()
        same = loaded.keys() - "id uid name folded_name cvr phone email postal_code city website industry".split()
        assert {key: loaded[key] for key in same} == {key: typed[key] for key in same}
        first, second = images["stage_change"]
        changing = {"id": 0, "company_id": 0}
        assert first | changing == second | changing
        row = session.scalars(select(Company).where(Company.cvr == "25313763")).one()
        assert loaded["uid"] == row.uid
        assert session.scalar(select(Action.rows)) == 4

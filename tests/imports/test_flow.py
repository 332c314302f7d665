"""A supplier list from upload to undo, through the real forms, the real worker and both databases."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from sqlalchemy import func, select

from app import clock
from app.companies.models import Company, ContactPerson, Stage, StageChange, SupplierRelation
from app.db import Database
from app.feeds.models import Feed
from app.history.models import Action, Change
from app.imports.blueprint import WORKER
from app.imports.models import BatchState, ImportBatch, ImportRow, RowState
from app.matches.models import MatchingChange
from app.search.indexing import rebuild
from app.search.models import SearchWord
from app.web import Jobloft
from tests.browser_client import Browser, form_fields
from tests.factories import NOW, Personas, make_company, make_visit
from tests.feeds.factories import make_feed
from tests.imports.lists import MALER, TOEMRER, supplier_list


class Importer:
    """A consultant at the forms of imports, waiting for the worker as nobody else has to."""

    def __init__(self, app: Jobloft, browser: Browser, association: int) -> None:
        self.app, self.browser, self.association = app, browser, association

    def upload(self, data: bytes, name: str = "kreditorer.csv") -> str:
        """The address of the import's columns."""
        answer = self.browser.submit(
            "/imports/new", organisation_id=str(self.association), file=(io.BytesIO(data), name)
        )
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def preview(self, data: bytes) -> str:
        """The address of the preview, when the rows are compared."""
        return self.posted(self.upload(data))

    def posted(self, path: str, **choice: Any) -> str:
        """Sends a page's form and waits for the work that it begins."""
        answer = self.browser.submit(path, **{"to": path} | choice)
        assert answer.status_code == 303, answer.text
        self.app.extensions[WORKER].wait()
        return str(answer.location)

    def confirmed(self, data: bytes) -> str:
        """The address of the result."""
        shown = self.preview(data)
        return self.posted(shown, to=f"{shown}/confirm")


@pytest.fixture
def importer(app: Jobloft, as_user, personas: Personas) -> Importer:
    return Importer(app, as_user("consultant"), personas.organisation_of["landlord"])


def states(database: Database) -> dict[int, RowState]:
    with database.reading() as session:
        return {row.number: row.state for row in session.scalars(select(ImportRow).order_by(ImportRow.id))}


def companies(database: Database) -> dict[str, Company]:
    with database.reading() as session:
        return {company.name: company for company in session.scalars(select(Company))}


def test_from_a_file_to_companies_and_back(app: Jobloft, importer: Importer, personas: Personas) -> None:
    """Nothing before the yes; then company, contact person, supplier relation, stage, log, search; all gone by undo."""
    shown = importer.preview(supplier_list(MALER, TOEMRER))
    assert companies(app.database) == {}
    page = importer.browser.get(shown).text
    assert "2 nye virksomheder" in page
    importer.posted(shown, to=f"{shown}/confirm")
    with app.database.reading() as session:
        company = session.scalars(select(Company).where(Company.cvr == "25313763")).one()
        assert (company.name, company.phone, company.stage) == ("MALER MADSEN APS", "+4586621234", Stage.CANDIDATE)
        contact = session.scalars(select(ContactPerson).where(ContactPerson.company_id == company.id)).one()
        assert (contact.name, contact.job_title) == ("Hanne Bach", "Direktør")
        bought = session.scalars(select(SupplierRelation).where(SupplierRelation.company_id == company.id)).one()
        assert (bought.organisation_id, bought.supplier_number) == (personas.organisation_of["landlord"], "1001")
        assert str(bought.agreement_ends_on) == "2027-12-31"
        actor = session.scalars(select(StageChange.user_id).where(StageChange.company_id == company.id)).one()
        assert actor == personas.id_of["consultant"]
        assert session.scalar(select(func.count()).where(SearchWord.word == "madsen")) == 1
    assert "Læst ind: kreditorer.csv" in importer.browser.get(shown).text
    importer.posted(shown, to=f"{shown}/undo")
    assert companies(app.database) == {}
    assert "Fortrudt: kreditorer.csv" in importer.browser.get(shown).text
    assert "Fortrudt" in importer.browser.get("/imports").text


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


def test_the_same_list_again_does_nothing(app: Jobloft, importer: Importer) -> None:
    importer.confirmed(supplier_list(MALER, TOEMRER))
    before = companies(app.database)
    shown = importer.preview(supplier_list(MALER, TOEMRER))
    assert [state for _number, state in sorted(states(app.database).items())] == [RowState.SAME, RowState.SAME]
    assert f"{shown}/confirm" not in importer.browser.get(shown).text
    assert {name: company.version for name, company in companies(app.database).items()} == {
        name: company.version for name, company in before.items()
    }


def test_changes_are_shown_and_a_colleagues_own_correction_stays(app: Jobloft, importer: Importer) -> None:
    """Never emptied, never overwritten without a word; what the last import wrote is the file's to change."""
    importer.confirmed(supplier_list(MALER))
    company = companies(app.database)["MALER MADSEN APS"]
    edit = f"/companies/{company.id}/edit"
    importer.browser.submit(edit, email="madsen@maler.dk")
    changed = MALER.replace("86 62 12 34", "86 62 99 99").replace("post@", "ny@").replace("Viborg", "")
    shown = importer.preview(supplier_list(changed))
    page = re.sub(r"\s+", " ", importer.browser.get(shown).text)
    assert "<del>86 62 12 34</del>" in page
    assert "”madsen@maler.dk” bliver stående (Navn consultant," in page
    assert "filen siger ”ny@maler.dk”" in page
    importer.posted(shown, to=f"{shown}/confirm")
    after = companies(app.database)["MALER MADSEN APS"]
    assert (after.phone, after.email, after.city) == ("+4586629999", "madsen@maler.dk", "Viborg")
    assert after.version == company.version + 2


def test_the_file_wins_when_asked_to(app: Jobloft, importer: Importer) -> None:
    importer.confirmed(supplier_list(MALER))
    company = companies(app.database)["MALER MADSEN APS"]
    importer.browser.submit(f"/companies/{company.id}/edit", email="madsen@maler.dk", postal_code="8000")
    shown = importer.posted(importer.upload(supplier_list(MALER)), people_first=None)
    importer.posted(shown, to=f"{shown}/confirm")
    after = companies(app.database)["MALER MADSEN APS"]
    assert (after.email, after.postal_code) == ("post@maler.dk", "8800")
    with app.database.reading() as session:
        assert session.scalar(select(func.count()).where(MatchingChange.row_id == company.id)) == 1


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


def test_what_is_uncertain_is_asked(app: Jobloft, importer: Importer) -> None:
    with app.database.transaction() as session:
        known = make_company(session, name="Anlægsgartner Olsen", postal_code="8600", city="Silkeborg").id
    asked = "1003;;Olsen Anlægsgartner;8600;Silkeborg;20203030;;;;"
    shown = importer.preview(supplier_list(asked))
    page = importer.browser.get(shown).text
    assert "et navn, der ligner" in page
    assert f"{shown}/confirm" not in page
    with app.database.reading() as session:
        row_id = session.scalars(select(ImportRow.id)).one()
    importer.posted(shown, to=f"{shown}/rows/{row_id}", decision=str(known))
    importer.posted(shown, to=f"{shown}/confirm")
    assert [(company.id, company.phone) for company in companies(app.database).values()] == [(known, "+4520203030")]


def test_all_that_is_uncertain_is_new_until_the_list_is_written(app: Jobloft, importer: Importer) -> None:
    with app.database.transaction() as session:
        make_company(session, name="Anlægsgartner Olsen", postal_code="8600", city="Silkeborg")
    asked = "1003;;Olsen Anlægsgartner;8600;Silkeborg;20203030;;;;"
    shown = importer.preview(supplier_list(asked, TOEMRER))
    before = importer.browser.get(shown).text
    importer.posted(shown, to=f"{shown}/confirm")
    assert "Olsen Anlægsgartner" not in companies(app.database)
    fields, action = form_fields(before, to=f"{shown}/all-new")
    assert importer.browser.client.post(action, data=fields).status_code == 422
    again = importer.preview(supplier_list(asked, TOEMRER))
    importer.posted(again, to=f"{again}/all-new")
    importer.posted(again, to=f"{again}/confirm")
    assert set(companies(app.database)) == {"Anlægsgartner Olsen", "Olsen Anlægsgartner", "Tømrer & Søn"}


def test_rows_that_are_wrong_come_back_as_a_file_to_mend(app: Jobloft, importer: Importer) -> None:
    wrong = "1004;12345679;Forkert A/S;8800;Viborg;;;;;"
    formula = '1005;;"=HYPERLINK(""http://x.example"")";8800;Viborg;;;;;'
    private = "1006;010170-1234;Hans Hansen;8800;Viborg;;;;;"
    unsaid = "1007;;<script>alert(1)</script>;8800;Viborg;ring til Bo;info(a)x;;;"
    shown = importer.confirmed(supplier_list(TOEMRER, wrong, formula, private, unsaid, TOEMRER))
    assert list(states(app.database).values()) == [
        RowState.NEW, RowState.WRONG, RowState.WRONG, RowState.WRONG, RowState.NEW, RowState.DOUBLE,
    ]  # fmt: skip
    page = importer.browser.get(shown).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page
    sheet = importer.browser.get(f"{shown}/left-out.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(sheet), delimiter=";"))
    assert rows[0][-1] == "Hvad er galt"
    assert [row[-2] for row in rows[1:]] == ["5", "6", "7", "8", "9"]
    assert "CVR-nr. (B): 12345679: ikke et CVR-nummer" in rows[1][-1]
    assert rows[2][2].startswith("'=HYPERLINK")
    assert "010170" not in sheet
    assert rows[4][-1] == (
        "Tlf. (F): ring til Bo: læses ind uden: ikke et telefonnummer; "
        "Mail (G): info(a)x: læses ind uden: ikke en mailadresse"
    )
    assert [(one.phone, one.email) for name, one in companies(app.database).items() if "script" in name] == [("", "")]
    assert "samme virksomhed som i række 4" in rows[5][-1]


def test_what_changed_since_the_preview_is_left_out(app: Jobloft, importer: Importer) -> None:
    """Nobody has seen what the row would do now, so it does nothing."""
    shown = importer.preview(supplier_list(MALER, TOEMRER))
    importer.browser.submit("/companies/new", name="Madsen", cvr="25313763")
    importer.posted(shown, to=f"{shown}/confirm")
    assert set(companies(app.database)) == {"Madsen", "Tømrer & Søn"}
    assert "nogen har ændret virksomheden" in importer.browser.get(shown).text


def test_undo_leaves_and_names_what_was_worked_on(app: Jobloft, importer: Importer) -> None:
    shown = importer.confirmed(supplier_list(MALER, TOEMRER))
    company = companies(app.database)["Tømrer & Søn"]
    importer.browser.submit(f"/companies/{company.id}/edit", phone="86 11 22 33")
    importer.posted(shown, to=f"{shown}/undo")
    assert set(companies(app.database)) == {"Tømrer & Søn"}
    page = importer.browser.get(shown).text
    assert "Én virksomhed bliver" in page
    assert f'href="/companies/{company.id}"' in page


def test_work_whose_process_was_stopped_can_be_begun_again(app: Jobloft, importer: Importer) -> None:
    shown = importer.preview(supplier_list(MALER))
    with app.database.transaction() as session:
        batch = session.scalars(select(ImportBatch)).one()
        batch.state, batch.run, batch.seen_at = BatchState.WRITING, "somebody's", NOW
    assert "http-equiv" in importer.browser.get(shown).text
    later = NOW.replace(hour=NOW.hour + 1)
    with clock.frozen(later):
        assert "Arbejdet blev afbrudt" in importer.browser.get(shown).text
        importer.posted(shown, to=f"{shown}/again")
        importer.posted(shown, to=f"{shown}/confirm")
    assert set(companies(app.database)) == {"MALER MADSEN APS"}


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


def test_a_failure_while_writing_leaves_nothing(app: Jobloft, importer: Importer, monkeypatch) -> None:
    shown = importer.preview(supplier_list(MALER))
    # When everything is inserted already.
    monkeypatch.setattr("app.imports.staging.note_many", None)
    importer.posted(shown, to=f"{shown}/confirm")
    assert companies(app.database) == {}
    assert "intet er ændret" in importer.browser.get(shown).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Filen er tom"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "gammel Excel-fil"),
        (b"<html><table>", "ikke en tabel"),
        (b"PK\x03\x04nonsense", "kan ikke læses"),
    ],
)
def test_what_is_no_list_is_said_beside_the_field(importer: Importer, data: bytes, said: str) -> None:
    answer = importer.browser.submit("/imports/new", file=(io.BytesIO(data), "x.csv"))
    assert (answer.status_code, said in answer.text) == (422, True)


def test_a_list_without_a_name_is_not_compared(importer: Importer) -> None:
    columns = importer.upload(supplier_list(MALER))
    answer = importer.browser.submit(columns, to=columns, column_2="")
    assert (answer.status_code, "Vælg, hvilken kolonne" in answer.text) == (422, True)
    answer = importer.browser.submit(columns, to=columns, column_3="name")
    assert (answer.status_code, "To kolonner" in answer.text) == (422, True)


def test_rows_are_forgotten_after_a_month(app: Jobloft, importer: Importer) -> None:
    shown = importer.confirmed(supplier_list(MALER))
    with clock.frozen(NOW.replace(month=12, day=31)):
        later = Importer(app, Browser(app).signed_in("consultant@test.jobloft.dk"), importer.association)
        later.upload(supplier_list(TOEMRER))
        assert "Rækkerne blev slettet" in later.browser.get(shown).text
    assert len(states(app.database)) == 1

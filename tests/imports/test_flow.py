"""A supplier list from upload to undo, through the real forms, the real worker and both databases."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from app import clock
from app.companies.models import Company, ContactPerson, Stage, StageChange, SupplierRelation
from app.history import ahead
from app.imports.models import BatchState, ImportBatch, RowState
from app.matches.models import MatchingChange
from app.search.models import SearchWord
from app.web import Jobloft
from tests.browser_client import Browser
from tests.factories import NOW, Personas
from tests.imports.importer import Importer, companies, states
from tests.imports.lists import MALER, TOEMRER, supplier_list


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


@pytest.mark.parametrize("many", [1, ahead.MANY])
def test_undo_leaves_and_names_what_was_worked_on(
    app: Jobloft, importer: Importer, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(ahead, "MANY", many)
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


def test_a_failure_while_writing_leaves_nothing(app: Jobloft, importer: Importer, monkeypatch) -> None:
    shown = importer.preview(supplier_list(MALER))
    # When everything is inserted already.
    monkeypatch.setattr("app.imports.staging.note_many", None)
    importer.posted(shown, to=f"{shown}/confirm")
    assert companies(app.database) == {}
    assert "intet er ændret" in importer.browser.get(shown).text


def test_rows_are_forgotten_after_a_month(app: Jobloft, importer: Importer) -> None:
    shown = importer.confirmed(supplier_list(MALER))
    with clock.frozen(NOW.replace(month=12, day=31)):
        later = Importer(app, Browser(app).signed_in("consultant@test.jobloft.dk"), importer.association)
        later.upload(supplier_list(TOEMRER))
        assert "Rækkerne blev slettet" in later.browser.get(shown).text
    assert len(states(app.database)) == 1

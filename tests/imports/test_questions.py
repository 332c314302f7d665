"""Rows that are asked about: nothing of them is written before somebody has said which company they are."""

from __future__ import annotations

from sqlalchemy import select

from app.companies.models import Company
from app.imports.models import ImportRow
from app.web import Jobloft
from tests.browser_client import form_fields
from tests.factories import make_company
from tests.imports.importer import Importer, companies
from tests.imports.lists import TOEMRER, supplier_list


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


def test_a_cvr_number_under_quite_another_name_changes_nobody_unasked(app: Jobloft, importer: Importer) -> None:
    """It has slipped into a neighbour's row: neither the one company nor the other is changed, nor a third made."""
    with app.database.transaction() as session:
        bearer = make_company(session, name="Maler Madsen", cvr="25313763", postal_code="8800").id
        other = make_company(session, name="Bager Ib", cvr="13585628", postal_code="8600").id
    slipped = ["1;25313763;Glarmester Juhl;8800;Viborg;20203030;;;;", "2;25 31 37 63;Bager Ib;8600;;20203031;;;;"]
    shown = importer.preview(supplier_list(*slipped, TOEMRER))
    page = importer.browser.get(f"{shown}?show=of_another").text
    assert "Én række har" in page
    assert (page.count("har dette CVR-nummer, men et andet navn"), "Tømrer" in page) == (1, False)
    importer.posted(shown, to=f"{shown}/confirm")
    found = companies(app.database)
    assert {name: (each.id, each.phone) for name, each in found.items() if each.id in (bearer, other)} == {
        "Maler Madsen": (bearer, ""),
        "Bager Ib": (other, ""),
    }
    assert len(found) == 3
    sheet = importer.browser.get(f"{shown}/left-out.csv").data.decode("utf-8-sig")
    assert "Maler Madsen: har dette CVR-nummer, men et andet navn" in sheet


def test_a_row_with_a_registered_cvr_number_is_that_company_or_left_out_never_new(
    app: Jobloft, importer: Importer
) -> None:
    with app.database.transaction() as session:
        bearer = make_company(session, name="Maler Madsen", cvr="25313763", postal_code="8800").id
        other = make_company(session, name="Bager Ib", postal_code="8600").id
    shown = importer.preview(supplier_list("2;25 31 37 63;Bager Ib;8600;;20203031;;;;"))
    page = importer.browser.get(shown).text
    assert f"{shown}/all-new" not in page
    with app.database.reading() as session:
        row_id = session.scalars(select(ImportRow.id)).one()
    fields, action = form_fields(page, to=f"{shown}/rows/{row_id}")
    for refused in ("new", str(other)):
        assert importer.browser.client.post(action, data=fields | {"decision": refused}).status_code == 422
    importer.posted(shown, to=f"{shown}/rows/{row_id}", decision=str(bearer))
    importer.posted(shown, to=f"{shown}/confirm")
    with app.database.reading() as session:
        assert session.get_one(Company, bearer).name == "Bager Ib"
        assert session.get_one(Company, bearer).phone == "+4520203031"

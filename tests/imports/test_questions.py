"""Rows that are asked about: nothing of them is written before somebody has said which company they are."""

from __future__ import annotations

from sqlalchemy import select

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

"""Files, columns and rows that are not read in: each says why, and comes back to be mended."""

from __future__ import annotations

import csv
import io

import pytest

from app.imports.models import RowState
from app.web import Jobloft
from tests.imports.importer import Importer, companies, states
from tests.imports.lists import MALER, TOEMRER, supplier_list


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


def test_what_changed_since_the_preview_is_left_out(app: Jobloft, importer: Importer) -> None:
    """Nobody has seen what the row would do now, so it does nothing."""
    shown = importer.preview(supplier_list(MALER, TOEMRER))
    importer.browser.submit("/companies/new", name="Madsen", cvr="25313763")
    importer.posted(shown, to=f"{shown}/confirm")
    assert set(companies(app.database)) == {"Madsen", "Tømrer & Søn"}
    assert "nogen har ændret virksomheden" in importer.browser.get(shown).text


def test_a_row_that_can_not_be_read_is_told_as_the_double_that_it_is(app: Jobloft, importer: Importer) -> None:
    """Before or after: nobody need mend its CVR number, and a wrong postal code makes no second company."""
    wrong_number = TOEMRER.replace("99999926", "12345679").replace("1002", "")
    wrong_place = "1009;;Tømrer & Søn;86000;;;;;;"
    shown = importer.preview(supplier_list(wrong_number, TOEMRER, wrong_place))
    assert list(states(app.database).values()) == [RowState.DOUBLE, RowState.NEW, RowState.DOUBLE]
    page = importer.browser.get(shown).text
    assert page.count("samme virksomhed som i række 5") == 2
    importer.posted(shown, to=f"{shown}/confirm")
    assert list(companies(app.database)) == ["Tømrer & Søn"]

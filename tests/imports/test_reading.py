"""What finance systems write: encodings, separators, quotation marks, title lines, merged headings, bombs."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook

from app.imports.fields import Field
from app.imports.grid import HIDDEN_CPR, MOST_ROWS, NOT_CALCULATED, Grid, Line, Problem, ReadFault
from app.imports.headings import field_of, layout_of
from app.imports.reading import read
from tests.imports.lists import HEADINGS, MALER, TOEMRER, supplier_list

TEXT = supplier_list(MALER, TOEMRER).decode("cp1252")
EXPECTED = [tuple(MALER.split(";")), tuple(TOEMRER.split(";"))]


def cells(data: bytes) -> list[tuple[str, ...]]:
    return [line.cells for line in layout_of(read(data)).lines]


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig", "utf-16", "cp850"])
@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_every_encoding_and_separator_reads_the_same(encoding: str, separator: str) -> None:
    assert cells(TEXT.replace(";", separator).encode(encoding)) == EXPECTED


def test_commas_are_told_from_commas_in_texts() -> None:
    rows = [HEADINGS, MALER, TOEMRER.replace("Tømrer & Søn", '"Tømrer, Søn"')]
    assert cells("\r\n".join(row.replace(";", ",") for row in rows).encode())[1][2] == "Tømrer, Søn"


def test_danish_that_was_encoded_twice_is_danish_again() -> None:
    assert cells(TEXT.encode().decode("cp1252").encode()) == EXPECTED


@pytest.mark.parametrize(
    ("cell", "read_as"),
    [
        ('"Bageriet ""Krummen"""', 'Bageriet "Krummen"'),
        ('"Fælles\r\nkøkkenet"', "Fælles\nkøkkenet"),
        ('"A; B"', "A; B"),
        ('Rør 5" A/S', 'Rør 5" A/S'),
        ('"Aldrig lukket', "Aldrig lukket"),
        ('="00123"', "00123"),
        ("'0123", "0123"),
        ("\xa0Smed\xa0Bo ", "Smed Bo"),
        ("Smed\x00\x07", "Smed"),
    ],
)
def test_cells_are_read_as_they_were_meant(cell: str, read_as: str) -> None:
    """And none swallows the rows below it."""
    rows = cells(supplier_list(f"1003;;{cell};8800;Viborg;;;;;", TOEMRER))
    assert (rows[0][2], rows[1]) == (read_as, EXPECTED[1])


def test_rows_have_the_numbers_that_a_spreadsheet_shows() -> None:
    data = supplier_list(MALER, ";;;;;;;;;", HEADINGS, '1003;;"To\r\nlinjer";;;;;;;', TOEMRER)
    assert [line.number for line in layout_of(read(data)).lines] == [4, 7, 8]


def test_a_row_of_data_is_never_taken_for_headings() -> None:
    layout = layout_of(read(f"{MALER}\r\n{TOEMRER}\r\n".encode()))
    assert (layout.heading_row, len(layout.lines)) == (0, 2)


def workbook(*rows: list[object], second_sheet: bool = False) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    if second_sheet:
        book.create_sheet("Vejledning").append(["Læs mig"])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_a_workbook_with_merged_headings_numbers_and_days() -> None:
    data = workbook(
        ["Leverandører 2026"], [],
        ["Leverandør", None, None, "Kontakt", None, None],
        ["Navn", "CVR", "Postnr", "Navn", "Telefon", "Udløber"],
        ["Smed Bo", 25313763, 8800.0, "Bo", 86621234.0, date(2027, 12, 31)],
        second_sheet=True,
    )  # fmt: skip
    layout = layout_of(read(data))
    assert [column.field for column in layout.columns] == [
        Field.NAME, Field.CVR, Field.POSTAL_CODE, Field.CONTACT_NAME, Field.CONTACT_PHONE, Field.AGREEMENT_ENDS,
    ]  # fmt: skip
    assert list(layout.lines) == [Line(5, ("Smed Bo", "25313763", "8800", "Bo", "86621234", "2027-12-31"))]


def test_a_formula_that_was_never_worked_out_is_told_from_an_empty_cell() -> None:
    grid = read(workbook(["Navn", "CVR", "By"], ["Smed Bo", None, "=A1&B1"]))
    assert grid.lines[1].cells == ("Smed Bo", "", NOT_CALCULATED)
    assert grid.read_as["formulas"] == 1


def test_cpr_numbers_are_not_even_read() -> None:
    layout = layout_of(read(supplier_list("1003;010170-1234;Hans 0101701234;8800;Viborg;;;;;")))
    assert layout.lines[0].cells[1:3] == (HIDDEN_CPR, HIDDEN_CPR)


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Leverandør-\nnavn", Field.NAME),
        ("CVR-nummer", Field.CVR),
        ("SE-nr.", None),
        ("Post nr.", Field.POSTAL_CODE),
        ("Kontakpersn", Field.CONTACT_NAME),
        ("Rammeaftale udløber", Field.AGREEMENT_ENDS),
        ("Sociale klausuler", Field.SOCIAL_CLAUSES),
        ("Bankkonto", None),
        ("Leverandørnr", Field.SUPPLIER_NUMBER),
        ("x", None),
    ],
)
def test_headings_are_recognised_as_they_are_written(heading: str, field: Field | None) -> None:
    assert field_of(heading)[0] is field


def squeezed(name: str, size: int) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open(name, "w") as part:
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (squeezed("xl/worksheets/sheet1.xml", 160_000_000), Problem.TOO_LARGE),
        (squeezed("xl/sharedStrings.xml", 45_000_000), Problem.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), Problem.LOCKED),
        (b"x;y\n" * 3_000_000, Problem.TOO_LARGE),
        (b"PK\x03\x04" + b"x" * 50, Problem.DAMAGED),
        (b"\x00\x01\x02" * 50, Problem.NOT_A_TABLE),
        (b"one column\nonly\n", Problem.NOT_A_TABLE),
        (b";;;\n;;\n", Problem.EMPTY),
        (b"a;b\n" * (MOST_ROWS + 1), Problem.TOO_MANY_ROWS),
    ],
)
def test_what_can_not_be_read_says_why(data: bytes, problem: Problem) -> None:
    with pytest.raises(ReadFault) as fault:
        read(data)
    assert fault.value.problem is problem


def test_a_cell_in_the_last_column_of_every_row_is_refused() -> None:
    """Excel's sheets end at XFD: whoever pads each row to there works for minutes."""
    book = Workbook()
    for row in range(1, 600):
        book.worksheets[0].cell(row, 16_384, "x")
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(ReadFault) as fault:
        read(target.getvalue())
    assert fault.value.problem is Problem.TOO_MANY_CELLS


def test_nothing_is_lost_of_a_grid_without_known_headings() -> None:
    layout = layout_of(Grid([Line(1, ("Alfa", "Beta")), Line(2, ("Smed Bo", "17"))]))
    assert (layout.heading_row, [column.field for column in layout.columns]) == (1, [None, None])

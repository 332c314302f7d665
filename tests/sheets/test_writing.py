"""What a spreadsheet program reads from our files."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from app.i18n import lazy_gettext as _
from app.sheets.writing import Column, as_csv, as_xlsx, calculates

COLUMNS: list[Column[dict[str, Any]]] = [
    Column("Navn", lambda row: row["name"]),
    Column("Timer", lambda row: row["hours"]),
    Column("Dag", lambda row: row["day"]),
]
ROWS = [
    {"name": 'Ærø "Maler"; A/S', "hours": 7.5, "day": date(2026, 11, 24)},
    {"name": "=HYPERLINK(1)", "hours": 1_000_000, "day": datetime(2026, 7, 1, 22, 30, tzinfo=UTC)},
    {"name": "+45 86 12 34 56", "hours": None, "day": None},
    {"name": "to\nlinjer", "hours": -3, "day": None},
]


def test_csv_opens_in_danish_excel() -> None:
    raw = b"".join(as_csv(COLUMNS, ROWS))
    assert raw.startswith(b"\xef\xbb\xbfNavn;Timer;Dag\r\n")
    assert list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline=""), delimiter=";"))[1:] == [
        ['Ærø "Maler"; A/S', "7,5", "24-11-2026"],
        ["'=HYPERLINK(1)", "1000000", "02-07-2026 00:30"],
        ["+45 86 12 34 56", "", ""],
        ["to\nlinjer", "-3", ""],
    ]


def test_a_workbook_keeps_numbers_and_days_and_never_calculates() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(COLUMNS, ROWS, title="Hvem/hvad?"))).worksheets[0]
    assert sheet.title == "Hvem hvad"
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        ["Navn", "Timer", "Dag"],
        ['Ærø "Maler"; A/S', 7.5, datetime.fromisoformat("2026-11-24")],
        ["=HYPERLINK(1)", 1_000_000, datetime.fromisoformat("2026-07-02 00:30")],
        ["+45 86 12 34 56", None, None],
        ["to\nlinjer", -3, None],
    ]
    assert [sheet["A3"].data_type, sheet["A3"].number_format, sheet["C2"].number_format] == ["s", "@", "dd-mm-yyyy"]


@pytest.mark.parametrize("text", ["=1+1", "+SUM(A1)", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1+1", "+45 (kun aften)"])
def test_what_would_calculate_is_guarded(text: str) -> None:
    assert calculates(text)


@pytest.mark.parametrize("text", ["+45 86 12 34 56", "-7,5", "12-16", "a=b", ""])
def test_what_does_not_is_left_alone(text: str) -> None:
    assert not calculates(text)


def test_control_characters_and_lazy_titles_do_no_harm() -> None:
    columns: list[Column[str]] = [Column(_("Name"), lambda text: text)]
    sheet = load_workbook(io.BytesIO(as_xlsx(columns, ["a\x00b\x0bc", "x" * 40_000]))).worksheets[0]
    assert [sheet["A1"].value, sheet["A2"].value, len(sheet["A3"].value)] == [str(_("Name")), "abc", 32_767]

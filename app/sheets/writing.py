"""Tables as CSV and XLSX: the one encoder, so that nothing somebody typed becomes a formula in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Generic, TypeVar, cast

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from app import clock
from app.i18n import gettext as _

Row = TypeVar("Row")
# What makes a spreadsheet calculate instead of show.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
# A telephone number or a negative number calculates nothing: "+45 86 12 34 56" stays as it is.
HARMLESS = re.compile(r"[+-]?[0-9][0-9 .,]*")
# Not allowed in XML, and of no use in a cell.
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LONGEST_CELL, LONGEST_TITLE = 32_767, 31
NARROWEST, WIDEST = 8, 60
DAY, INSTANT, TEXT = "dd-mm-yyyy", "dd-mm-yyyy hh:mm", "@"


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: what stands on top, and how a row's value is read.

    A value is a text (also a lazy one), whole or decimal number, day, aware instant, bool or None; anything else is
    written as its text.
    """

    title: Any
    value: Callable[[Row], Any]


def as_csv(columns: Sequence[Column[Row]], rows: Iterable[Row]) -> Iterator[bytes]:
    """A table as Danish Excel opens it by a double click: semicolons, UTF-8 with a mark, 7,5 and 24-11-2026.

    One piece a row; the first holds the mark and the titles. A text that would calculate gets an apostrophe before it.
    """
    yield b"\xef\xbb\xbf" + _line([column.title for column in columns])
    for row in rows:
        yield _line([column.value(row) for column in columns])


def as_xlsx(columns: Sequence[Column[Row]], rows: Iterable[Row], *, title: str = "") -> bytes:
    """The same table as a workbook with one sheet: numbers and days stay what they are, texts are only ever texts."""
    target = io.BytesIO()
    write_xlsx(target, columns, rows, title=title)
    return target.getvalue()


def write_xlsx(target: IO[bytes], columns: Sequence[Column[Row]], rows: Iterable[Row], *, title: str = "") -> None:
    """Write that workbook to an open file, row by row."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_sheet_title(title))
    sheet.freeze_panes = "A2"
    for number, column in enumerate(columns, start=1):
        width = min(WIDEST, max(NARROWEST, len(str(column.title)) + 4))
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.append([_cell(sheet, str(column.title), bold=True) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, column.value(row)) for column in columns])
    book.save(target)


def calculates(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula."""
    return text.startswith(FORMULA_STARTS) and not HARMLESS.fullmatch(text)


def _line(values: Iterable[Any]) -> bytes:
    target = io.StringIO(newline="")
    csv.writer(target, delimiter=";", lineterminator="\r\n").writerow([_words(value) for value in values])
    return target.getvalue().encode("utf-8")


def _words(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Yes") if value else _("No"))
    if isinstance(value, (float, Decimal)):
        return f"{value:f}".rstrip("0").rstrip(".").replace(".", ",") if value % 1 else f"{value:.0f}"
    if isinstance(value, datetime):
        return clock.to_local(value).strftime("%d-%m-%Y %H:%M")
    if isinstance(value, date):
        return value.strftime("%d-%m-%Y")
    if value is None or isinstance(value, int):
        return "" if value is None else str(value)
    text = _clean(value)
    return f"'{text}" if calculates(text) else text


def _cell(sheet: Any, value: Any, *, bold: bool = False) -> Any:
    if value is None:
        return None
    if isinstance(value, datetime):
        return _formatted(WriteOnlyCell(sheet, clock.to_local(value).replace(tzinfo=None)), INSTANT)
    if isinstance(value, date):
        return _formatted(WriteOnlyCell(sheet, cast(Any, value)), DAY)
    if isinstance(value, (int, float, Decimal)) and not isinstance(value, bool):
        return WriteOnlyCell(sheet, cast(Any, value))
    return _text_cell(sheet, _words(value) if isinstance(value, bool) else _clean(value), bold=bold)


def _text_cell(sheet: Any, text: str, *, bold: bool) -> Any:
    cell = WriteOnlyCell(sheet, text)
    # The library guesses a formula from the first character; here a text is a text, also when it is edited.
    cell.data_type = "s"
    if calculates(text):
        cell.number_format = TEXT
    if bold:
        cell.font = Font(bold=True)
    return cell


def _formatted(cell: Any, number_format: str) -> Any:
    cell.number_format = number_format
    return cell


def _clean(value: Any) -> str:
    text = CONTROL.sub("", str(value)).replace("\r\n", "\n")
    return unicodedata.normalize("NFC", text)[:LONGEST_CELL]


def _sheet_title(title: str) -> str:
    kept = re.sub(r"[\[\]:*?/\\]", " ", _clean(title)).strip("' ")
    return kept[:LONGEST_TITLE] or "1"

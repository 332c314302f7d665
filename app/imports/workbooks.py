"""Reads XLSX workbooks: values as they were last calculated, never a formula, within limits that no bomb passes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from app.imports.grid import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    NOT_CALCULATED,
    Grid,
    Line,
    Problem,
    ReadFault,
    tidy,
)

MOST_PARTS = 500
LARGEST_UNPACKED = 150 * 1024 * 1024
LARGEST_TEXTS = 40 * 1024 * 1024
# A sheet may say that it has a cell in its last column or row: what is padded for it is counted too.
MOST_PADDED = 6_000_000
FORMULA_WITHOUT_VALUE = re.compile(
    rb'<(?:\w+:)?c\b[^>]*?\br="([A-Z]+)([0-9]+)"[^>]*>\s*<(?:\w+:)?f\b(?:[^>]*/>|[^>]*>[^<]*</(?:\w+:)?f>)\s*'
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
NOT_READABLE = (InvalidFileException, KeyError, ValueError, TypeError, IndexError, AttributeError, ParseError, EOFError)


def read_workbook(data: bytes) -> Grid:
    """The lines of the sheet with most rows among the visible ones.

    Raises:
        ReadFault: it is damaged, locked, or unpacks to more than we take.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise ReadFault(Problem.DAMAGED) from None
    with archive:
        _refuse_bombs(archive)
        try:
            return _read(archive, data)
        except (*NOT_READABLE, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            raise ReadFault(Problem.DAMAGED) from None


def _refuse_bombs(archive: zipfile.ZipFile) -> None:
    # Unpacking stops at the size that is stated here, so a part that lies about it is damaged, not large.
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ReadFault(Problem.TOO_LARGE)
    if any(part.file_size > LARGEST_TEXTS for part in parts if "sharedstrings" in part.filename.lower()):
        raise ReadFault(Problem.TOO_LARGE)
    if "xl/workbook.xml" not in {part.filename.lower() for part in parts}:
        raise ReadFault(Problem.NOT_A_TABLE)


def _read(archive: zipfile.ZipFile, data: bytes) -> Grid:
    book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"] or book.worksheets
        if not sheets:
            raise ReadFault(Problem.EMPTY)
        sizes = {sheet.title: archive.getinfo(_part(sheet)).file_size for sheet in sheets}
        sheet = max(sheets, key=lambda each: sizes[each.title])
        unknown = _not_calculated(archive.read(_part(sheet)))
        lines = list(_lines(sheet, unknown))
        others = [each.title for each in sheets if each is not sheet and sizes[each.title] > 2_000]
        return Grid(lines, {"sheet": sheet.title, "other_sheets": others[:10], "formulas": len(unknown)})
    finally:
        book.close()


def _part(sheet: Any) -> str:
    return str(sheet._worksheet_path).removeprefix("/")


def _not_calculated(xml: bytes) -> set[tuple[int, str]]:
    """Cells with a formula whose value no program has worked out: openpyxl would call them empty."""
    return {(int(row), column.decode()) for column, row in FORMULA_WITHOUT_VALUE.findall(xml)}


def _lines(sheet: Any, unknown: set[tuple[int, str]]) -> Iterator[Line]:
    sheet.reset_dimensions()  # what a file says of its size may be wrong, and costs its whole width for each row
    padded = kept = 0
    rows_unknown = {row for row, _column in unknown}
    for number, row in enumerate(sheet.iter_rows(values_only=True), start=1):
        padded += len(row) + 1
        if number > MOST_ROWS * 2 or padded > MOST_PADDED:
            raise ReadFault(Problem.TOO_MANY_ROWS if len(row) < MOST_COLUMNS else Problem.TOO_MANY_CELLS, number)
        if number in rows_unknown:
            row = _with_unknown(row, number, unknown)
        cells = tuple(_text(value) for value in row[:MOST_COLUMNS])
        if any(cells):
            kept += len(cells)
            if kept > MOST_CELLS:
                raise ReadFault(Problem.TOO_MANY_CELLS, number)
            yield Line(number, cells)


def _with_unknown(row: tuple[Any, ...], number: int, unknown: set[tuple[int, str]]) -> tuple[Any, ...]:
    return tuple(
        NOT_CALCULATED if value is None and (number, get_column_letter(position)) in unknown else value
        for position, value in enumerate(row, start=1)
    )


def _text(value: Any) -> str:
    """A cell as text; a whole number that a program keeps as a fraction has none, a day is year-month-day."""
    if value is None:
        return ""
    if isinstance(value, str):
        return tidy(value[: LONGEST_CELL + 1])
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value).replace(".", ",")
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    return value.isoformat() if isinstance(value, (date, time)) else tidy(str(value))

"""Reads a supplier list, whatever kind of file it is by its content: the name of a file proves nothing."""

from __future__ import annotations

from app.imports.delimited import read_delimited
from app.imports.grid import LARGEST_FILE, MOST_ROWS, Grid, Problem, ReadFault
from app.imports.workbooks import read_workbook

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
PAGES = (b"<html", b"<!doctype", b"<?xml", b"<table")


def read(data: bytes) -> Grid:
    """The rows of a CSV or XLSX file that say something.

    Raises:
        ReadFault: it can't be read, with why.
    """
    if len(data) > LARGEST_FILE:
        raise ReadFault(Problem.TOO_LARGE)
    if data.startswith(OLE):
        # Old Excel, or a new one behind a password: both lie in the same kind of container.
        raise ReadFault(Problem.LOCKED if b"E\x00n\x00c\x00r\x00y\x00p\x00t" in data else Problem.OLD_EXCEL)
    if data.lstrip()[:200].lower().startswith(PAGES):
        raise ReadFault(Problem.NOT_A_TABLE)
    grid = read_workbook(data) if data.startswith(ZIP) else read_delimited(data)
    if not grid.lines:
        raise ReadFault(Problem.EMPTY)
    if len(grid.lines) > MOST_ROWS:
        raise ReadFault(Problem.TOO_MANY_ROWS)
    return grid

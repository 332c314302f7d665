"""A table as the answer to a request: a file to keep, and a line in the log of who took it."""

from __future__ import annotations

import enum
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, TypeVar

from flask import request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app import clock
from app.folding import folded_words
from app.sheets.models import SheetTaken
from app.sheets.writing import Column, as_csv, write_xlsx
from app.web import keep_aside, signed_in

Row = TypeVar("Row")
IN_MEMORY = 2 * 1024 * 1024
PIECE = 64 * 1024
LONGEST_NARROWED = 1000
FILTER = re.compile(r"[a-z_]{1,30}")


class Kind(enum.StrEnum):
    """The files that a sheet can be taken as."""

    CSV = "csv"
    XLSX = "xlsx"


MIME = {
    Kind.CSV: "text/csv; charset=utf-8",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
# For routes: `/companies/sheet.<any(csv, xlsx):kind>`.
KINDS = "<any(csv, xlsx):kind>"


def sheet_response(
    kind: Kind | str, columns: Sequence[Column[Row]], rows: Iterable[Row], *, name: str, title: str
) -> Response:
    """The sheet as a file to keep. `name` is what the log calls it (`companies`), `title` what people read.

    The rows are read before the answer leaves, into memory and beyond 2 MB into a file that is gone afterwards; the
    caller limits how many there are.
    """
    kind, counted = Kind(kind), _Counted(rows)
    file = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 (closed with the response)
    if kind == Kind.XLSX:
        write_xlsx(file, columns, counted, title=title)
    else:
        for line in as_csv(columns, counted):
            file.write(line)
    length = file.tell()
    file.seek(0)
    _keep(name, kind, counted.number)
    response = Response(_pieces(file), mimetype=MIME[kind], direct_passthrough=True)
    response.headers["Content-Length"] = str(length)
    response.headers["Content-Disposition"] = f'attachment; filename="{file_name(title)}.{kind.value}"'
    return response


def file_name(title: str) -> str:
    """A title as a name of a file on any machine, with today's date."""
    words = "-".join(folded_words(re.sub(r"[^\w ]", " ", title)))[:60]
    return f"{words or 'ark'}-{clock.today().isoformat()}"


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        yield from iter(lambda: file.read(PIECE), b"")


def filters_set(arguments: Iterable[tuple[str, str]]) -> str:
    """The names of an address's filters that were filled in. Not what was typed: it may be somebody's name."""
    names = {name for name, value in arguments if value.strip() and FILTER.fullmatch(name)}
    return ", ".join(sorted(names))[:LONGEST_NARROWED]


class _Counted(Iterable[Row]):
    """Rows that are counted as they go by."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self.number = rows, 0

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.number += 1
            yield row


def _keep(name: str, kind: Kind, number: int) -> None:
    user_id, at = signed_in().id, clock.now()
    narrowed = filters_set(request.args.items(multi=True))

    def write(session: Session) -> None:
        taken = SheetTaken(user_id=user_id, at=at, what=name, kind=kind.value, rows=number, narrowed=narrowed)
        session.add(taken)

    keep_aside(write)

"""A form field of several lines with a few cells each (skill and source, certificate and date, language and level).

All lines are one field, so that a repeat, a stale form and a fault are handled as for any other field. Without
JavaScript there are always some empty lines at the end; lines left empty don't count.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any, TypeVar

from wtforms import Field
from wtforms.validators import ValidationError

from app.display import short_day
from app.forms import CPR, LONG
from app.i18n import gettext as _

SPARE = 5
MOST = 60
Line = TypeVar("Line")


class Faulty(ValueError):
    """A cell that can't be read; the message is for people."""


@dataclass(frozen=True)
class Column:
    """A cell of each line: `kind` is text, date or choice; `read` turns what was typed into the value."""

    name: str
    label: Any
    kind: str
    choices: Callable[[], Sequence[tuple[str, Any]]] | None = None
    read: Callable[[str], Any] = str

    def shown(self, value: Any) -> str:
        """The value in words, for the other person's version of a form."""
        if self.choices is not None:
            return str(dict(self.choices()).get(typed(value), typed(value))) if value is not None else ""
        return short_day(value) if isinstance(value, date) else str(value or "")


@dataclass(frozen=True)
class CellShown:
    """A cell as the template shows it."""

    column: Column
    name: str
    value: str


@dataclass(frozen=True)
class LineShown:
    """A line as the template shows it, with what is wrong with it."""

    cells: tuple[CellShown, ...]
    fault: str


class RowsField(Field):
    """`data` is a list of `make(…)`, one a line; the first column is the one that a line can't do without."""

    def __init__(
        self, label: Any = None, *, columns: Sequence[Column], make: Callable[..., Line], missing: Any, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.columns, self.make, self.missing = tuple(columns), make, missing
        self.faults: dict[int, str] = {}

    def process(self, formdata: Any, data: Any = None, extra_filters: Any = None) -> None:
        """Take the lines from the row, or from what was typed."""
        self.process_errors, self.object_data = [], data
        self.data: list[Any] = list(data) if isinstance(data, list) else []
        self.lines_typed = [tuple(typed(value) for value in astuple(line)) for line in self.data]
        if formdata is not None:
            self.lines_typed = self._lines(formdata)
            self.data = self._read()

    def _lines(self, formdata: Any) -> list[tuple[str, ...]]:
        found = []
        for index in range(MOST + SPARE):
            cells = tuple(formdata.get(f"{self.name}-{index}-{column.name}", "").strip() for column in self.columns)
            if any(cells):
                found.append(cells)
        return found

    def _read(self) -> list[Any]:
        read: list[Any] = []
        for index, cells in enumerate(self.lines_typed):
            try:
                self._check(cells, self.lines_typed[:index])
                read.append(self.make(*(column.read(cell) for column, cell in zip(self.columns, cells, strict=True))))
            except Faulty as fault:
                self.faults[index] = str(fault)
        return read

    def _check(self, cells: tuple[str, ...], before: Sequence[tuple[str, ...]]) -> None:
        if not cells[0]:
            raise Faulty(str(self.missing))
        if any(len(cell) > LONG for cell in cells):
            raise Faulty(_("This is too long: at most %(n)s characters.", n=LONG))
        if CPR.search("\n".join(cells)):
            raise Faulty(_("This looks like a CPR number. CPR numbers must not be kept here; please remove it."))
        if cells[0].casefold() in (other[0].casefold() for other in before):
            raise Faulty(_("This stands in two lines."))

    def pre_validate(self, form: Any) -> None:
        """Say on top which lines are wrong; each has its message beside it."""
        if self.faults:
            raise ValidationError(" ".join(dict.fromkeys(self.faults.values())))

    def _value(self) -> str:
        shown = [
            ", ".join(
                filter(None, (column.shown(value) for column, value in zip(self.columns, astuple(line), strict=True)))
            )
            for line in self.data
        ]
        return "\n".join(shown)

    def shown_lines(self) -> list[LineShown]:
        """The lines there are, then empty ones."""
        empty = ("",) * len(self.columns)
        lines = [*self.lines_typed, *([empty] * SPARE)][: MOST + SPARE]
        return [self._shown(index, cells) for index, cells in enumerate(lines)]

    def _shown(self, index: int, cells: tuple[str, ...]) -> LineShown:
        shown = [
            CellShown(column, f"{self.name}-{index}-{column.name}", cell)
            for column, cell in zip(self.columns, cells, strict=True)
        ]
        return LineShown(tuple(shown), self.faults.get(index, ""))


def typed(value: Any) -> str:
    """A value as a browser would send it."""
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)


def optional_day(text: str) -> date | None:
    """A day, or none."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise Faulty(_("This is not a date. Write for example 2026-11-24.")) from None
    if not 1900 <= day.year <= 2100:
        raise Faulty(_("The year must be between 1900 and 2100."))
    return day


def one_of(values: Callable[[], Sequence[str]], message: Any, make: Callable[[str], Any] = str) -> Callable[[str], Any]:
    """A reader that takes only these values."""

    def read(text: str) -> Any:
        if text not in values():
            raise Faulty(str(message))
        return make(text)

    return read

"""Cleans a row of the file: the values of its mapped cells, and what is wrong with it, by column."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from app.imports.fields import TARGETS, Field, Table
from app.imports.grid import HIDDEN_CPR, Line, holds_cpr
from app.imports.values import BadValue, Fault, Value, postal_city, value_of

# Without these, right, there is no company to speak of; any other field is left out and named.
VITAL = frozenset({Field.NAME, Field.CVR})
TOTAL = re.compile(r"(i alt|total|sum|antal|side \d+)\b.*", re.IGNORECASE)
FOREIGN_IS_NO_CVR = frozenset({Fault.CVR_FOREIGN})


@dataclass(frozen=True)
class RowFault:
    """What is wrong, in which column of the file (None: the row as a whole), and whether it stops the row."""

    fault: Fault
    column: int | None = None
    stops: bool = False
    about: str = ""

    def as_kept(self) -> list[object]:
        """A list that JSON holds."""
        return [self.fault.value, self.column, self.stops, self.about]

    @classmethod
    def from_kept(cls, kept: Sequence[object]) -> RowFault:
        """The fault that such a list holds."""
        fault, column, stops, about = kept
        return cls(Fault(str(fault)), column if isinstance(column, int) else None, bool(stops), str(about))


@dataclass(frozen=True)
class Cleaned:
    """A row's values by field, only where the file has one, and its faults."""

    number: int
    values: dict[Field, Value] = field(default_factory=dict)
    faults: tuple[RowFault, ...] = ()

    @property
    def is_wrong(self) -> bool:
        """Whether a fault stops the row."""
        return any(fault.stops for fault in self.faults)


Columns = Mapping[int, Field]


def without_cpr(line: Line, keep: frozenset[int] = frozenset()) -> Line:
    """The row with every text hidden that looks like a CPR number: such a number is never kept, not even for a day.

    `keep`: columns of P numbers, which have ten digits too.
    """
    if not any(len(cell) >= 10 and holds_cpr(cell) for cell in line.cells):
        return line
    cells = (HIDDEN_CPR if n not in keep and holds_cpr(cell) else cell for n, cell in enumerate(line.cells))
    return Line(line.number, tuple(cells))


def clean(line: Line, mapping: Columns, *, has_association: bool) -> Cleaned:
    """The row's values; what can't be kept is a fault, and stops the row when it is the name or the CVR number."""
    values: dict[Field, Value] = {}
    faults: list[RowFault] = []
    for column, wanted in mapping.items():
        text = line.cells[column] if column < len(line.cells) else ""
        for target, part in _parts(wanted, text):
            _take(target, part, column, values, faults)
    faults += _of_the_whole(values, faults, line)
    if not has_association:
        values = {name: value for name, value in values.items() if TARGETS[name].table is not Table.SUPPLIER}
    return Cleaned(line.number, values, tuple(faults))


def _parts(wanted: Field, text: str) -> list[tuple[Field, str]]:
    if wanted is not Field.POSTAL_CITY:
        return [(wanted, text)]
    code, city = postal_city(text)
    return [(Field.POSTAL_CODE, code), (Field.CITY, city)]


def _take(target: Field, text: str, column: int, values: dict[Field, Value], faults: list[RowFault]) -> None:
    try:
        value = value_of(target, text)
    except BadValue as bad:
        stops = target in VITAL and bad.fault not in FOREIGN_IS_NO_CVR
        faults.append(RowFault(bad.fault, column, stops))
        return
    if value is not None:
        values[target] = value


def _of_the_whole(values: dict[Field, Value], faults: list[RowFault], line: Line) -> list[RowFault]:
    found = []
    name = values.get(Field.NAME)
    if name is None and not any(fault.stops for fault in faults):
        found.append(RowFault(Fault.NO_NAME, None, stops=True))
    elif isinstance(name, str) and TOTAL.fullmatch(name) and sum(1 for cell in line.cells if cell) <= 2:
        found.append(RowFault(Fault.TOTAL, None, stops=True))
    of_contact = [name for name in values if TARGETS[name].table is Table.CONTACT]
    if of_contact and Field.CONTACT_NAME not in values:
        for lost in of_contact:
            del values[lost]
        found.append(RowFault(Fault.CONTACT_WITHOUT_NAME))
    return found

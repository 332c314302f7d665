"""Form fields for weekly hours and the grid of the week."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wtforms import Field, Form
from wtforms.form import BaseForm
from wtforms.validators import StopValidation, ValidationError
from wtforms.widgets import TextInput

from app.availability.grid import WEEKDAYS, Cells, PartOfDay, normal
from app.availability.words import grid_words
from app.display import number
from app.i18n import gettext
from app.i18n import lazy_gettext as _

MOST_HOURS = 60
HOURS = re.compile(r"(?P<whole>[0-9]{1,3})(?:[.,](?P<part>[0-9]{1,2}))?\s*(?P<half>½)?")
SHOWN, UNKNOWN = "shown", "unknown"


class HoursField(Field):
    """Hours a week as people write them: 7, 7,5, 7.5 or 7½; a float from 0 to 60, or None when left empty."""

    widget = TextInput()

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        # `decimal` gives a phone's number keyboard its comma.
        super().__init__(label, validators, render_kw={"inputmode": "decimal"}, **kwargs)

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else number(self.data)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read Danish decimals."""
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            self.data = hours_from(typed)


def hours_from(typed: str) -> float:
    """Hours as a number, from what a person wrote; ValueError with the message for them when it is none."""
    found = HOURS.fullmatch(typed)
    if found is None:
        raise ValueError(gettext("Write the hours as a number, for example 7,5."))
    value = float(f"{found['whole']}.{found['part'] or 0}") + (0.5 if found["half"] else 0)
    if value > MOST_HOURS:
        raise ValueError(gettext("Write between 0 and %(most)s hours a week.", most=MOST_HOURS))
    return value


def not_below(other: str, message: Any = None) -> Callable[[Form, Field], None]:
    """A validator: this value is at least that of the field `other`, when both are there. Say it at the 'to' field."""

    def check(form: Form, field: Field) -> None:
        lowest = form[other].data
        if field.data is not None and lowest is not None and field.data < lowest:
            raise ValidationError(message or _("'To' must be at least as much as 'from'."))

    return check


@dataclass(frozen=True)
class Cell:
    """One box of the grid."""

    id: str
    name: str
    value: str
    checked: bool
    weekday: int
    part: PartOfDay


class GridField(Field):
    """When in the week. `data` is a normal list of [weekday, part], [] for at no time, or None for not known.

    Shown by `grid_field` of components/grid.html. All boxes carry the field's name: `0-1` is Monday by day, `unknown`
    is "not known", `shown` tells an empty grid from a form without one (which leaves the value as it was).
    """

    def __init__(self, label: Any = None, validators: Any = None, *, unknown_label: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, **kwargs)
        self.unknown_label = unknown_label or _("Not agreed yet / don't know")

    def process_data(self, value: Cells | None) -> None:
        """The row's value in normal form, so that two equal weeks compare as equal."""
        self.data = normal(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Ticked cells count, also when 'not known' was left ticked: whoever ticks a time knows it."""
        if not valuelist:
            return
        cells = [value for value in valuelist if value not in (SHOWN, UNKNOWN)]
        if not cells and UNKNOWN in valuelist:
            self.data = None
            return
        try:
            self.data = normal([[int(number) for number in value.split("-")] for value in cells])
        except ValueError:
            self.data = None
            raise ValueError(gettext("Choose among the days and times of the table.")) from None

    def pre_validate(self, form: BaseForm) -> None:
        """Stop at a cell that is not in the table."""
        if self.process_errors:
            raise StopValidation

    def _value(self) -> str:
        return grid_words(self.data) or str(self.unknown_label)

    def rows(self) -> Iterator[tuple[int, list[Cell]]]:
        """The boxes of each weekday."""
        for weekday in WEEKDAYS:
            yield weekday, [self._cell(weekday, part) for part in PartOfDay]

    def _cell(self, weekday: int, part: PartOfDay) -> Cell:
        value = f"{weekday}-{part.value}"
        checked = [weekday, part.value] in (self.data or [])
        return Cell(f"{self.id}-{value}", self.name, value, checked, weekday, part)

"""Form fields where 'not asked yet' is an answer of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from wtforms import SelectField

from app.forms import Checks
from app.i18n import lazy_gettext as _

NOT_ASKED = "not_asked"
YES, NO = "yes", "no"
ANSWERS: dict[str, bool | None] = {"": None, YES: True, NO: False}


Pairs = list[tuple[str, Any]]


def options(labels: Mapping[Any, Any], *, empty: Any = None) -> Callable[[], Pairs]:
    """Choices from a table of labels, with an empty one first when it is named."""
    first = [("", empty)] if empty is not None else []
    pairs = [*first, *((str(key), label) for key, label in labels.items())]
    return lambda: pairs


class YesNo(SelectField):
    """Yes, no, or not asked yet; `data` is True, False or None."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        choices = options({YES: _("Yes"), NO: _("No")}, empty=_("Not asked yet"))
        super().__init__(label, validators, choices=choices, coerce=_answer, **kwargs)
        self.type = "SelectField"  # shown by the same macro


def _answer(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    if value not in ANSWERS:
        raise ValueError(value)
    return ANSWERS[value]


class AskedChecks(Checks):
    """Several choices, none of them, or not asked yet; `data` is a list, [] or None.

    The first box is "not asked yet"; a choice ticked beside it wins.
    """

    def __init__(self, label: Any = None, validators: Any = None, *, labels: Mapping[Any, Any], **kwargs: Any) -> None:
        choices = options({NOT_ASKED: _("Not asked yet")} | dict(labels))
        super().__init__(label, validators, choices=choices, **kwargs)
        self.type = "Checks"  # shown by the same macro
        self._order = [str(value) for value in labels]

    def iter_choices(self) -> Iterator[Any]:
        """The boxes; without an answer the first one is ticked."""
        boxes: Iterable[Any] = super().iter_choices()
        for box in boxes:
            yield box._replace(selected=box.selected or (self.data is None and box.value == NOT_ASKED))

    def process_data(self, value: Iterable[str] | None) -> None:
        """The row's value, in the order of the choices."""
        self.data = None if value is None else self._ordered(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        """What was ticked."""
        chosen = [value for value in valuelist if value != NOT_ASKED]
        self.data = self._ordered(chosen) if chosen or NOT_ASKED not in valuelist else None

    def _ordered(self, values: Iterable[str]) -> list[str]:
        place = {value: position for position, value in enumerate(self._order)}
        return sorted(set(values), key=lambda value: (place.get(value, len(place)), value))

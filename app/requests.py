"""What arrives from outside in a form that the rest can hold: texts without control characters, numbers of rows."""

from __future__ import annotations

import re
from typing import Any

from flask import Request
from werkzeug.datastructures import ImmutableMultiDict, MultiDict
from werkzeug.routing import IntegerConverter, ValidationError

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
LARGEST_ID = 2**31 - 1
MOST_DIGITS = len(str(LARGEST_ID))


class Typed(ImmutableMultiDict[str, Any]):
    """Arguments of an address or fields of a form. PostgreSQL takes no NUL, and nobody means the others."""

    def __init__(self, mapping: Any = None) -> None:
        pairs = MultiDict(mapping).items(multi=True)
        super().__init__([(_clean(name), _clean(value)) for name, value in pairs])


def _clean(value: Any) -> Any:
    return CONTROL.sub("", value) if isinstance(value, str) else value


class CleanRequest(Request):
    """A request whose texts every database holds."""

    parameter_storage_class = Typed


class RowId(IntegerConverter):
    """A number in an address; one that no row can have is no address at all, on either database."""

    def to_python(self, value: str) -> int:
        """The number, if a row could have it."""
        if len(value) > MOST_DIGITS or int(value) > LARGEST_ID:
            raise ValidationError
        number: int = super().to_python(value)
        return number

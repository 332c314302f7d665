"""A service's polite no."""

from __future__ import annotations

from typing import Any


class Refused(ValueError):
    """Something a person asked for can't be done; the message is shown beside `field` (or on top, when empty)."""

    def __init__(self, message: Any, field: str = "") -> None:
        super().__init__(str(message))
        self.message, self.field = message, field

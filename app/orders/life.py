"""How long an order was open, worked out from its dated states."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.orders.models import OrderState
from app.orders.rules import CLOSED


@dataclass(frozen=True)
class Life:
    """When an order was last opened, and when it was filled after that; None where that has not happened."""

    opened_on: date | None = None
    filled_on: date | None = None

    def days(self, today: date) -> int | None:
        """Whole days from opening to being filled, or until today; waiting on hold counts, the need was there."""
        if self.opened_on is None:
            return None
        return ((self.filled_on or today) - self.opened_on).days


def life_of(steps: Iterable[tuple[date, OrderState]]) -> Life:
    """The life that these states tell, earliest first. An order that opens again after being closed begins anew."""
    opened, filled, before = None, None, OrderState.DRAFT
    for day, state in steps:
        if state is OrderState.OPEN and (opened is None or before in CLOSED):
            opened, filled = day, None
        elif state is OrderState.FILLED:
            filled = day
        before = state
    return Life(opened, filled if opened is not None else None)

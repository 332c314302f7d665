"""Pure rules of My day: the days that it looks at, and what is late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

STEPS_AHEAD = timedelta(days=14)
VISITS_AHEAD = timedelta(days=7)
CONSENTS_AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Horizon:
    """How far ahead My day looks, from today."""

    today: date

    @property
    def visits_until(self) -> date:
        """The last day whose visits are shown."""
        return self.today + VISITS_AHEAD

    @property
    def steps_until(self) -> date:
        """The last due day of the steps that are shown."""
        return self.today + STEPS_AHEAD

    @property
    def consents_until(self) -> date:
        """The last day of the consents that run out soon."""
        return self.today + CONSENTS_AHEAD

    @property
    def month_end(self) -> date:
        """The last day of this month."""
        return (self.today.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def is_late(on_date: date, *, whole_week: bool, today: date) -> bool:
    """Whether a planned contact's day, or its whole week, has passed."""
    return today > (on_date + timedelta(days=6) if whole_week else on_date)

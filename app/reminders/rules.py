"""Pure rules of reminders: which days have one, what is worth one, and for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.matches.models import InquiryAnswer
from app.orders.models import JobOrder
from app.reminders.models import ReminderSetting
from app.visits.models import NextStep, Visit
from app.wheel.models import PlannedContact

MONDAY, SATURDAY = 0, 5
# Nobody's telephone rings at night; after noon the day has been planned without the mail.
FIRST_HOUR, LAST_HOUR = 6, 12
# Consents are spoken of twice: in time to talk, and when it becomes urgent.
CONSENT_DAYS = (30, 7)


def is_workday(day: date) -> bool:
    """Whether mails are sent at all that day."""
    return day.weekday() < SATURDAY


def is_time(local: datetime) -> bool:
    """Whether mails are written now: on workdays, in the morning."""
    return is_workday(local.date()) and FIRST_HOUR <= local.hour <= LAST_HOUR


def next_workday(day: date) -> date:
    """The next day with a mail: what happens before it must be told today."""
    following = day + timedelta(days=1)
    return following if is_workday(following) else next_workday(following)


def wants_reminders(setting: ReminderSetting | None, today: date) -> bool:
    """Whether a person gets the mail today."""
    if setting is None:
        return True
    return setting.wanted and (setting.paused_until is None or setting.paused_until < today)


@dataclass(frozen=True)
class Agenda:
    """What waits for one person. `steps` and `planned` hold what is due today as well as what is late."""

    today: date
    visits: list[Visit] = field(default_factory=list)
    unnoted: list[Visit] = field(default_factory=list)
    steps: list[NextStep] = field(default_factory=list)
    planned: list[PlannedContact] = field(default_factory=list)
    questions: list[InquiryAnswer] = field(default_factory=list)
    passed_orders: list[JobOrder] = field(default_factory=list)
    consents: list[date] = field(default_factory=list)
    questions_since_yesterday: int = 0

    @property
    def any(self) -> bool:
        """Whether something waits at all."""
        lists = (self.visits, self.unnoted, self.steps, self.planned, self.questions, self.passed_orders, self.consents)
        return any(lists)

    @property
    def worth_a_mail(self) -> bool:
        """Whether something of it is new today; what is only late is told on Mondays, not every morning."""
        if self.today.weekday() == MONDAY:
            return self.any
        new = (
            self.visits,
            [step for step in self.steps if step.due_on == self.today],
            [plan for plan in self.planned if plan.on_date == self.today],
            [order for order in self.passed_orders if order.apply_by == self.today - timedelta(days=1)],
            [day for day in self.consents if (day - self.today).days in CONSENT_DAYS],
        )
        return any(new) or self.questions_since_yesterday > 0

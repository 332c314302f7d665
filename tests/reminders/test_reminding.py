"""The mail in the morning: what is in it, once, true when it is sent, and paused by whoever wants."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from app import clock
from app.config import Config
from app.mail.delivery import Delivered, deliver_waiting
from app.mail.models import Mail
from app.matches.models import Inquiry, InquiryAnswer
from app.reminders.models import ReminderSetting
from app.reminders.rules import Agenda, next_workday
from app.reminders.services import write_reminders
from app.visits.models import NextStep, Visit, VisitState, Way
from app.web import Jobloft
from app.wheel.models import PlannedContact
from tests import factories
from tests.conftest import NOON
from tests.factories import NOW
from tests.mail.sink import Sink, serving

TODAY = date(2026, 11, 24)


@pytest.fixture
def sink() -> Iterator[Sink]:
    with serving() as served:
        yield served


@pytest.fixture
def mailing(app: Jobloft, sink: Sink) -> Config:
    return replace(
        app.settings, smtp_url=sink.url, mail_from="Jobløft <jobloft@viborg.test>", base_url="https://jobloft.test"
    )


@pytest.fixture
def busy(app: Jobloft, personas) -> None:
    """The consultant has something of each kind; the counsellor is asked."""
    consultant, counsellor = personas.id_of["consultant"], personas.id_of["counsellor"]
    with app.database.transaction() as session:
        painter = factories.make_company(session, name="Farvehuset")
        factories.make_visit(
            session, company=painter, responsible_id=consultant, starts_at=NOON + timedelta(hours=20),
            ends_at=NOON + timedelta(hours=21),
        )  # fmt: skip
        common = {"company_id": painter.id, "owner_id": consultant, "created_at": NOW, "updated_at": NOW}
        session.add(NextStep(title="Amina Yusuf skal ringes op", due_on=TODAY, **common))
        session.add(NextStep(title="For sent", due_on=TODAY - timedelta(days=3), **common))
        session.add(
            PlannedContact(
                company_id=painter.id, responsible_id=consultant, on_date=TODAY - timedelta(days=1), way=Way.CALL,
                purpose="Forår", created_at=NOW, updated_at=NOW,
            )
        )  # fmt: skip
        order = factories.make_order(
            session, company=painter, responsible_id=consultant, title="Trappevask", apply_by=TODAY - timedelta(days=1)
        )
        asked = Inquiry(job_order_id=order.id, asked_by_id=consultant, asked_at=NOW, updated_at=NOW)
        asked.answers = [InquiryAnswer(user_id=counsellor, updated_at=NOW)]
        session.add(asked)


def remind(app: Jobloft, config: Config) -> tuple[int, Delivered]:
    with app.database.transaction() as session:
        written = write_reminders(session, now=clock.now())
    return written, deliver_waiting(app.database, config)


def by_address(sink: Sink) -> dict[str, str]:
    return {message["To"]: message.get_content() for message in sink.messages}


def test_each_gets_one_mail_with_what_waits(app, busy, mailing, sink) -> None:
    assert remind(app, mailing) == (2, Delivered(sent=2))
    assert remind(app, mailing) == (0, Delivered())
    mails = by_address(sink)
    assert sorted(mails) == ["consultant@test.jobloft.dk", "counsellor@test.jobloft.dk"]
    told = mails["consultant@test.jobloft.dk"]
    lines = [line for line in told.splitlines() if line.startswith("- ")]
    assert lines == [
        "- Farvehuset, onsdag 25. november 2026 kl. 8.00",
        "- Farvehuset",
        "- 1, der skulle have været gjort",
        "- Farvehuset, 23. nov. 2026",
        "- Trappevask, Farvehuset",
    ]
    assert "Amina" not in told
    assert "https://jobloft.test/account/reminders" in told
    assert "- Trappevask" in mails["counsellor@test.jobloft.dk"]


def test_what_was_cancelled_before_it_was_sent_is_not_told(app, personas, mailing, sink) -> None:
    with app.database.transaction() as session:
        company = factories.make_company(session)
        visit = factories.make_visit(session, company=company, responsible_id=personas.id_of["consultant"])
        visit.starts_at, visit.ends_at = NOON + timedelta(hours=2), NOON + timedelta(hours=3)
        assert write_reminders(session, now=NOON) == 1
    with app.database.transaction() as session:
        session.scalars(select(Visit)).one().state = VisitState.CANCELLED
    assert deliver_waiting(app.database, mailing) == Delivered(withdrawn=1)
    assert sink.messages == []


def test_the_next_day_yesterdays_mail_is_no_longer_true(app, busy, mailing, sink) -> None:
    with app.database.transaction() as session:
        write_reminders(session, now=NOON)
    with clock.frozen(NOON + timedelta(days=1)):
        assert deliver_waiting(app.database, mailing) == Delivered(withdrawn=2)


@pytest.mark.parametrize(
    ("setting", "mails"),
    [
        ({"wanted": None}, []),
        ({"paused_until": "2026-11-24", "wanted": True}, []),
        ({"paused_until": "2026-11-23", "wanted": True}, ["counsellor@test.jobloft.dk"]),
    ],
)
def test_each_pauses_for_themselves(app, as_user, busy, mailing, sink, setting, mails) -> None:
    browser = as_user("counsellor")
    assert browser.submit("/account/reminders", **setting).status_code == 303
    remind(app, mailing)
    assert [m for m in by_address(sink) if m.startswith("counsellor")] == mails


def test_the_page_shows_what_was_chosen_and_says_when_nothing_is_sent(app, as_user, personas) -> None:
    browser = as_user("steering")
    browser.submit("/account/reminders", wanted=True, paused_until="2026-12-24")
    page = browser.get("/account/reminders").text
    assert 'value="2026-12-24"' in page
    assert "ingen mailserver" in page
    bad = browser.submit("/account/reminders", paused_until="i morgen")
    assert bad.status_code == 422
    with app.database.reading() as session:
        kept = session.get_one(ReminderSetting, personas.id_of["steering"])
    assert (kept.wanted, kept.paused_until) == (True, date(2026, 12, 24))


def test_what_is_only_late_is_told_on_mondays() -> None:
    late = NextStep(title="x", due_on=date(2026, 11, 1))
    worth = {day: Agenda(today=date(2026, 11, day), steps=[late]).worth_a_mail for day in range(23, 28)}
    assert worth == {23: True, 24: False, 25: False, 26: False, 27: False}


def test_nothing_is_written_at_night_nor_on_saturdays_and_friday_tells_of_monday(app, busy) -> None:
    for now in (datetime.combine(date(2026, 11, 28), NOON.timetz()), NOON - timedelta(hours=7)):
        with clock.frozen(now), app.database.transaction() as session:
            assert write_reminders(session, now=now) == 0
    assert next_workday(date(2026, 11, 27)) == date(2026, 11, 30)
    with app.database.reading() as session:
        assert session.scalars(select(Mail)).all() == []

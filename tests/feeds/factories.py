"""Makers of feeds and steps, and a calendar program that asks for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import icalendar
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app.feeds import services
from app.feeds.models import Feed
from app.feeds.services import FeedPlan
from app.visits.models import NextStep
from app.web import Jobloft
from tests.factories import NOW

TOKEN = "t" * 43


def make_feed(session: Session, *, user_id: int, token: str = TOKEN, **plan: Any) -> Feed:
    """A feed with everything in it, behind an address that the test knows."""
    return services.open_feed(
        session, user_id=user_id, token=token, plan=FeedPlan(**({"name": "Mit Jobløft"} | plan)), now=NOW
    )


def make_step(session: Session, *, owner_id: int, **over: Any) -> NextStep:
    """A next step, due next week."""
    values = {"title": "Send plakat", "due_on": date(2026, 12, 1), "created_at": NOW, "updated_at": NOW} | over
    step = NextStep(owner_id=owner_id, **values)
    session.add(step)
    session.flush()
    return step


@dataclass
class Program:
    """A calendar program without a session: it only knows the address."""

    app: Jobloft
    token: str = TOKEN

    def get(self, **headers: str) -> TestResponse:
        """Fetch, with header names written with underscores."""
        return self.ask("GET", **headers)

    def ask(self, method: str, **headers: str) -> TestResponse:
        """Any request to the address."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.app.test_client(use_cookies=False).open(f"/calendar/{self.token}.ics", method=method, headers=sent)

    def titles(self) -> list[str]:
        """The titles in the calendar, in its order."""
        return [str(event["SUMMARY"]) for event in self.events()]

    def events(self) -> list[icalendar.Event]:
        """What the calendar holds."""
        answer = self.get()
        assert answer.status_code == 200, answer.text
        return list(icalendar.Calendar.from_ical(answer.data).walk("VEVENT"))

"""Fills a database with plausible made-up data of any size, the same for the same seed: for load tests."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert, select
from sqlalchemy.orm import Session

from app import clock
from app.accounts.models import User, UserRole
from app.accounts.passwords import Passwords
from app.companies.models import Answer, Company, ContactPerson, Contribution, ContributionKind, Stage
from app.companies.rules import folded
from app.db import Base, Database
from app.demo import people, repeatable, words
from app.demo.company_rows import made_up_cvrs
from app.folding import folded_words
from app.matches.changes import note_everything
from app.operations.setup import SetupError
from app.orders.models import EmploymentKind, JobOrder, OrderState
from app.residents.models import Goal, LanguageSkill, Resident, Skill, Wish
from app.residents.names import folded as folded_person
from app.visits.models import NextStep, StepOutcome, Visit, VisitState, Way
from app.wheel.models import PlannedContact, PlannedState

CHUNK = 2_000
# What one consultant or counsellor has to do with at a time.
COMPANIES_EACH, RESIDENTS_EACH = 250, 100


@dataclass(frozen=True)
class Sizes:
    """How many of each."""

    companies: int
    residents: int
    orders: int


def synthesize(database: Database, passwords: Passwords, sizes: Sizes, *, seed: int, now: datetime) -> None:
    """Create the demonstration's users and so many made-up companies, residents and orders, in one transaction.

    Raises:
        SetupError: there are companies, residents or the demonstration's users already.
    """
    with database.transaction() as session:
        _refuse_data(session)
        uids = repeatable.begin(session, seed=seed, now=now)
        who = people.load(session, passwords, now)
        _colleagues(session, who, sizes, now)
        maker = _Maker(random.Random(seed), uids, who, now)  # noqa: S311 (must be repeatable, guards nothing)
        company_ids = _fill(session, Company, sizes.companies, maker.company)
        _fill(session, ContactPerson, sizes.companies, lambda n: maker.contact(company_ids[n]))
        _fill(session, Contribution, sizes.companies, lambda n: maker.contribution(company_ids[n]))
        _fill(session, Visit, sizes.companies, lambda n: maker.visit(n, company_ids[n]))
        _fill(session, NextStep, sizes.companies, lambda n: maker.step(n, company_ids[n]))
        _fill(session, PlannedContact, min(sizes.companies, 600), lambda n: maker.planned(n, company_ids[n]))
        if company_ids:
            _fill(session, JobOrder, sizes.orders, lambda n: maker.order(n, company_ids[n % len(company_ids)]))
        resident_ids = _fill(session, Resident, sizes.residents, maker.resident)
        _fill_many(session, Wish, (row for i in resident_ids for row in maker.wishes(i)))
        _fill_many(session, Skill, (row for i in resident_ids for row in maker.skills(i)))
        _fill_many(session, LanguageSkill, (row for i in resident_ids for row in maker.languages(i)))
        note_everything(session)  # a server that runs already must notice rows that went past the session


def _refuse_data(session: Session) -> None:
    # An administrator may be there (jobloft init); anything else is people's own.
    made_up = select(User.id).where(User.email.endswith(f"@{people.DOMAIN}"))
    if any(session.scalar(query.limit(1)) for query in (select(Company.id), select(Resident.id), made_up)):
        raise SetupError("there is data in this database already; made-up data needs one of its own")


def _colleagues(session: Session, who: people.People, sizes: Sizes, now: datetime) -> None:
    """So many more consultants and counsellors that each has a usual number of companies and residents."""
    wanted = {"konsulent": sizes.companies // COMPANIES_EACH, "vejleder": sizes.residents // RESIDENTS_EACH}
    for login, count in wanted.items():
        like = who.users[login]
        for number in range(2, count + 1):
            name = f"{login}{number}"
            # Every other counsellor works in the other neighbourhood plan.
            place = who.organisations["plan2" if login == "vejleder" and number % 2 else "plan"]
            who.users[name] = User(
                organisation_id=place.id,
                name=f"{words.FIRST_NAMES[number % 40]} {words.LAST_NAMES[number % 34]}",
                email=f"{name}@{people.DOMAIN}",
                password_hash=like.password_hash,
                role_rows=[UserRole(role=row.role) for row in like.role_rows],
                updated_at=now,
            )
    session.add_all(who.users.values())
    session.flush()


def _fill(session: Session, kind: type[Base], count: int, make: Callable[[int], dict[str, Any]]) -> list[int]:
    # Core inserts: made-up rows need no change log, and 20,000 objects would take minutes.
    table = kind.__table__
    assert isinstance(table, Table)
    ids: list[int] = []
    for start in range(0, count, CHUNK):
        rows = [make(n) for n in range(start, min(start + CHUNK, count))]
        ids += session.scalars(insert(kind).returning(table.c.id, sort_by_parameter_order=True), rows)
    return ids


def _fill_many(session: Session, kind: type[Base], rows: Iterator[dict[str, Any]]) -> None:
    while chunk := list(itertools.islice(rows, CHUNK)):
        session.execute(insert(kind), chunk)


class _Maker:
    """Rows of one throw of the dice after another."""

    def __init__(self, dice: random.Random, uids: Iterator[str], who: people.People, now: datetime) -> None:
        self.dice, self.uids, self.who, self.now = dice, uids, who, now
        self.today = clock.local_day(now)
        self.numbers = made_up_cvrs()
        self.consultants = [user for name, user in who.users.items() if name.startswith("konsulent")]
        own = ("sara", "fremmed", "mikkel")
        self.counsellors = [user for name, user in who.users.items() if name.startswith("vejleder") or name in own]

    def stamps(self) -> dict[str, Any]:
        """What every row that people edit has."""
        return {"uid": next(self.uids), "created_at": self.now, "updated_at": self.now, "version": 1}

    def consultant_id(self, n: int) -> int:
        """Whose company the n-th is."""
        return self.consultants[n % len(self.consultants)].id

    def company(self, n: int) -> dict[str, Any]:
        trade = self.dice.choice(list(words.TRADES))
        name = f"{self.dice.choice(words.PLACES)} {self.dice.choice(words.TRADES[trade].firms)} {n + 1}"
        post, city = self.dice.choice(words.TOWNS)
        return self.stamps() | {
            "name": name, "folded_name": folded(name), "cvr": next(self.numbers), "industry": trade,
            "employees": self.dice.randint(1, 150), "street": f"{self.dice.choice(words.PLACES)}vej {n % 90 + 1}",
            "postal_code": post, "city": city, "stage": self.dice.choice(list(Stage)),
            "fixed_contact_id": self.consultant_id(n) if n % 3 else None,
        }  # fmt: skip

    def contact(self, company_id: int) -> dict[str, Any]:
        person = f"{self.dice.choice(words.FIRST_NAMES)} {self.dice.choice(words.LAST_NAMES)}"
        return {
            "company_id": company_id, "name": person, "job_title": self.dice.choice(words.JOB_TITLES),
            "phone": f"+4599{self.dice.randint(100000, 999999)}", "is_fixed": True,
            "updated_at": self.now, "version": 1,
        }  # fmt: skip

    def contribution(self, company_id: int) -> dict[str, Any]:
        kind, answer = self.dice.choice(list(ContributionKind)), self.dice.choice(list(Answer))
        return {"company_id": company_id, "kind": kind, "answer": answer}

    def visit(self, n: int, company_id: int) -> dict[str, Any]:
        starts = self.now.replace(minute=0) + timedelta(days=self.dice.randint(-300, 60))
        state = VisitState.HELD if starts < self.now else VisitState.PLANNED
        return self.stamps() | {
            "company_id": company_id, "responsible_id": self.consultant_id(n), "starts_at": starts,
            "ends_at": starts + timedelta(hours=1), "way": Way.VISIT, "state": state,
            "quick_note": self.dice.choice(words.NOTES) if state is VisitState.HELD else "",
            "closed_at": starts if state is VisitState.HELD else None,
        }  # fmt: skip

    def step(self, n: int, company_id: int) -> dict[str, Any]:
        done = self.now if self.dice.random() < 0.9 else None
        return self.stamps() | {
            "company_id": company_id, "owner_id": self.consultant_id(n), "done_at": done,
            "outcome": StepOutcome.KEPT if done else None,
            "due_on": self._day(-200, 60), "title": self.dice.choice(words.STEPS),
        }  # fmt: skip

    def planned(self, n: int, company_id: int) -> dict[str, Any]:
        day = self._day(-150, 200)
        return self.stamps() | {
            "company_id": company_id, "responsible_id": self.consultant_id(n),
            "on_date": day - timedelta(days=day.weekday()), "whole_week": True, "way": Way.CALL,
            "purpose": self.dice.choice(words.STEPS),
            "state": PlannedState.HELD if day < self.today else PlannedState.PLANNED,
        }  # fmt: skip

    def order(self, n: int, company_id: int) -> dict[str, Any]:
        trade = words.TRADES[self.dice.choice(list(words.TRADES))]
        low = self.dice.choice([2, 5, 8, 10, 15, 20, 30])
        post, city = self.dice.choice(words.TOWNS)
        title, tasks = self.dice.choice(trade.titles), self.dice.sample(trade.tasks, 3)
        return self.stamps() | {
            "company_id": company_id, "responsible_id": self.consultant_id(n), "title": title,
            "folded_text": " ".join(folded_words(" ".join([title, *tasks]))),
            "kind": self.dice.choice(list(EmploymentKind)),
            "state": OrderState.OPEN if self.dice.random() < 0.6 else OrderState.FILLED, "tasks": tasks,
            "required": self.dice.sample(trade.skills, 2), "hours_low": float(low), "hours_high": low + 7.0,
            "grid": self._grid(), "postal_code": post, "city": city, "danish_level": self.dice.randint(0, 4),
        }  # fmt: skip

    def resident(self, n: int) -> dict[str, Any]:
        counsellor = self.counsellors[n % len(self.counsellors)]
        low = self.dice.choice([2, 5, 8, 10, 15, 20, 30])
        name = f"{self.dice.choice(words.FIRST_NAMES)} {self.dice.choice(words.LAST_NAMES)} {n + 1}"
        return self.stamps() | {
            "organisation_id": counsellor.organisation_id, "counsellor_id": counsellor.id, "name": name,
            "folded_name": folded_person(name), "housing_area": self.dice.choice(words.AREAS),
            "postal_code": self.dice.choice(words.TOWNS)[0], "birth_date": self._day(-22_000, -5_500),
            "goal": self.dice.choice(list(Goal)), "hours_low": float(low), "hours_high": low + 10.0,
            "grid": self._grid(), "distance_km": self.dice.choice([5, 10, 20, 40]),
            "last_contact_on": self._day(-60, 0),
        }  # fmt: skip

    def wishes(self, resident_id: int) -> list[dict[str, Any]]:
        trade = words.TRADES[self.dice.choice(list(words.TRADES))]
        texts = self.dice.sample(trade.said, min(2, len(trade.said)))
        return [{"resident_id": resident_id, "position": n, "text": text} for n, text in enumerate(texts)]

    def skills(self, resident_id: int) -> list[dict[str, Any]]:
        trade = words.TRADES[self.dice.choice(list(words.TRADES))]
        return [{"resident_id": resident_id, "text": text} for text in self.dice.sample(trade.skills + trade.tasks, 3)]

    def languages(self, resident_id: int) -> list[dict[str, Any]]:
        return [{"resident_id": resident_id, "language": "da", "level": self.dice.randint(0, 5)}]

    def _day(self, first: int, last: int) -> date:
        return self.today + timedelta(days=self.dice.randint(first, last))

    def _grid(self) -> list[list[int]]:
        parts = self.dice.sample(range(3), self.dice.randint(1, 2))
        return sorted([day, part] for day in range(5) for part in parts)

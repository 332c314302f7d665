"""The demonstration's companies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from stdnum.dk import cvr

from app import clock
from app.companies.models import (
    Answer,
    Company,
    CompanyWarning,
    ContactPerson,
    Contribution,
    ContributionKind,
    Stage,
    StageChange,
    SupplierRelation,
)
from app.companies.rules import folded
from app.demo.people import People
from app.demo.tables import Line, day, lines, parts, work_time
from app.demo.tables import number as number_of

# Registered a second time from a list without CVR numbers: what the page of possible doubles is for.
AGAIN = frozenset({"farve2", "kantine2", "rens2"})
OWN_OPERATIONS = {"hedeb": "hedebo", "soed": "soebyen"}
# Each stage with the days ago on which the relation came there.
PATH = {
    Stage.CANDIDATE: [(Stage.CANDIDATE, 120)],
    Stage.INVITED: [(Stage.CANDIDATE, 150), (Stage.INVITED, 30)],
    Stage.FIRST_MEETING: [(Stage.CANDIDATE, 150), (Stage.INVITED, 60), (Stage.FIRST_MEETING, 20)],
    Stage.ACTIVE: [(Stage.CANDIDATE, 420), (Stage.INVITED, 380), (Stage.FIRST_MEETING, 330), (Stage.ACTIVE, 300)],
    Stage.PAUSED: [(Stage.CANDIDATE, 400), (Stage.ACTIVE, 300), (Stage.PAUSED, 45)],
    Stage.DECLINED: [(Stage.CANDIDATE, 200), (Stage.INVITED, 160), (Stage.DECLINED, 140)],
}
REASONS = {
    Stage.PAUSED: "Ordrenedgang. De vil gerne høre fra os igen om et halvt år.",
    Stage.DECLINED: "For få hænder til at lære nye op. Vi må gerne spørge igen om et år.",
}


# What some companies have asked for: a standing need, contacts a month, days that they want to be left alone.
WISHES = {
    "farve": ("To unge hver sommer, og en afdækker når der er travlt.", None, None),
    "gron": ("4-6 sæsonfolk fra marts til oktober.", 2, None),
    "landb": ("", None, 60),
}
# Company, what colleagues must know, days until it is history.
WARNING = ("metal", "Der er en sag om en faktura med boligorganisationen. Kontakt dem ikke, før den er løst.", 21)


def load(session: Session, people: People, now: datetime) -> dict[str, Company]:
    """Create the companies; returns them by key."""
    companies = {}
    for line, number in zip(lines("companies"), made_up_cvrs(), strict=False):
        companies[line["key"]] = company = _company(line, number, people, now)
        session.add(company)
    session.flush()
    session.add(_warning(companies, people, now))
    session.flush()
    return companies


def _warning(companies: dict[str, Company], people: People, now: datetime) -> CompanyWarning:
    key, text, days = WARNING
    until = clock.local_day(now) + timedelta(days=days)
    return CompanyWarning(
        company_id=companies[key].id, user_id=people.user_id("konsulent"), text=text, until=until,
        at=work_time(-4, 9, now), updated_at=now,
    )  # fmt: skip


def made_up_cvrs() -> Iterator[str]:
    """Numbers from 99999999 down that pass modulus 11; no company has them, real ones are not given out so high."""
    return (str(number) for number in range(99_999_999, 90_000_000, -1) if cvr.is_valid(str(number)))


def _company(line: Line, number: str, people: People, now: datetime) -> Company:
    own = OWN_OPERATIONS.get(line["key"])
    need, a_month, quiet_days = WISHES.get(line["key"], ("", None, None))
    company = Company(
        name=line["name"],
        folded_name=folded(line["name"]),
        cvr=None if line["key"] in AGAIN else number,
        industry=line["industry"],
        employees=number_of(line["employees"]),
        street=line["street"],
        postal_code=line["post"],
        city=line["city"],
        phone=f"+45{line['phone']}",
        about=line["about"],
        stage=Stage(line["stage"]),
        fixed_contact_id=people.user_id(line["fixed"]),
        own_operation_of_id=people.organisations[own].id if own else None,
        good_partner="g" in line["marks"],
        often_hiring="h" in line["marks"],
        socially_minded="s" in line["marks"],
        standing_need=need,
        contacts_a_month=a_month,
        not_before=clock.local_day(now) + timedelta(days=quiet_days) if quiet_days else None,
        why_they_take_part=line["why"],
        created_at=work_time(-430, 9, now),
        updated_at=now,
    )
    company.contacts = [_contact(cell, now) for cell in parts(line["contacts"])]
    company.suppliers = _suppliers(line, people, now)
    company.contributions = [_contribution(cell) for cell in parts(line["contributions"])]
    company.stage_changes = [
        StageChange(at=work_time(-ago, 10, now), user_id=people.user_id("konsulent"), stage=stage, reason=reason)
        for stage, ago in PATH[company.stage]
        for reason in [REASONS.get(stage, "")]
    ]
    return company


def _contact(cell: str, now: datetime) -> ContactPerson:
    name, title, phone, email = cell.rstrip("*").split("/")
    return ContactPerson(
        name=name, job_title=title, phone=f"+45{phone}", email=email, is_fixed=cell.endswith("*"), updated_at=now
    )


def _suppliers(line: Line, people: People, now: datetime) -> list[SupplierRelation]:
    ends = day(line["clause"], clock.local_day(now))
    return [
        SupplierRelation(
            organisation_id=people.organisations[key].id, social_clauses=ends is not None, agreement_ends_on=ends
        )
        for key in parts(line["supplier"], ",")
    ]


def _contribution(cell: str) -> Contribution:
    kind, _, answer = cell.partition("=")
    word, how_often, extent, *_rest = [*answer.split(":"), "", ""]
    return Contribution(kind=ContributionKind(kind), answer=Answer(word), how_often=how_often, extent=extent)

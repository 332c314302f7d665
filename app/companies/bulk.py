"""One change to many companies: what it would do to each, and doing exactly that."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import User
from app.companies import labels, rules, services
from app.companies.models import Company, Stage
from app.db import is_writing
from app.history.actions import register
from app.history.models import ActionKind
from app.i18n import lazy_gettext as _
from app.refusals import Refused

MOST = 500
MARKS: dict[str, Any] = {
    "good_partner": _("A good partner of the housing association"),
    "often_hiring": _("Often short of hands"),
    "socially_minded": _("Wants to take social responsibility"),
}


class Kind(enum.StrEnum):
    """What can be changed for many at once."""

    OWNER = "owner"
    STAGE = "stage"
    MARK = "mark"
    NO_MARK = "no_mark"


@dataclass(frozen=True)
class BulkChange:
    """A change as it stands in an address: `stage:active`, `owner:7`, `owner:` (nobody), `mark:good_partner`."""

    kind: Kind
    value: str
    # What the new value is called.
    name: Any

    @property
    def needs_reason(self) -> bool:
        """Whether it asks why."""
        return self.kind == Kind.STAGE and rules.needs_reason(Stage(self.value))


@dataclass(frozen=True)
class Effect:
    """What a change does to one company; `refused` says why it does nothing."""

    company: Company
    before: Any
    after: Any
    refused: Any = None


def choices(people: Iterable[User]) -> dict[str, list[tuple[str, Any]]]:
    """All changes there are, as addresses with their names, by kind."""
    owners = [("owner:", _("Nobody")), *((f"owner:{person.id}", person.name) for person in people)]
    return {
        Kind.OWNER: owners,
        Kind.STAGE: [(f"stage:{stage.value}", label) for stage, label in labels.STAGES.items()],
        Kind.MARK: [(f"mark:{mark}", label) for mark, label in MARKS.items()],
        Kind.NO_MARK: [(f"no_mark:{mark}", label) for mark, label in MARKS.items()],
    }


def change_of(address: str, people: Iterable[User]) -> BulkChange | None:
    """The change that an address names; None when there is none such."""
    for kind, options in choices(people).items():
        for known, name in options:
            if known == address:
                return BulkChange(Kind(kind), address.partition(":")[2], name)
    return None


def companies_of(session: Session, ids: Collection[int]) -> Sequence[Company]:
    """The companies by name; locked, in the order of their ids, when the session writes."""
    query = select(Company).where(Company.id.in_(ids)).options(joinedload(Company.fixed_contact))
    query = query.with_for_update(of=Company) if is_writing(session) else query
    rows = session.scalars(query.order_by(Company.id)).all()
    return sorted(rows, key=lambda company: (company.folded_name, company.id))


def effects_of(companies: Iterable[Company], change: BulkChange, user: User) -> list[Effect]:
    """What the change does to each. Needs `fixed_contact` loaded."""
    return [_effect(company, change, user) for company in companies]


def signature(effects: Iterable[Effect], change: BulkChange) -> str:
    """The same for the same companies as they are now: what a person has seen before they say yes."""
    seen = f"{change.kind}{change.value}{[(e.company.id, e.company.version, bool(e.refused)) for e in effects]}"
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def carry_out(
    session: Session, effects: Iterable[Effect], change: BulkChange, *, user: User, now: datetime, reason: str
) -> int:
    """Do it to all that it can be done to; returns how many. They share one action of the change log.

    Raises:
        Refused: the change asks for a reason, or nothing would change.
    """
    changed = [effect.company for effect in effects if effect.refused is None]
    if not changed:
        raise Refused(_("Nothing would change."))
    if change.needs_reason and not reason:
        raise Refused(_("Write why, so that the next colleague knows."), "reason")
    for company in changed:
        if change.kind == Kind.STAGE:
            stage = Stage(change.value)
            services.change_stage(session, company, actor_id=user.id, now=now, stage=stage, reason=reason)
        elif change.kind == Kind.OWNER:
            company.fixed_contact_id = int(change.value) if change.value else None
        else:
            setattr(company, change.value, change.kind == Kind.MARK)
    session.flush()
    # With a name, so that an administrator finds it again and can take it back whole.
    register(session, ActionKind.BULK, f"{change.name} · {len(changed)}")
    return len(changed)


def _effect(company: Company, change: BulkChange, user: User) -> Effect:
    before, same = _before(company, change)
    after = change.name if change.kind in (Kind.OWNER, Kind.STAGE) else _yes_no(change.kind == Kind.MARK)
    if not rules.may_edit(user.roles, user.id, company):
        return Effect(company, before, after, _("You may not change this company."))
    return Effect(company, before, after, _("It is so already.") if same else None)


def _before(company: Company, change: BulkChange) -> tuple[Any, bool]:
    if change.kind == Kind.STAGE:
        return labels.STAGES[company.stage], company.stage == change.value
    if change.kind == Kind.OWNER:
        name = company.fixed_contact.name if company.fixed_contact else _("Nobody")
        return name, str(company.fixed_contact_id or "") == change.value
    is_so = getattr(company, change.value)
    return _yes_no(is_so), is_so == (change.kind == Kind.MARK)


def _yes_no(is_so: bool) -> Any:
    return _("Yes") if is_so else _("No")

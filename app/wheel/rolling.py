"""Rolling the wheel over: what speaks against the copies, and that whoever makes them anyway says why."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.accounts.models import User
from app.i18n import lazy_gettext as _
from app.outreach.queries import Asked, concerns_about_many
from app.outreach.rules import Concerns, Kind, Outreach
from app.refusals import Refused
from app.wheel import planning, rules
from app.wheel.models import PlannedContact
from app.wheel.services import When


@dataclass(frozen=True)
class Lot:
    """Contacts that are looked through together: those of a quarter (1–4), or with None those to look at first."""

    quarter: int | None
    contacts: tuple[PlannedContact, ...]

    def ticked(self, chosen: Collection[int]) -> int:
        """How many of them are to be copied."""
        return sum(contact.id in chosen for contact in self.contacts)


def lots(contacts: Sequence[PlannedContact], to_look_at: Collection[int]) -> list[Lot]:
    """The contacts in the order of looking through them: first those with ids `to_look_at`, then quarter by quarter."""
    first = tuple(contact for contact in contacts if contact.id in to_look_at)
    found = [Lot(None, first)] if first else []
    for quarter in range(1, 5):
        rest = tuple(c for c in contacts if c.id not in to_look_at and (rules.middle_day(c).month + 2) // 3 == quarter)
        found += [Lot(quarter, rest)] if rest else []
    return found


def concerns_of_copies(
    session: Session, contacts: Sequence[PlannedContact], *, year: int, heirs: Mapping[int, int], user: User
) -> dict[int, Concerns]:
    """What speaks against copying these to the year after, by the id of the original; only those with something.

    `heirs` as in `services.roll_over`; `user` is the one who takes over. Copies count for each other too.
    """
    asked = [_asked(contact, year, heirs, user) for contact in contacts]
    found = zip(contacts, concerns_about_many(session, asked), strict=True)
    return {contact.id: concerns for contact, concerns in found if concerns.any}


def marks(found: Mapping[int, Concerns]) -> str:
    """Each concern's mark, for the form to bring back: what its author was shown."""
    return " ".join(sorted(_marks(found)))


def reasons(found: Mapping[int, Concerns], *, seen: str, reason: str) -> dict[int, str]:
    """The reason to keep with each copy that something speaks against.

    Raises:
        Refused: nobody has said why they go on, or something has come up that they have not seen.
    """
    if not found:
        return {}
    if not _marks(found) <= set(seen.split()):
        told = _("See what stands at the companies. Leave them out, or write why you go on.")
        raise Refused(told, "outreach_reason")
    if not reason:
        told = _("Write why you go on, or leave out the companies that a colleague is in touch with.")
        raise Refused(told, "outreach_reason")
    return dict.fromkeys(found, reason)


def _asked(contact: PlannedContact, year: int, heirs: Mapping[int, int], user: User) -> Asked:
    when = When(rules.week_next_year(contact, year))
    responsible_id = heirs.get(contact.responsible_id, contact.responsible_id)
    asked = planning.outreach_of(when, [responsible_id], contact=contact)
    outreach = Outreach(
        asked.first_day, asked.last_day, contact.way, held=False,
        who=user.name if contact.responsible_id in heirs else contact.responsible.name,
        user_ids=asked.user_ids, kind=Kind.PLANNED, row_id=contact.id, responsible_id=responsible_id,
    )  # fmt: skip
    return Asked(contact.company_id, asked, outreach)


def _marks(found: Mapping[int, Concerns]) -> set[str]:
    told = {f"{number} {text}" for number, concerns in found.items() for text in _texts(concerns)}
    return {hashlib.sha256(text.encode()).hexdigest()[:10] for text in told}


def _texts(concerns: Concerns) -> Iterator[str]:
    yield from (f"{c.kind} {c.row_id} {c.first_day}" for c in concerns.colleagues)
    yield from (f"warning {w.id} {w.until}" for w in concerns.warnings)
    yield f"{concerns.not_before} {concerns.too_many}"

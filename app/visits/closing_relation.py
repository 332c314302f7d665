"""The closing step's part on the relation: where it stands after the visit, and who of us is the fixed contact."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from wtforms import Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind

from app.accounts.models import User
from app.companies.labels import STAGES
from app.companies.models import Company, Stage
from app.companies.rules import needs_reason
from app.forms import LongText, choices_of, optional_id
from app.i18n import lazy_gettext as _
from app.visits.closing import Relation
from app.visits.models import Visit, Way

RELATION = ("relation_stage", "relation_reason", "relation_contact", "relation_was")
# A talk face to face or on a screen is a meeting; a call is not yet.
MEETINGS = frozenset({Way.VISIT, Way.MEETING, Way.ONLINE})
BEFORE_MEETING = frozenset({Stage.CANDIDATE, Stage.INVITED})


class RelationFields:
    """Mixed into the closing form. `relation_was` holds what stood when the page was made."""

    relation_stage: Any = SelectField(_("The relation now"), choices=choices_of(STAGES), coerce=Stage)
    relation_reason: Any = LongText(_("Why (needed when it is paused or declined)"), longest=2000)
    relation_contact: Any = SelectField(_("Our fixed contact"), coerce=optional_id)
    relation_was: Any = HiddenField()


def proposed_stage(company: Company, visit: Visit) -> Stage:
    """The stage that a visit leads to: the first one to a first meeting; else it stays."""
    first = company.stage in BEFORE_MEETING and visit.way in MEETINGS and visit.closed_at is None
    return Stage.FIRST_MEETING if first and not visit.about_match else company.stage


def relation_values(company: Company, visit: Visit, people: Sequence[User]) -> dict[str, Any]:
    """What the fields begin with: the proposed stage, and whoever led the visit where nobody is our contact yet."""
    may_be = {person.id for person in people}
    leads = visit.responsible_id if visit.closed_at is None and visit.responsible_id in may_be else None
    return {
        "relation_stage": proposed_stage(company, visit),
        "relation_contact": company.fixed_contact_id or leads,
        "relation_was": as_was(company),
    }


def contact_choices(company: Company, people: Sequence[User]) -> list[SelectChoice]:
    """Those who can be our fixed contact; who is so now stays a choice although they have stopped."""
    known = {person.id for person in people}
    also = [company.fixed_contact] if company.fixed_contact and company.fixed_contact_id not in known else []
    return [
        SelectChoice("", _("Nobody yet")),
        *(SelectChoice(str(person.id), person.name) for person in [*people, *also]),
    ]


def as_was(company: Company) -> str:
    """Stage and fixed contact as one text, to see whether a colleague has changed them in the meantime."""
    return f"{company.stage.value}|{company.fixed_contact_id or ''}"


def relation_faults(form: Any, company: Company) -> Iterator[tuple[Field, Any]]:
    """What is wrong with what was chosen: a stop without a reason, or a colleague's change that nobody has seen."""
    stage = form.relation_stage.data
    if stage != company.stage and stage is not None and needs_reason(stage) and not form.relation_reason.data:
        yield form.relation_reason, _("Write why, so that the next colleague knows.")
    same = (stage, form.relation_contact.data) == (company.stage, company.fixed_contact_id)
    if form.relation_was.data != as_was(company) and not same:
        form.relation_was.data = as_was(company)
        told = _(
            "A colleague has changed it in the meantime: it is %(stage)s now. Look again.", stage=STAGES[company.stage]
        )
        yield form.relation_stage, told


def relation_of(form: Any) -> Relation:
    """What was chosen, once it was found to be fine."""
    return Relation(form.relation_stage.data, form.relation_reason.data or "", form.relation_contact.data)

"""The one screen on which a note becomes work, promises, contributions, a contact person and the next contact."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import NumberRange, Optional

from app.availability.fields import HoursField
from app.companies.labels import ANSWERS, CONTRIBUTIONS
from app.companies.models import Answer, Company, Contribution, ContributionKind
from app.forms import MEDIUM, BaseForm, Count, Text, choices_of, no_cpr, optional_id, valid_email, valid_phone
from app.i18n import lazy_gettext as _
from app.orders.forms import MOST_POSITIONS
from app.outreach.forms import OutreachFields
from app.visits.closing_proposals import Proposals, Proposed
from app.visits.closing_relation import RelationFields, relation_faults
from app.visits.forms import day_field
from app.visits.labels import WAYS
from app.visits.models import Way

KINDS = ("work", "ours", "theirs")
EMPTY_ROWS, MOST_ROWS = 2, 20
FROM_NOTE = "note"
OPEN, IDEA = "open", "idea"
MANY = _("Write a number from %(min)s to %(max)s.")


@dataclass(frozen=True)
class Row:
    """One row of the screen: `number` in its list, and its fields by name."""

    number: int
    fields: Mapping[str, Field]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.fields[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def proposed(self) -> bool:
        """Whether it was read out of the note, so that it counts only when it is ticked."""
        return bool(self.fields["origin"].data == FROM_NOTE)

    @property
    def counts(self) -> bool:
        """Whether something is to be made of it."""
        return bool(self.fields["use"].data) if self.proposed else any(f.data for f in self._typed())

    def _typed(self) -> Iterator[Field]:
        return (self.fields[name] for name in ("title", "low", "high", "due_on") if name in self.fields)


class ClosingForm(BaseForm, OutreachFields, RelationFields):
    """Made for a number of rows of each kind; `today` must be set before checking. Outreach: the next contact.

    `company` is the one whose relation is told of; without those fields it is not needed.
    """

    today: date
    company: Company
    counts: Mapping[str, int]
    contribution_kinds: Sequence[ContributionKind] = ()

    contact_name: Any = Text(_("Name"), longest=MEDIUM)
    contact_job_title: Any = Text(_("Job title"), longest=MEDIUM)
    contact_phone: Any = Text(_("Telephone"), [valid_phone], longest=30)
    contact_email: Any = Text(_("E-mail"), [valid_email], longest=254)
    contact_fixed: Any = BooleanField(_("The company's fixed contact"))

    plan_said: Any = HiddenField()
    plan_use: Any = BooleanField(_("Plan the next contact in the year wheel"))
    plan_on: Any = day_field(_("In the week of"), Optional())
    plan_way: Any = SelectField(_("Contact by"), choices=choices_of(WAYS), coerce=Way, default=Way.CALL)
    plan_purpose: Any = Text(_("What for"))
    plan_who: Any = SelectField(_("Who contacts them"), coerce=optional_id)

    def rows(self, kind: str) -> list[Row]:
        """The rows of a kind, in order."""
        names = WORK_NAMES if kind == "work" else STEP_NAMES
        return [Row(n, {name: self[f"{kind}{n}_{name}"] for name in names}) for n in range(self.counts[kind])]

    def contributions(self) -> list[tuple[ContributionKind, Field, Field, Field, Field]]:
        """Each way of contributing with its fields: what was known at first, answer, how often, extent."""
        return [
            (kind, *(self[f"{kind.value}_{part}"] for part in ("was", "answer", "often", "extent")))
            for kind in self.contribution_kinds
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks, then each row's; faults stand at the row."""
        fine = bool(super().validate(extra_validators))
        faults = [*self._row_faults(), *self._other_faults()]
        for field, message in faults:
            field.errors = [*field.errors, message]
        return fine and not faults

    def _row_faults(self) -> Iterator[tuple[Field, Any]]:
        for row in self.rows("work"):
            if row.counts and not row.title.data:
                yield row.title, _("Write what the work is, for example washing stairs.")
            if row.counts and row.low.data is not None and row.high.data is not None and row.low.data > row.high.data:
                yield row.high, _("The hours to can't be fewer than the hours from.")
        for row in (*self.rows("ours"), *self.rows("theirs")):
            if not row.counts:
                continue
            if not row.title.data:
                yield row.title, _("Write what is promised.")
            if row.due_on.data is None and not row.due_on.errors:
                yield row.due_on, _("Choose a day.")
            elif row.due_on.data and row.due_on.data < self.today:
                yield row.due_on, _("That day has passed.")

    def _other_faults(self) -> Iterator[tuple[Field, Any]]:
        for _kind, _was, answer, often, extent in self.contributions():
            if not answer.data and (often.data or extent.data):
                yield answer, _("Choose yes, maybe or no.")
        if (self.contact_phone.data or self.contact_email.data or self.contact_job_title.data) and not (
            self.contact_name.data
        ):
            yield self.contact_name, _("Write the person's name.")
        if "relation_stage" in self:
            yield from relation_faults(self, self.company)
        if "plan_use" in self and self.plan_use.data:
            yield from self._plan_faults()

    def _plan_faults(self) -> Iterator[tuple[Field, Any]]:
        if self.plan_on.data is None and not self.plan_on.errors:
            yield self.plan_on, _("Choose a day.")
        elif self.plan_on.data and monday_of(self.plan_on.data) + timedelta(days=6) < self.today:
            yield self.plan_on, _("That week has passed.")
        if not self.plan_purpose.data:
            yield self.plan_purpose, _("Write what you want to talk with them about.")
        if self.plan_who.data is None:
            yield self.plan_who, _("Choose who is responsible.")


WORK_NAMES = ("origin", "said", "use", "title", "count", "low", "high", "state")
STEP_NAMES = ("origin", "said", "use", "title", "due_on", "owner")


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def rows_sent(names: Collection[str]) -> dict[str, int]:
    """How many rows of each kind a sent form has, by its fields' names; more than `MOST_ROWS` are not read."""
    counts = dict.fromkeys(KINDS, EMPTY_ROWS)
    for name in names:
        found = re.fullmatch(r"(work|ours|theirs)([0-9]{1,2})_title", name)
        if found and int(found[2]) < MOST_ROWS:
            counts[found[1]] = max(counts[found[1]], int(found[2]) + 1)
    return counts


def closing_form(counts: Mapping[str, int], kinds: Sequence[ContributionKind]) -> type[ClosingForm]:
    """A form with that many rows, and the ways of contributing that may be changed."""
    fields: dict[str, Any] = {"counts": dict(counts), "contribution_kinds": tuple(kinds)}
    for n in range(counts["work"]):
        fields |= {f"work{n}_{name}": field for name, field in _work_fields().items()}
    for kind in ("ours", "theirs"):
        for n in range(counts[kind]):
            fields |= {f"{kind}{n}_{name}": field for name, field in _step_fields(kind).items()}
    for each in kinds:
        fields |= {f"{each.value}_{name}": field for name, field in _contribution_fields(each).items()}
    return type("MadeClosingForm", (ClosingForm,), fields)


def _work_fields() -> dict[str, Any]:
    states = [SelectChoice(OPEN, _("Job order, open now")), SelectChoice(IDEA, _("Draft of a job order"))]
    return {
        "origin": HiddenField(),
        # The note's sentence that speaks of it.
        "said": HiddenField(),
        "use": BooleanField(_("Take it along")),
        "title": Text(_("Task or job title"), [no_cpr]),
        "count": Count(_("How many"), [Optional(), NumberRange(1, MOST_POSITIONS, MANY)], default=1),
        "low": HoursField(_("Hours a week, from")),
        "high": HoursField(_("Hours a week, to")),
        "state": SelectField(_("It is"), choices=states, default=OPEN),
    }


def _step_fields(kind: str) -> dict[str, Any]:
    return {
        "origin": HiddenField(),
        # The note's words that the day was read from.
        "said": HiddenField(),
        "use": BooleanField(_("Take it along")),
        "title": Text(_("What we promised") if kind == "ours" else _("What they promised"), [no_cpr]),
        "due_on": day_field(_("By when"), Optional()),
        "owner": SelectField(_("Who") if kind == "ours" else _("Who sees to it"), coerce=optional_id),
    }


def _contribution_fields(kind: ContributionKind) -> dict[str, Any]:
    label = CONTRIBUTIONS[kind]
    answers = [SelectChoice("", _("Not asked yet")), *choices_of(ANSWERS)]
    return {
        "was": HiddenField(),
        "answer": SelectField(label, choices=answers, coerce=lambda value: Answer(value) if value else None),
        "often": Text(_("%(contribution)s: how often", contribution=label), longest=MEDIUM),
        "extent": Text(_("%(contribution)s: extent", contribution=label)),
    }


def row_values(proposals: Proposals, usual_due: date, owner_id: int) -> tuple[dict[str, int], dict[str, Any]]:
    """How many rows of each kind to begin with, and what stands in those that the note proposes."""
    counts: dict[str, int] = {}
    values: dict[str, Any] = {}
    for kind in KINDS:
        found: Sequence[Proposed] = getattr(proposals, kind)
        counts[kind] = len(found) + EMPTY_ROWS
        for n, row in enumerate(found):
            values |= {f"{kind}{n}_title": row.text, f"{kind}{n}_origin": FROM_NOTE}
            values |= _hours_of(n, row) if kind == "work" else _day_of(kind, n, row, usual_due)
        if kind != "work":
            values |= {f"{kind}{n}_owner": owner_id for n in range(counts[kind])}
    return counts, values


def _hours_of(n: int, row: Proposed) -> dict[str, Any]:
    state = IDEA if row.low is None else OPEN
    told = {f"work{n}_count": row.count, f"work{n}_said": row.sentence}
    return told | {f"work{n}_low": row.low, f"work{n}_high": row.high, f"work{n}_state": state}


def _day_of(kind: str, n: int, row: Proposed, usual_due: date) -> dict[str, Any]:
    return {f"{kind}{n}_due_on": row.due_on or usual_due, f"{kind}{n}_said": row.day_words}


def contribution_values(known: Mapping[ContributionKind, Contribution]) -> dict[str, Any]:
    """What is known of contributions, as the form holds it."""
    values: dict[str, Any] = {}
    for kind, row in known.items():
        values[f"{kind.value}_answer"] = row.answer
        values[f"{kind.value}_often"], values[f"{kind.value}_extent"] = row.how_often, row.extent
        values[f"{kind.value}_was"] = said(row.answer, row.how_often, row.extent)
    return values


def said(answer: Answer | None, often: str | None, extent: str | None) -> str:
    """A contribution as one text, to see whether somebody changed it."""
    return f"{answer.value if answer else ''}|{often or ''}|{extent or ''}"

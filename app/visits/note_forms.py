"""What a person types in a note: the quick note, the guide's answers, what it became, and next steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.validators import Optional

from app.belonging.forms import AskingForm
from app.forms import Checks, LongText, Text, choices_of, no_cpr, optional_id
from app.i18n import lazy_gettext as _
from app.visits.forms import day_field
from app.visits.keeping import answer_name
from app.visits.labels import LEADS
from app.visits.models import GuideQuestion, Lead

ANSWER = 5_000
STEP_ROWS = 3


@dataclass(frozen=True)
class StepRow:
    """One row for a next step inside the note's form."""

    title: Field
    due_on: Field
    owner_id: SelectField
    by_company: Field


class NotesForm(AskingForm):
    """The five-minute note, what it became, and room for next steps. Answers to the guide are added per version.

    `base` has the signs of the fields when the page was opened (JSON), `guide` the guide it showed.
    """

    base = HiddenField()
    guide = HiddenField()
    quick_note: Any = LongText(_("Visit note"), [no_cpr])
    became: Any = Checks(_("What did the visit become?"), coerce=Lead, choices=choices_of(LEADS))

    today: date

    @property
    def data_fields(self) -> list[Field]:
        """The fields a person fills in."""
        return [field for field in super().data_fields if field.name not in ("base", "guide")]

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks, and those of the rows for next steps (`today` must be set)."""
        fields_fine = super().validate(extra_validators)
        return self.check_steps() and fields_fine

    def answer(self, question: GuideQuestion) -> Field:
        """The field of one question."""
        return cast(Field, self[answer_name(question.key)])

    def step_rows(self) -> Iterator[StepRow]:
        """The rows for next steps; none in a form that has no room for them."""
        for n in range(1, STEP_ROWS + 1):
            if f"step{n}_title" in self:
                yield StepRow(*(self[f"step{n}_{part}"] for part in ("title", "due_on", "owner_id", "by_company")))

    def has_typed_steps(self, first: int) -> bool:
        """Whether anything was typed in the rows from that number (1 …) on."""
        rows = list(self.step_rows())[first - 1 :]
        return any(row.title.data or (row.due_on.raw_data and row.due_on.raw_data[0]) for row in rows)

    def check_steps(self) -> bool:
        """Whether every begun row for a next step says what and when; faults are told beside the fields."""
        faults = [fault for row in self.step_rows() for fault in _row_faults(row, self.today)]
        for field, message in faults:
            field.errors = [*field.errors, message]
        return not faults


def _row_faults(row: StepRow, today: date) -> Iterator[tuple[Field, Any]]:
    if row.title.data and row.due_on.data is None and not row.due_on.errors:
        yield row.due_on, _("Choose a day.")
    if row.due_on.data and not row.title.data:
        yield row.title, _("Write what is to be done.")
    if row.due_on.data and row.due_on.data < today and not row.due_on.errors:
        yield row.due_on, _("That day has passed.")


def answers_form(questions: Sequence[GuideQuestion]) -> type[NotesForm]:
    """The note's form with one field a question; it is also what a note is compared by when two have edited."""
    fields = {answer_name(q.key): LongText(q.text, [no_cpr], longest=ANSWER) for q in questions}
    return type("AnswersForm", (NotesForm,), fields)


def notes_form(questions: Sequence[GuideQuestion]) -> type[NotesForm]:
    """The whole form: quick note, answers, and rows for next steps."""
    fields: dict[str, Any] = {}
    for n in range(1, STEP_ROWS + 1):
        fields[f"step{n}_title"] = Text(_("Task"), [no_cpr])
        fields[f"step{n}_due_on"] = day_field(_("By when"), Optional())
        fields[f"step{n}_owner_id"] = SelectField(_("Who"), coerce=optional_id)
        fields[f"step{n}_by_company"] = BooleanField(_("The company has promised it"))
    return type("WholeNotesForm", (answers_form(questions),), fields)

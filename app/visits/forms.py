"""What a person types about visits, notes and next steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol, cast

from wtforms import BooleanField, DateField, Field, HiddenField, SelectField, TimeField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired, InputRequired, Optional, ValidationError

from app.forms import LONG, BaseForm, Checks, LongText, Text, choices_of, optional_id, sensible_year
from app.i18n import lazy_gettext as _
from app.visits.labels import LEADS, WAYS
from app.visits.models import GuideQuestion, Lead, Way

# Browsers without a clock field let people write 9.30 as they do on paper.
CLOCK_FORMATS = ["%H:%M", "%H.%M", "%H:%M:%S"]
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y"]
WRONG_DAY = _("This is not a date. Write for example 24-11-2026.")
WRONG_TIME = _("This is not a time. Write for example 9.30.")
PURPOSE, REASON, ANSWER = 2_000, 1_000, 5_000
STEP_ROWS = 3


class Named(Protocol):
    """Somebody with an id and a name."""

    id: Any
    name: Any


def named_choices(people: Iterable[Named], nobody: Any = None) -> list[SelectChoice]:
    """People by name; with `nobody` a first, empty choice."""
    first = [] if nobody is None else [SelectChoice("", nobody)]
    return first + [SelectChoice(str(person.id), person.name) for person in people]


def day_field(label: Any, *validators: Any) -> DateField:
    """A day, also as Danes write it."""
    checks = [*validators, sensible_year]
    # The installed type stubs are older than this argument.
    return DateField(label, checks, format=DAY_FORMATS, invalid_value_message=WRONG_DAY)  # type: ignore[call-arg]


def time_field(label: Any, *validators: Any) -> TimeField:
    """A time of day on the wall in Denmark."""
    return TimeField(label, [*validators], format=CLOCK_FORMATS, invalid_value_message=WRONG_TIME)  # type: ignore[call-arg]


class VisitForm(BaseForm):
    """When, how, where, with whom and what for. Times are wall-clock times in Denmark."""

    day = day_field(_("Day"), InputRequired(_("Choose the day.")))
    starts = time_field(_("From"), InputRequired(_("Write when it begins.")))
    ends = time_field(_("To"), Optional())
    way = SelectField(_("How"), choices=choices_of(WAYS), coerce=Way)
    place = Text(_("Place"))
    contact_person_id = SelectField(_("Contact person"), coerce=optional_id)
    responsible_id = SelectField(_("Responsible"), coerce=optional_id)
    participants = Checks(_("Colleagues who come along"), coerce=int)
    purpose = LongText(_("Purpose"), longest=PURPOSE)

    def validate_ends(self, field: Field) -> None:
        """A visit ends after it began, on the same day."""
        if field.data and self.starts.data and field.data <= self.starts.data:
            raise ValidationError(_("The visit must end after it begins."))


class CancelForm(BaseForm):
    """Why a visit does not take place."""

    reason = LongText(
        _("Why is it cancelled?"), [DataRequired(_("Write why; it helps the next one who calls."))], longest=REASON
    )


class ButtonForm(BaseForm):
    """One button on somebody's page; `back` is the page it stands on."""

    back = HiddenField()


@dataclass(frozen=True)
class StepRow:
    """One row for a next step inside the note's form."""

    title: Field
    due_on: Field
    owner_id: SelectField
    by_company: Field


class NotesForm(BaseForm):
    """The five-minute note, what it became, and room for next steps. Answers to the guide are added per version."""

    quick_note: Any = LongText(_("Visit note"))
    became: Any = Checks(_("What did the visit become?"), coerce=Lead, choices=choices_of(LEADS))

    today: date

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


def answer_name(key: str) -> str:
    """The name of the field that holds the answer to the question with that key."""
    return f"answer_{key}"


def answers_form(questions: Sequence[GuideQuestion]) -> type[NotesForm]:
    """The note's form with one field a question; it is also what a note is compared by when two have edited."""
    fields = {answer_name(q.key): LongText(q.text, longest=ANSWER) for q in questions}
    return type("AnswersForm", (NotesForm,), fields)


def notes_form(questions: Sequence[GuideQuestion]) -> type[NotesForm]:
    """The whole form: quick note, answers, and rows for next steps."""
    fields: dict[str, Any] = {}
    for n in range(1, STEP_ROWS + 1):
        fields[f"step{n}_title"] = Text(_("Task"))
        fields[f"step{n}_due_on"] = day_field(_("By when"), Optional())
        fields[f"step{n}_owner_id"] = SelectField(_("Who"), coerce=optional_id)
        fields[f"step{n}_by_company"] = BooleanField(_("The company has promised it"))
    return type("WholeNotesForm", (answers_form(questions),), fields)


class StepForm(BaseForm):
    """A next step: what, until when, by whom. `company` is a name or CVR number, where none is given beforehand."""

    title = Text(_("Task"), [DataRequired(_("Write what is to be done."))], longest=LONG)
    due_on = day_field(_("By when"), InputRequired(_("Choose a day.")))
    owner_id = SelectField(_("Who"), coerce=optional_id)
    by_company = BooleanField(_("The company has promised it"))
    company: Any = Text(_("Company (name or CVR number)"))

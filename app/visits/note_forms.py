"""What a person types in a note: the quick note, the guide's answers, and what it became."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from wtforms import BooleanField, Field, HiddenField

from app.belonging.forms import AskingForm
from app.forms import Checks, LongText, choices_of, no_cpr
from app.i18n import lazy_gettext as _
from app.visits.keeping import answer_name
from app.visits.labels import LEADS
from app.visits.models import GuideQuestion, Lead

ANSWER = 5_000


class NotesForm(AskingForm):
    """The five-minute note and what it became. Answers to the guide are added per version.

    Promises are made in the closing step, which reads them out of the note: one place for them, also without network.

    `base` has the signs of the fields when the page was opened (JSON), `guide` the guide it showed. `been` is asked on
    the visit's own day, before its time.
    """

    base = HiddenField()
    guide = HiddenField()
    quick_note: Any = LongText(_("Visit note"), [no_cpr])
    been: Any = BooleanField(_("The visit was held earlier today"))
    became: Any = Checks(_("What did the visit become?"), coerce=Lead, choices=choices_of(LEADS))

    @property
    def data_fields(self) -> list[Field]:
        """The fields a person fills in."""
        return [field for field in super().data_fields if field.name not in ("base", "guide", "been")]

    def answer(self, question: GuideQuestion) -> Field:
        """The field of one question."""
        return cast(Field, self[answer_name(question.key)])


def answers_form(questions: Sequence[GuideQuestion]) -> type[NotesForm]:
    """The note's form with one field a question."""
    fields = {answer_name(q.key): LongText(q.text, [no_cpr], longest=ANSWER) for q in questions}
    return type("AnswersForm", (NotesForm,), fields)

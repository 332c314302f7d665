"""The form in which a person chooses between two companies, made for the pair."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, Field, RadioField

from app.companies.models import ContributionKind
from app.forms import BaseForm, SelectChoice
from app.i18n import lazy_gettext as _
from app.merging.rules import Side


@dataclass(frozen=True)
class Question:
    """A choice between two: the field's name, what it is about, what each side has, which is proposed."""

    name: str
    label: Any
    first: str
    second: str
    proposed: Side
    joins: bool = False

    @property
    def both_have_it(self) -> bool:
        """Whether there is a choice between two, not between one and nothing."""
        return bool(self.first and self.second)


class MergeForm(BaseForm):
    """Side by side; `side_choices` and `persons` are of the pair."""

    side_choices: tuple[Question, ...] = ()
    persons: tuple[tuple[str, Any], ...] = ()

    def rows(self) -> list[tuple[Question, Field]]:
        """Each question with its field."""
        return [(question, self[question.name]) for question in self.side_choices]

    def person_fields(self) -> list[Field]:
        """Whether two contact persons are one."""
        return [self[name] for name, _label in self.persons]

    def sides(self, prefix: str) -> Mapping[str, Side]:
        """What was chosen, by the name after the prefix."""
        found = ((question.name, self[question.name].data) for question in self.side_choices)
        return {name.removeprefix(prefix): Side(side) for name, side in found if name.startswith(prefix)}

    def answers(self) -> Mapping[ContributionKind, Side]:
        """Whose answer counts, by way of contributing."""
        return {ContributionKind(kind): side for kind, side in self.sides("answer_").items()}


def merge_form(
    questions: Sequence[Question], persons: Sequence[tuple[str, Any, bool]], *, confirm: bool
) -> type[MergeForm]:
    """A form for these questions and persons (name, label, proposed), and a box to tick where something is in doubt."""
    fields: dict[str, Any] = {
        "side_choices": tuple(questions),
        "persons": tuple((name, label) for name, label, _proposed in persons),
    }
    for question in questions:
        fields[question.name] = RadioField(question.label, choices=_choices(question), default=question.proposed.value)
    for name, label, sure in persons:
        fields[name] = BooleanField(label, default=sure)
    if confirm:
        fields["confirmed"] = BooleanField(_("I have looked at this: they are one company all the same"))
    return type("MergeForm", (MergeForm,), fields)


def _choices(question: Question) -> list[SelectChoice]:
    nothing = _("(nothing)")
    found = [
        SelectChoice(Side.FIRST.value, question.first or nothing),
        SelectChoice(Side.SECOND.value, question.second or nothing),
    ]
    return [*found, SelectChoice(Side.BOTH.value, _("Keep both texts"))] if question.joins else found

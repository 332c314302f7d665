"""What a person says about a file: whose list it is, which column is which field, which company a row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, FileField, SelectField, StringField

from app.forms import BaseForm, choices_of, optional_id
from app.i18n import lazy_gettext as _
from app.imports import labels
from app.imports.fields import Field
from app.imports.grid import ReadFault


class UploadForm(BaseForm):
    """A file, and whose supplier list it is."""

    organisation_id = SelectField(_("Whose supplier list is it?"), coerce=optional_id)
    file = FileField(_("The file"))
    fault: ReadFault | None = None
    is_missing = False

    def validate(self, extra_validators: Any = None) -> bool:
        """The file was read before the form is asked, and is said here."""
        valid = bool(super().validate(extra_validators))
        if self.is_missing:
            self.file.errors = [_("Choose a file.")]
        elif self.fault is not None:
            self.file.errors = [labels.PROBLEMS[self.fault.problem]]
        return valid and not self.file.errors


class ColumnsForm(BaseForm):
    """A field for each column of the file; made for the columns there are."""

    width = 0
    people_first = BooleanField(_("What a colleague has corrected since the last import stays as it is"))

    def fields(self) -> list[Any]:
        """The select fields, from the left."""
        return [self[f"column_{position}"] for position in range(self.width)]

    def chosen(self) -> list[Field | None]:
        """The field chosen for each column."""
        return [Field(field.data) if field.data else None for field in self.fields()]


def columns_form(headings: Sequence[str], mapping: Sequence[str], *, people_first: bool) -> ColumnsForm:
    """The form for these columns, with what is chosen now."""
    choices = choices_of(labels.FIELDS, first=_("Leave out"))
    members: dict[str, Any] = {"width": len(headings)}
    for position, heading in enumerate(headings):
        members[f"column_{position}"] = SelectField(heading, choices=list(choices))
    made: type[ColumnsForm] = type("ColumnsForm", (ColumnsForm,), members)
    chosen = {f"column_{position}": name for position, name in enumerate(mapping)}
    return made(data=chosen | {"people_first": people_first})


class DecisionForm(BaseForm):
    """Which company a row is: the id of one, "new", "skip", or nothing to ask again."""

    decision = StringField()
    back = StringField()

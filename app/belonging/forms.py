"""A form that asks whether what looks like a resident's data belongs where it was typed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from wtforms import HiddenField, StringField

from app.belonging.labels import worded
from app.belonging.rules import Doubt, open_doubts
from app.forms import BaseForm

FindDoubts = Callable[[Sequence[str]], Sequence[Doubt]]


class AskingForm(BaseForm):
    """Asks once about doubtful texts before it is carried out; the button of the question sends it again.

    The view sets `find_doubts` (as `belonging.queries.doubts_in` of its session and user), and `settled` to marks that
    were answered before. `form_start` shows the question. After `validate` the marks to remember are `answered`.
    """

    belongs = HiddenField()

    find_doubts: FindDoubts | None = None
    settled: Collection[str] = ()
    doubts: Sequence[Doubt] = ()
    answered: Sequence[str] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """The fields' own checks first; what is wrong is mended before anything is asked."""
        if not super().validate(extra_validators):
            return False
        found = self.find_doubts(self.texts) if self.find_doubts else ()
        overruled = (self.belongs.data or "").split()
        self.doubts = open_doubts(found, {*self.settled, *overruled})
        self.answered = [doubt.mark for doubt in found]
        return not self.doubts

    @property
    def texts(self) -> list[str]:
        """What was typed in fields of text."""
        fields = [field for field in self.data_fields if isinstance(field, StringField)]
        typed = ["\n".join(f.data) if isinstance(f.data, list) else f.data for f in fields]
        return [text for text in typed if text]

    @property
    def overruling(self) -> str:
        """What the question's button sends: the marks of everything that was answered, old and new."""
        overruled = (self.belongs.data or "").split()
        return " ".join(dict.fromkeys([*overruled, *(doubt.mark for doubt in self.doubts)]))

    @property
    def questions(self) -> list[str]:
        """What each doubtful piece of text looks like."""
        return [worded(doubt) for doubt in self.doubts]

"""What the administrator types about the conversation guide."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, SelectField
from wtforms.validators import DataRequired

from app.forms import BaseForm, LongText, Text, choices_of
from app.i18n import lazy_gettext as _
from app.visits.labels import SECTIONS
from app.visits.models import GuideSection

LONGEST_QUESTION, LONGEST_HELP = 300, 1_000


class PresentationForm(BaseForm):
    """What is told about Jobløft before the questions."""

    presentation: Any = LongText(_("Presentation"), [DataRequired(_("Write what is told."))], longest=5_000)


class QuestionForm(BaseForm):
    """A question of the guide."""

    text = Text(_("Question"), [DataRequired(_("Write the question."))], longest=LONGEST_QUESTION)
    help: Any = LongText(_("Help to the one who asks"), longest=LONGEST_HELP)
    section = SelectField(_("Part of the conversation"), choices=choices_of(SECTIONS), coerce=GuideSection)


class MoveForm(BaseForm):
    """Up or down."""

    direction = HiddenField()


class TakeBackForm(BaseForm):
    """An earlier question."""

    key = HiddenField()

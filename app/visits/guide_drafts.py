"""Actions on the conversation guide's draft: begin, change, publish as a new version, or throw away.

Published versions are never changed: old notes are read with the questions that they answered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.folding import folded_words
from app.i18n import lazy_gettext as _
from app.refusals import Refused
from app.visits.models import GuideQuestion, GuideSection, GuideVersion
from app.visits.queries import current_guide
from app.visits.starter_guide import PRESENTATION, QUESTIONS

LONGEST_KEY = 32


@dataclass(frozen=True)
class Wording:
    """A question as it is asked."""

    section: GuideSection
    text: str
    help: str = ""


def begin_draft(session: Session, now: datetime) -> GuideVersion:
    """A draft that is a copy of the published guide, or of the starter guide when none is published.

    Raises:
        Refused: there is a draft already.
    """
    newest = session.scalar(select(GuideVersion).order_by(GuideVersion.number.desc()).limit(1))
    if newest is not None and newest.published_at is None:
        raise Refused(_("There is a draft already."))
    published = current_guide(session)
    source: Sequence[GuideQuestion] | tuple[object, ...] = published.questions if published else QUESTIONS
    draft = GuideVersion(number=newest.number + 1 if newest else 1, published_at=None, updated_at=now)
    draft.presentation = published.presentation if published else PRESENTATION
    draft.questions = [_copy(question, place) for place, question in enumerate(source, start=1)]
    session.add(draft)
    session.flush()
    return draft


def _copy(question: object, position: int) -> GuideQuestion:
    values = {name: getattr(question, name) for name in ("key", "section", "text", "help")}
    return GuideQuestion(position=position, **values)


def change_presentation(session: Session, draft: GuideVersion, text: str) -> None:
    """What is told about Jobløft before the questions."""
    draft.presentation = text
    session.flush()


def add_question(session: Session, draft: GuideVersion, wording: Wording) -> GuideQuestion:
    """A new question at the end of its section, with a key that no question ever had."""
    question = GuideQuestion(key=_new_key(session, wording.text), position=_end(draft))
    _word(question, wording)
    draft.questions.append(question)
    _touched(session, draft)
    return question


def take_back(session: Session, draft: GuideVersion, key: str) -> GuideQuestion:
    """Ask again what an earlier version asked: with its key, so that the old answers stand beside it.

    Raises:
        Refused: no earlier version asked it, or the draft does.
    """
    old = {question.key: question for question in retired_questions(session, draft)}.get(key)
    if old is None:
        raise Refused(_("No earlier guide has that question."))
    question = _copy(old, _end(draft))
    draft.questions.append(question)
    _touched(session, draft)
    return question


def change_question(session: Session, draft: GuideVersion, question: GuideQuestion, wording: Wording) -> None:
    """Word a question anew; its key stays, so that answers are followed. In another section it comes last."""
    if question.section != wording.section:
        question.position = _end(draft)
    _word(question, wording)
    _touched(session, draft)


def move_question(session: Session, draft: GuideVersion, question: GuideQuestion, *, up: bool) -> None:
    """Change places with the one before or after it in its section; nothing at the section's end."""
    row = [other for other in draft.questions if other.section == question.section]
    row.sort(key=lambda other: other.position)
    at = row.index(question) + (-1 if up else 1)
    if 0 <= at < len(row):
        question.position, row[at].position = row[at].position, question.position
        _touched(session, draft)


def remove_question(session: Session, draft: GuideVersion, question: GuideQuestion) -> None:
    """Ask it no more from the next version on; what was answered stays in the old notes."""
    draft.questions.remove(question)
    _touched(session, draft)


def publish(session: Session, draft: GuideVersion, now: datetime) -> GuideVersion:
    """Make the draft the guide of all notes that are begun from now on.

    Raises:
        Refused: it has no question, or says just what the published one says.
    """
    if not draft.questions:
        raise Refused(_("The guide has no questions yet."))
    published = current_guide(session)
    if published is not None and _said(published) == _said(draft):
        raise Refused(_("Nothing has been changed yet."))
    draft.published_at = now
    session.flush()
    return draft


def discard(session: Session, draft: GuideVersion) -> None:
    """Throw the draft away."""
    session.delete(draft)
    session.flush()


def retired_questions(session: Session, draft: GuideVersion) -> list[GuideQuestion]:
    """Questions of earlier versions that the draft does not ask, as they were worded last, newest first."""
    asked = {question.key for question in draft.questions}
    query = select(GuideQuestion).join(GuideVersion, GuideVersion.id == GuideQuestion.guide_version_id)
    query = query.where(GuideQuestion.guide_version_id != draft.id, GuideQuestion.key.not_in(asked))
    last: dict[str, GuideQuestion] = {}
    for question in session.scalars(query.order_by(GuideVersion.number.desc(), GuideQuestion.position)):
        last.setdefault(question.key, question)
    return list(last.values())


def _word(question: GuideQuestion, wording: Wording) -> None:
    question.section, question.text, question.help = wording.section, wording.text, wording.help


def _end(draft: GuideVersion) -> int:
    return max((question.position for question in draft.questions), default=0) + 1


def _new_key(session: Session, text: str) -> str:
    stem = "_".join(folded_words(text))[:LONGEST_KEY].strip("_") or "question"
    taken = select(func.count()).select_from(GuideQuestion)
    key, number = stem, 1
    while session.scalar(taken.where(GuideQuestion.key == key)):
        number += 1
        key = f"{stem}_{number}"
    return key


def _said(guide: GuideVersion) -> tuple[object, ...]:
    rows = sorted(guide.questions, key=lambda question: question.position)
    return guide.presentation, *((q.key, q.section, q.text, q.help) for q in rows)


def _touched(session: Session, draft: GuideVersion) -> None:
    # Questions are rows of their own: without this the draft's version would not rise with them.
    flag_modified(draft, "updated_at")
    session.flush()

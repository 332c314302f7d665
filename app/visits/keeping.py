"""Keeps a note as it is typed: its fields by name, written without saying yet that the visit was held."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from app.history.models import Change
from app.visits import queries
from app.visits.models import GuideQuestion, GuideVersion, Lead, Visit, VisitAnswer

QUICK_NOTE, BECAME = "quick_note", "became"
# Fields of several ticks, joined by commas.
TICKS = frozenset({BECAME})


def answer_name(key: str) -> str:
    """The name of the field that holds the answer to the question with that key."""
    return f"answer_{key}"


def note_values(session: Session, visit: Visit, guide: GuideVersion | None) -> dict[str, str]:
    """The note's fields as they are kept now, by name; a question without answer is ""."""
    said = queries.answers_of(session, visit)
    answers = {answer_name(q.key): said.get(q.key, "") for q in (guide.questions if guide else [])}
    return {QUICK_NOTE: visit.quick_note, BECAME: ",".join(visit.became)} | answers


def keep_note(session: Session, visit: Visit, guide: GuideVersion | None, values: Mapping[str, str]) -> bool:
    """Write the fields that differ; the visit's state stays. Returns whether anything did."""
    present = note_values(session, visit, guide)
    changed = {name: text for name, text in values.items() if name in present and present[name] != text}
    if not changed:
        return False
    _keep_answers(session, visit, guide, changed)
    visit.quick_note = changed.get(QUICK_NOTE, visit.quick_note)
    if BECAME in changed:
        ticked = changed[BECAME].split(",")
        visit.became = [lead.value for lead in Lead if lead.value in ticked]
    if visit.guide_version_id is None and guide is not None:
        visit.guide_version_id = guide.id
    # Answers are rows of their own: without this the visit's version would not rise with them.
    flag_modified(visit, "updated_at")
    session.flush()
    return True


def _keep_answers(session: Session, visit: Visit, guide: GuideVersion | None, changed: Mapping[str, str]) -> None:
    touched = {q.id: changed[answer_name(q.key)] for q in _touched(guide, changed)}
    query = select(VisitAnswer).where(VisitAnswer.visit_id == visit.id, VisitAnswer.question_id.in_(touched))
    kept = {answer.question_id: answer for answer in session.scalars(query)}
    for question_id, text in touched.items():
        answer = kept.get(question_id)
        if answer is None:
            session.add(VisitAnswer(visit_id=visit.id, question_id=question_id, text=text))
        elif text:
            answer.text = text
        else:
            session.delete(answer)


def _touched(guide: GuideVersion | None, changed: Mapping[str, str]) -> list[GuideQuestion]:
    return [q for q in (guide.questions if guide else []) if answer_name(q.key) in changed]


def begin_one_action(session: Session, *, user_id: int, visit_id: int, sitting: str) -> None:
    """Let all that one person types in one sitting be one action in the change log."""
    session.info["action_id"] = hashlib.sha256(f"{user_id}:{visit_id}:{sitting}".encode()).hexdigest()[:32]


def squash_action(session: Session) -> None:
    """Leave one change a row of the session's action: a log with every half word would be long and say nothing.

    What another action has changed in between parts the row's changes: drawn together across it, the log would say
    that the other's words were there before they were written, and undoing either would bring back a wrong text.
    """
    own = _changes_of(session, session.info["action_id"])
    between = _others_between(session, own)
    runs: dict[tuple[str, str], Change] = {}
    firsts: list[Change] = []
    for change in own:
        row = (change.table_name, change.row_id)
        run = runs.get(row)
        if run is None or any(run.id < other < change.id for other in between.get(row, ())):
            runs[row] = change
            firsts.append(change)
        else:
            _absorb(run, change)
            session.delete(change)
    for made_and_gone in [first for first in firsts if first.before is first.after is None]:
        session.delete(made_and_gone)
    session.flush()


def _changes_of(session: Session, action_id: str) -> list[Change]:
    return list(session.scalars(select(Change).where(Change.action_id == action_id).order_by(Change.id)))


def _others_between(session: Session, own: Sequence[Change]) -> dict[tuple[str, str], list[int]]:
    """The ids of other actions' changes of the same rows since the first of these, by row."""
    if not own:
        return {}
    query = select(Change.table_name, Change.row_id, Change.id).where(
        Change.action_id != own[0].action_id,
        Change.id > own[0].id,
        Change.table_name.in_({change.table_name for change in own}),
        Change.row_id.in_({change.row_id for change in own}),
    )
    found: dict[tuple[str, str], list[int]] = {}
    for table, row, number in session.execute(query):
        found.setdefault((table, row), []).append(number)
    return found


def _absorb(first: Change, later: Change) -> None:
    if first.before is not None:
        first.before = (later.before or {}) | first.before
    first.after = None if later.after is None else (first.after or {}) | later.after
    first.at = later.at

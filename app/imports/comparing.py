"""Compares a file's rows with the registered companies: what each row would do, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.imports import queries
from app.imports.differences import FieldChange, changes_of
from app.imports.fields import Field
from app.imports.grid import Line
from app.imports.identifying import Candidate, Kind, Registry, Verdict, is_of_another
from app.imports.models import RowState
from app.imports.repeats import Seen
from app.imports.rows import Cleaned, Columns, RowFault, clean
from app.imports.values import Fault, Value

EVERY = 1_000
NEW, SKIP = "new", "skip"
Progress = Callable[[int], None]


@dataclass(frozen=True)
class Rules:
    """How a file is to be taken: its columns, whose list it is, and whether people's own corrections stay."""

    columns: Columns
    organisation_id: int | None = None
    people_first: bool = True


@dataclass(frozen=True)
class Finding:
    """What a row would do."""

    number: int
    state: RowState
    company_id: int | None = None
    values: dict[Field, Value] = field(default_factory=dict)
    changes: tuple[FieldChange, ...] = ()
    faults: tuple[RowFault, ...] = ()
    candidates: tuple[Candidate, ...] = ()

    @property
    def written(self) -> list[FieldChange]:
        """The changes that are carried out: those that a person's own correction does not hold back."""
        return [change for change in self.changes if change.held is None]

    @property
    def kept(self) -> list[FieldChange]:
        """The changes that a person's own correction holds back."""
        return [change for change in self.changes if change.held is not None]


def compare(
    session: Session,
    lines: Sequence[Line],
    rules: Rules,
    *,
    decisions: Mapping[int, str] | None = None,
    progress: Progress = lambda _done: None,
) -> list[Finding]:
    """A finding for each row, in order. `decisions`: what people have said rows are, by row number."""
    cleaned = []
    for done, line in enumerate(lines):
        cleaned.append(clean(line, rules.columns, has_association=rules.organisation_id is not None))
        if done % EVERY == 0:
            progress(done)
    registry = queries.registry(session, rules.organisation_id)
    verdicts = _verdicts(cleaned, registry, decisions or {})
    progress(len(cleaned))
    return _findings(session, cleaned, verdicts, rules)


def _verdicts(cleaned: Sequence[Cleaned], registry: Registry, decisions: Mapping[int, str]) -> list[Verdict | None]:
    """None for a row that is wrong or that somebody leaves out."""
    seen, found = Seen(), list[Verdict | None]()
    for row in cleaned:
        decided = decisions.get(row.number, "")
        if row.is_wrong or decided == SKIP:
            found.append(None)
            continue
        found.append(seen.judge(row, _decided(registry.identify(row), decided, registry)))
    # At last, so that a row which can't be read in is no reason to leave out a later one that can.
    return [_repeated(row, seen) if row.is_wrong else verdict for row, verdict in zip(cleaned, found, strict=True)]


def _repeated(row: Cleaned, seen: Seen) -> Verdict | None:
    """Nobody need mend a row that says what another says already."""
    other = seen.double_of(row)
    return None if other is None else Verdict(Kind.DOUBLE, double_of=other)


def _decided(verdict: Verdict, decided: str, registry: Registry) -> Verdict:
    if not decided or verdict.kind is not Kind.UNSURE:
        return verdict
    if is_of_another(verdict.candidates):
        chosen = [one.id for one in verdict.candidates if one.can_be_chosen and str(one.id) == decided]
        return Verdict(Kind.FOUND, chosen[0]) if chosen else verdict
    if decided == NEW:
        return Verdict(Kind.NEW)
    return Verdict(Kind.FOUND, int(decided)) if int(decided) in registry.entries else verdict


def _findings(
    session: Session, cleaned: Sequence[Cleaned], verdicts: Sequence[Verdict | None], rules: Rules
) -> list[Finding]:
    ids = [verdict.company_id for verdict in verdicts if verdict and verdict.kind is Kind.FOUND]
    records = queries.records(session, [one for one in ids if one is not None], rules.organisation_id)
    changes = {
        row.number: changes_of(row, records[verdict.company_id], rules.organisation_id)
        for row, verdict in zip(cleaned, verdicts, strict=True)
        if verdict and verdict.kind is Kind.FOUND and verdict.company_id is not None
    }
    if rules.people_first:
        held = queries.held_by_people(session, [change for each in changes.values() for change in each])
        for number, each in changes.items():
            changes[number] = [change.by(held.get((change.table, change.row_id, change.column))) for change in each]
    return [_finding(row, verdict, changes.get(row.number, [])) for row, verdict in zip(cleaned, verdicts, strict=True)]


def _finding(row: Cleaned, verdict: Verdict | None, changes: list[FieldChange]) -> Finding:
    if verdict is None:
        state = RowState.WRONG if row.is_wrong else RowState.LEFT_OUT
        return Finding(row.number, state, None, row.values, faults=row.faults)
    faults = row.faults
    if verdict.kind is Kind.DOUBLE:
        faults = (*faults, RowFault(Fault.DOUBLE, None, stops=True, about=str(verdict.double_of)))
    state = {
        Kind.NEW: RowState.NEW,
        Kind.UNSURE: RowState.UNSURE,
        Kind.DOUBLE: RowState.DOUBLE,
        Kind.FOUND: RowState.CHANGED if any(change.held is None for change in changes) else RowState.SAME,
    }[verdict.kind]
    return Finding(row.number, state, verdict.company_id, row.values, tuple(changes), faults, verdict.candidates)

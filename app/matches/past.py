"""A kept ranking read again: as it was shown, with names only of those whom the reader may see today."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from app.matches.models import Match
from app.matches.queries import names_of
from matching import Blocker, BlockerCode, FitWord, Reason, ReasonCode, Unknown, UnknownCode


@dataclass(frozen=True)
class KeptRow:
    """One line of a kept ranking; `name` is None for somebody whom the reader may not see."""

    place: int | None
    name: str | None
    is_chosen: bool
    fit: FitWord | None
    score: float
    reasons: tuple[Reason, ...]
    also: tuple[int, ...]
    gaps: tuple[Reason, ...]
    blockers: tuple[Blocker, ...]
    questions: tuple[Unknown, ...]
    considered: bool


def kept_rows(session: Session, match: Match, *, visible: Collection[int]) -> list[KeptRow]:
    """The ranking as it was kept, the chosen one last when not on the list. One query."""
    listed: list[Mapping[str, Any]] = match.kept_ranking.get("listed", [])
    ids = {row["resident_id"] for row in listed}
    names = {one.id: one.name for one in names_of(session, (ids & set(visible)) | {match.resident_id}).values()}
    rows = [_row(row, names, match.resident_id) for row in listed]
    chosen = match.kept_ranking.get("chosen", {})
    if match.resident_id not in ids and chosen:
        rows.append(_row(chosen, names, match.resident_id))
    return rows


def _row(row: Mapping[str, Any], names: Mapping[int, str], chosen_id: int) -> KeptRow:
    is_chosen = row["resident_id"] == chosen_id
    # Reasons speak of a person: of the others only the word is shown again.
    told: Mapping[str, Any] = row if is_chosen else {}
    return KeptRow(
        place=row.get("place"),
        name=names.get(row["resident_id"]),
        is_chosen=is_chosen,
        fit=FitWord(row["fit"]) if "fit" in row else None,
        score=row.get("score", 0.0),
        reasons=tuple(_reason(one) for one in told.get("reasons", ())),
        also=tuple(told.get("also", ())),
        gaps=tuple(_reason(one) for one in told.get("gaps", ())),
        blockers=tuple(Blocker(**one | {"code": BlockerCode(one["code"])}) for one in told.get("blockers", ())),
        questions=tuple(Unknown(UnknownCode(one["code"]), one.get("about")) for one in told.get("questions", ())),
        considered=told.get("considered", False),
    )


def _reason(kept: Mapping[str, Any]) -> Reason:
    return Reason(**dict(kept) | {"code": ReasonCode(kept["code"])})

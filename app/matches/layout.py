"""How rankings are laid out to be calm: few rows and few lines first, the rest folded, what is alike said once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from app.matches.lenses import Told
from matching import FitWord, Match, PartCode, Unknown, UnknownCode, fit_word

ROWS_FIRST = 5
REASONS_FIRST = 3
GAPS_FIRST = 2
# Below this nothing but a loose likeness speaks for the pair.
WEAK_SCORE = 0.25
# A question of this share of the rows is the resident's, not the row's.
COMMON_SHARE = 0.8
COMMON_ROWS = 3
WORDS: tuple[FitWord, ...] = (FitWord.GOOD, FitWord.POSSIBLE, FitWord.ASK_FIRST, FitWord.NOT_NOW)
# The sections of a resident's page that hold the answer.
SECTIONS: dict[UnknownCode, str] = {
    UnknownCode.WISHES: "wishes",
    UnknownCode.SKILLS: "skills",
    UnknownCode.REQUIREMENT: "skills",
    UnknownCode.HOURS: "hours",
    UnknownCode.TIMES: "hours",
    UnknownCode.PLACE: "facts",
    UnknownCode.REACH: "hours",
    UnknownCode.LANGUAGE: "languages",
    UnknownCode.PERSONAL: "competences",
    UnknownCode.CERTIFICATE: "certificates",
    UnknownCode.AGE: "facts",
    UnknownCode.SCHOOL_HOLIDAYS: "hours",
    UnknownCode.EVERY_OTHER_WEEK: "hours",
}


class Row(Protocol):
    """A row of a ranking."""

    @property
    def told(self) -> Told:
        """What may be told of it."""
        ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Layout(Generic[R]):
    """Rows that are shown at once, those behind a fold, and those of which little speaks for the pair."""

    first: tuple[R, ...]
    more: tuple[R, ...]
    perhaps: tuple[R, ...]


def by_word(matches: Iterable[Match]) -> list[Match]:
    """Matches that stand best first, with the better words first and weak ones last: words and places say the same.

    Those that no skill or wish speaks for are left out: hours and a short way alone are no reason to propose anybody.
    """
    return sorted(
        filter(speaks, matches), key=lambda match: (WORDS.index(fit_word(match)), _weak(fit_word(match), match.score))
    )


def speaks(match: Match) -> bool:
    """Whether a skill or a wish is told as a reason."""
    texts = (part for part in match.parts if part.code in (PartCode.SKILLS, PartCode.WISHES))
    return any(not reason.is_gap for part in texts for reason in part.reasons)


def laid_out(rows: Sequence[R]) -> Layout[R]:
    """The rows in their order, in three lots; when little speaks for any of them, they are all shown as they are."""
    strong = tuple(row for row in rows if not _weak(row.told.fit, row.told.score))
    weak = tuple(row for row in rows if _weak(row.told.fit, row.told.score))
    strong, weak = (strong, weak) if strong else (weak, ())
    return Layout(strong[:ROWS_FIRST], strong[ROWS_FIRST:], weak)


def _weak(fit: FitWord, score: float) -> bool:
    return fit is FitWord.ASK_FIRST and score < WEAK_SCORE


def common_questions(rows: Sequence[Row]) -> tuple[Unknown, ...]:
    """What is to be asked of the resident for nearly all rows, to be said once; none while the rows are few."""
    if len(rows) < COMMON_ROWS:
        return ()
    counts: dict[Unknown, int] = {}
    for row in rows:
        for question in row.told.questions:
            counts[question] = counts.get(question, 0) + 1
    return tuple(question for question, count in counts.items() if count >= COMMON_SHARE * len(rows))

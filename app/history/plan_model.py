"""What an undo would do, and what it would leave and why: plain values, without a database."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import Any

from app.history.net import Net
from app.history.tables import Key


class Effect(enum.StrEnum):
    """What undoing does with a row."""

    DELETE = "delete"
    PUT_BACK = "put_back"
    RESTORE = "restore"


class Reason(enum.StrEnum):
    """Why a row is left as it is."""

    EDITED = "edited"
    BUILT_UPON = "built_upon"
    BELONGS_TO_LEFT = "belongs_to_left"
    GONE = "gone"
    THERE_AGAIN = "there_again"
    TAKEN = "taken"
    TARGET_GONE = "target_gone"
    NOT_KEPT = "not_kept"
    ERASED = "erased"
    NOT_COMPANY_SIDE = "not_company_side"


@dataclass(slots=True)
class Left:
    """A row that stays as it is: why, by whose doing since, and for what was built upon it the row that does so."""

    table: str
    row_id: str
    reason: Reason
    columns: tuple[str, ...] = ()
    other: Key | None = None
    by: int | None = None

    def as_kept(self) -> dict[str, Any]:
        """The plain values that the undo's own row keeps."""
        what = {"table": self.table, "row_id": self.row_id, "columns": list(self.columns)}
        return what | {"reason": self.reason.value, "by": self.by}


@dataclass
class Plan:
    """What will happen: by effect and table the rows; and what is left."""

    action_id: str
    effects: dict[Effect, dict[str, list[Net]]] = field(default_factory=lambda: {effect: {} for effect in Effect})
    left: list[Left] = field(default_factory=list)
    # Table, row and column of references that the undo leads elsewhere.
    led_elsewhere: set[tuple[str, str, str]] = field(default_factory=set)

    def add(self, effect: Effect, table: str, row: Net) -> None:
        """This row will be treated so."""
        self.effects[effect].setdefault(table, []).append(row)

    def rows(self, effect: Effect, table: str) -> list[Net]:
        """The rows of a table that are treated so."""
        return self.effects[effect].get(table, [])

    def counts(self) -> list[tuple[Effect, str, int]]:
        """How many rows of which table are treated how; most first."""
        found = [(effect, table, len(rows)) for effect, by in self.effects.items() for table, rows in by.items()]
        return sorted((line for line in found if line[2]), key=lambda line: (-line[2], line[1]))

    @property
    def does_something(self) -> bool:
        """Whether anything would be undone at all."""
        return any(rows for by in self.effects.values() for rows in by.values())

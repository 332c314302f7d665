"""Which rows of a file are about one company: the second of two is a double, by what is valid of both."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from app.companies.rules import folded
from app.imports.fields import Field
from app.imports.identifying import Kind, Verdict, text_of
from app.imports.rows import Cleaned


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is or may be read in, by what two rows of one name are told apart; empty where nothing is known."""

    number: int
    cvr: str
    postal_code: str

    def may_be(self, other: Row) -> bool:
        """Whether nothing speaks against that two rows of one name are one company."""
        return not (_differ(self.cvr, other.cvr) or _differ(self.postal_code, other.postal_code))


def _differ(one: str, other: str) -> bool:
    return bool(one and other and one != other)


@dataclass
class Seen:
    """What other rows have been."""

    companies: dict[int, int] = field(default_factory=dict)
    cvrs: dict[str, int] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    names: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))

    def judge(self, row: Cleaned, verdict: Verdict) -> Verdict:
        """The verdict, or that a row seen before is the same company."""
        earlier = self._earlier(row, verdict)
        if earlier is not None:
            return Verdict(Kind.DOUBLE, verdict.company_id, double_of=earlier)
        self._note(row, verdict)
        return verdict

    def double_of(self, row: Cleaned) -> int | None:
        """The number of the row that this one, which can't be read in, says the same as, by what is valid of it."""
        return self._by_values(row)

    def _earlier(self, row: Cleaned, verdict: Verdict) -> int | None:
        if verdict.company_id is not None:
            return self.companies.get(verdict.company_id)
        return self._by_values(row)

    def _by_values(self, row: Cleaned) -> int | None:
        cvr, number = text_of(row, Field.CVR), text_of(row, Field.SUPPLIER_NUMBER)
        if cvr in self.cvrs:
            return self.cvrs[cvr]
        if number in self.numbers:
            return self.numbers[number]
        mine = _row(row)
        return next((other.number for other in self.names.get(_name(row), ()) if mine.may_be(other)), None)

    def _note(self, row: Cleaned, verdict: Verdict) -> None:
        if verdict.company_id is not None:
            self.companies[verdict.company_id] = row.number
        cvr, number = text_of(row, Field.CVR), text_of(row, Field.SUPPLIER_NUMBER)
        if cvr:
            self.cvrs[cvr] = row.number
        if number:
            self.numbers[number] = row.number
        if name := _name(row):
            self.names[name].append(_row(row))


def _row(row: Cleaned) -> Row:
    return Row(row.number, text_of(row, Field.CVR), text_of(row, Field.POSTAL_CODE))


def _name(row: Cleaned) -> str:
    return folded(text_of(row, Field.NAME))

"""An association's numbers for a company: one as a rule, several when companies it knew as two have become one."""

from __future__ import annotations

SEPARATOR = ", "
# As the column `supplier_number` holds.
LONGEST = 40


def numbers_in(text: str) -> list[str]:
    """The numbers that a relation's text holds. A comma without a space belongs to a number: "1,5" is one."""
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()]


def joined(*texts: str) -> str:
    """All numbers of these texts, each once; may be longer than a relation can hold (`LONGEST`)."""
    return SEPARATOR.join(dict.fromkeys(number for text in texts for number in numbers_in(text)))

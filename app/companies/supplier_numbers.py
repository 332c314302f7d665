"""An association's numbers for a company: one as a rule, several when companies it knew as two have become one."""

from __future__ import annotations

SEPARATOR = ", "
# As the column `supplier_number` holds.
LONGEST = 40


def numbers_in(text: str) -> list[str]:
    """The numbers that a relation's text holds, also as somebody typed it."""
    return [part.strip() for part in text.split(SEPARATOR.strip()) if part.strip()]


def joined(*texts: str) -> str:
    """All numbers of these texts, each once; may be longer than a relation can hold (`LONGEST`)."""
    return SEPARATOR.join(dict.fromkeys(number for text in texts for number in numbers_in(text)))

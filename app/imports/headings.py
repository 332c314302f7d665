"""Finds the row of headings in a supplier list and proposes which field each column fills in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process
from stdnum.dk import cvr as cvr_number

from app.folding import folded_words
from app.imports.fields import LEFT_ASIDE, SYNONYMS, Field
from app.imports.grid import Grid, Line
from app.imports.rows import without_cpr

LOOKED_AT = 40
LIKE_ENOUGH = 86
LONGEST_HEADING = 80
# Of the values in a column without a known heading, so many per cent must be of a kind.
SURE_OF_KIND = 0.8
FEWEST_OF_KIND = 5
KNOWN = {word: field for field, words in SYNONYMS.items() for word in reversed(words)}
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
# What a word above several columns makes of the fields below it.
OF_THE_CONTACT = {
    Field.NAME: Field.CONTACT_NAME,
    Field.PHONE: Field.CONTACT_PHONE,
    Field.EMAIL: Field.CONTACT_EMAIL,
}


@dataclass(frozen=True)
class Column:
    """A column of the file: its heading, and the field proposed for it."""

    heading: str
    field: Field | None


@dataclass(frozen=True)
class Layout:
    """Where the headings stand (0: nowhere), the columns, and the rows below."""

    heading_row: int
    columns: tuple[Column, ...]
    lines: Sequence[Line]


def layout_of(grid: Grid) -> Layout:
    """The columns and rows of a file: what stands above the headings, and headings said again, are no rows.

    No CPR number is left in the rows.
    """
    place = _heading_place(grid.lines[:LOOKED_AT])
    width = max(len(line.cells) for line in grid.lines)
    if place is None:
        return _laid_out(0, [""] * width, grid.lines)
    above = grid.lines[place - 1] if place else None
    heading = grid.lines[place]
    headings = _padded(_with_groups(heading, above), width)
    below = [line for line in grid.lines[place + 1 :] if line.cells != heading.cells]
    return _laid_out(heading.number, headings, below)


def _laid_out(heading_row: int, headings: Sequence[str], lines: Sequence[Line]) -> Layout:
    values = [_values(lines, position) for position in range(len(headings))]
    fields = _proposed(headings, values)
    filled = [position for position, heading in enumerate(headings) if heading or values[position]]
    last = max(filled, default=-1) + 1
    columns = tuple(Column(headings[n][:LONGEST_HEADING], fields[n]) for n in range(last))
    p_numbers = frozenset(n for n, column in enumerate(columns) if column.field is Field.P_NUMBER)
    return Layout(heading_row, columns, [without_cpr(line, p_numbers) for line in lines])


def _values(lines: Sequence[Line], position: int) -> list[str]:
    cells = (line.cells[position] for line in lines[:200] if position < len(line.cells))
    return [cell for cell in cells if cell]


def field_of(heading: str) -> tuple[Field | None, float]:
    """The field that a heading names, and how sure that is (0–100); none for one that is left aside on purpose."""
    text = _folded(heading)
    if not text or text in LEFT_ASIDE:
        return None, 0
    if text in KNOWN:
        return KNOWN[text], 100
    if len(text) < 4:
        return None, 0
    found = process.extractOne(text, list(KNOWN), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
    return (KNOWN[found[0]], found[1]) if found else (None, 0)


def _folded(heading: str) -> str:
    # "CVR-\nnummer" was cut to fit its column.
    return " ".join(folded_words(re.sub(r"-\s*\n\s*", "", heading)))


def _heading_place(lines: Sequence[Line]) -> int | None:
    """Where most headings are known; the name or two others at least, else it is a row of data."""
    best, most = None, 0.0
    for place, line in enumerate(lines):
        known = {field_of(cell)[0] for cell in line.cells if 0 < len(cell) <= LONGEST_HEADING} - {None}
        weight = len(known) + (0.5 if Field.NAME in known else 0)
        if weight > most and not any(_is_cvr(cell) for cell in line.cells):
            best, most = place, weight
    if most >= 1.5:
        return best
    return _unknown_headings(lines)


def _unknown_headings(lines: Sequence[Line]) -> int | None:
    # No word is known, but above rows with digits stands a full one without any.
    for place, line in enumerate(lines[:10]):
        texts = [cell for cell in line.cells if cell]
        if len(texts) >= 2 and len(texts) == len(line.cells):
            return place if not any(any(c.isdigit() for c in cell) for cell in texts) else None
    return None


def _is_cvr(cell: str) -> bool:
    number = cvr_number.compact(cell)
    return len(number) == 8 and cvr_number.is_valid(number)


def _with_groups(heading: Line, above: Line | None) -> list[str]:
    """Headings with the word that stands merged above several of them, when there is such a row."""
    if above is None or above.number != heading.number - 1 or not _is_group_row(above, heading):
        return list(heading.cells)
    group, said = "", list[str]()
    for position, cell in enumerate(_padded(list(heading.cells), max(len(heading.cells), len(above.cells)))):
        group = above.cells[position] if position < len(above.cells) and above.cells[position] else group
        said.append(f"{group}: {cell}" if group and cell else cell or group)
    return said


def _is_group_row(above: Line, heading: Line) -> bool:
    words = [cell for cell in above.cells if cell]
    return 1 < len(words) < sum(1 for cell in heading.cells if cell) or (
        len(words) == 1 and not above.cells[0] and len(heading.cells) > 2
    )


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def _proposed(headings: Sequence[str], values: Sequence[list[str]]) -> list[Field | None]:
    """One field a column and one column a field: the surest first, of equals the leftmost with values."""
    wishes = []
    for position, heading in enumerate(headings):
        field, likeness = _in_its_group(heading)
        if field is None and _folded(heading) not in LEFT_ASIDE:
            field, likeness = _by_content(values[position]), 60
        if field is not None:
            wishes.append((-likeness, not values[position], position, field))
    given: dict[Field, int] = {}
    for _likeness, _empty, position, field in sorted(wishes):
        if field not in given:
            given[field] = position
        elif (other := OF_THE_CONTACT.get(field)) and other not in given and Field.NAME in given:
            given[other] = position
    if Field.POSTAL_CITY in given and Field.POSTAL_CODE in given:
        del given[Field.POSTAL_CITY]
    by_place = {position: field for field, position in given.items()}
    return [by_place.get(position) for position in range(len(headings))]


def _in_its_group(heading: str) -> tuple[Field | None, float]:
    group, colon, own = heading.partition(": ")
    if not colon:
        return field_of(heading)
    together, likeness = field_of(f"{group} {own}")
    if likeness == 100:
        return together, likeness
    field, likeness = field_of(own)
    if "kontakt" in _folded(group) and field in OF_THE_CONTACT:
        return OF_THE_CONTACT[field], likeness
    return field, likeness


def _by_content(values: list[str]) -> Field | None:
    if len(values) < FEWEST_OF_KIND:
        return None
    if sum(map(_is_cvr, values)) >= SURE_OF_KIND * len(values):
        return Field.CVR
    if sum(1 for value in values if EMAIL.fullmatch(value)) >= SURE_OF_KIND * len(values):
        return Field.EMAIL
    return None

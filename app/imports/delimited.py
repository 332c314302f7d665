"""Reads text files with separated columns, whatever program wrote them: encoding, separator, stray quotation marks."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator

from app.imports.grid import (
    LONGEST_CELL,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    Grid,
    Line,
    Problem,
    ReadFault,
    tidy,
)
from app.sheets.writing import calculates

SEPARATORS = ";\t,|"
SAMPLE_LINES = 60
# A cell with more line breaks is a quotation mark that nobody closed.
MOST_BREAKS = 30
DANISH = "æøåÆØÅ"
MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
Record = tuple[list[str], bool]


def read_delimited(data: bytes) -> Grid:
    """The lines of a text file.

    Raises:
        ReadFault: it is no table, or too large.
    """
    text, encoding = decoded(data)
    lines = list(io.StringIO(text, newline=""))
    separator, first = _announced(lines)
    separator = separator or separator_of(lines[first:])
    found, repaired, cells = list[Line](), list[int](), 0
    for number, (record, lenient) in enumerate(records(lines, separator, first), start=1 + first):
        if number > MOST_ROWS * 2:
            raise ReadFault(Problem.TOO_MANY_ROWS)
        tidied = tuple(_as_meant(tidy(cell)) for cell in record[:MOST_COLUMNS])
        cells += len(tidied)
        if cells > MOST_CELLS:
            raise ReadFault(Problem.TOO_MANY_CELLS)
        repaired += [number] if lenient else []
        if any(tidied):
            found.append(Line(number, tidied))
    read_as: dict[str, object] = {"encoding": encoding, "separator": separator, "repaired": repaired[:20]}
    return Grid(found, read_as)


def decoded(data: bytes) -> tuple[str, str]:
    """The text and the encoding's name: UTF-8 if it can be, else the one of Windows or DOS that makes Danish of it."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data, encoding), encoding
    if data[:4000].count(b"\x00") * 100 > len(data[:4000]):
        raise ReadFault(Problem.NOT_A_TABLE)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        encoding = max(("cp1252", "cp850", "utf-8"), key=lambda name: _danish_letters(data, name))
        return data.decode(encoding, errors="replace"), encoding
    return _once_decoded(text)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise ReadFault(Problem.DAMAGED) from None


def _danish_letters(data: bytes, encoding: str) -> int:
    return sum(data.count(letter.encode(encoding)) for letter in DANISH)


def _once_decoded(text: str) -> tuple[str, str]:
    # "BÃ¸rge": UTF-8 that a program took for Windows' letters and wrote as UTF-8 once more.
    broken = sum(text.count(letter.encode().decode("cp1252", errors="replace")) for letter in "æøåØÆ")
    if not broken or any(letter in text for letter in DANISH):
        return text, "utf-8"
    try:
        return text.encode("cp1252").decode("utf-8"), "utf-8 twice"
    except UnicodeError:
        return text, "utf-8"


def _announced(lines: list[str]) -> tuple[str, int]:
    # Excel writes and reads "sep=;" as a first line.
    first = lines[0].strip().strip('"').lower() if lines else ""
    return (first[4], 1) if first.startswith("sep=") and len(first) == 5 else ("", 0)


def separator_of(lines: list[str]) -> str:
    """The separator that cuts most lines into the same number of columns, several at least.

    Raises:
        ReadFault: none does.
    """
    sample = [line for line in lines[: SAMPLE_LINES * 4] if line.strip()][:SAMPLE_LINES]
    if not sample:
        raise ReadFault(Problem.EMPTY)
    scores = {separator: _agreement(sample, separator) for separator in SEPARATORS}
    best = max(scores, key=lambda separator: scores[separator])
    if scores[best] == (0, 0):
        raise ReadFault(Problem.NOT_A_TABLE)
    return best


def _agreement(sample: list[str], separator: str) -> tuple[int, int]:
    widths = Counter(len(record) for record, _lenient in records(sample, separator, 0) if len(record) > 1)
    if not widths:
        return 0, 0
    width, lines = widths.most_common(1)[0]
    return lines, width


def records(lines: list[str], separator: str, first: int) -> Iterator[Record]:
    """Each row's cells, and whether its quotation marks had to be taken as letters.

    A quotation mark that is opened and never closed must not swallow the rest of the file.
    """
    position = first
    while position < len(lines):
        line = lines[position]
        if '"' not in line:
            position += 1
            yield line.rstrip("\r\n").split(separator), False
            continue
        cells, used, lenient = _quoted(lines, position, separator)
        position += used
        yield cells, lenient


def _quoted(lines: list[str], position: int, separator: str) -> tuple[list[str], int, bool]:
    window = lines[position : position + MOST_BREAKS]
    reader = csv.reader(window, delimiter=separator, strict=True)
    try:
        return next(reader), reader.line_num, False
    except (csv.Error, StopIteration):
        pass
    lenient = next(csv.reader(window[:1], delimiter=separator))
    if any(cell.endswith("\n") or len(cell) > LONGEST_CELL for cell in lenient):
        lenient = window[0].rstrip("\r\n").split(separator)
    return [cell.strip('"').replace('""', '"') for cell in lenient], 1, True


def _as_meant(text: str) -> str:
    """Undo what spreadsheets do to keep numbers as text: ="012", '012, and our own guard before a formula."""
    if text.startswith('="') and text.endswith('"'):
        return text[2:-1]
    if text.startswith("'") and (text[1:2].isdigit() or calculates(text[1:])):
        return text[1:]
    return text

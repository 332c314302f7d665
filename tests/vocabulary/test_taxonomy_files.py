"""ESCO's files as its portal gives them, and what is said of a broken one."""

from __future__ import annotations

import pytest

from app.vocabulary.models import TaxonomyKind
from app.vocabulary.taxonomy_files import TaxonomyFaults, TaxonomyRow, read_taxonomy

HEADER = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels,hiddenLabels,status,modifiedDate"
URI = "http://data.europa.eu/esco/skill/"


def skill(number: int, label: str, others: str = "", **over: str) -> str:
    """A line as the portal writes it."""
    cells = {"type": "KnowledgeSkillCompetence", "hidden": "", "status": "released", "day": "2024-01-05"} | over
    quoted = f'"{others}"' if others else ""
    return (
        f"{cells['type']},{URI}{number},skill/competence,cross-sector,{label},{quoted},{cells['hidden']},"
        f"{cells['status']},{cells['day']}T10:00:00Z"
    )


def file(*lines: str) -> bytes:
    """A whole file, with the mark that Windows puts in front."""
    return "\r\n".join(["\ufeff" + HEADER, *lines, ""]).encode()


def test_labels_stand_one_a_line_in_their_cell_and_doubles_and_obsolete_concepts_fall_away() -> None:
    read = read_taxonomy(
        file(
            skill(1, "feje gader", "feje veje\nfeje  gader\nfeje veje", hidden="fejje"),
            skill(2, "gammelt", status="obsolete", day="2025-09-09"),
            skill(3, "rive blade", day="2024-03-02"),
        )
    )
    assert read.rows == (
        TaxonomyRow(f"{URI}1", TaxonomyKind.SKILL, "feje gader", ("feje veje", "fejje")),
        TaxonomyRow(f"{URI}3", TaxonomyKind.SKILL, "rive blade", ()),
    )
    assert read.latest_change == "2024-03-02"


def test_occupations_and_files_with_tabs_are_read_too() -> None:
    occupation = f"conceptUri,iscoGroup,preferredLabel,altLabels\n{URI}9,9112,rengøringsassistent,\n".encode()
    tabs = f'preferredLabel\tconceptUri\tskillType\taltLabels\nvaske\t{URI}8\tknowledge\t"a\nb, c"\n'.encode()
    assert read_taxonomy(occupation).rows == (TaxonomyRow(f"{URI}9", TaxonomyKind.TITLE, "rengøringsassistent", ()),)
    assert read_taxonomy(tabs).rows == (TaxonomyRow(f"{URI}8", TaxonomyKind.SKILL, "vaske", ("a", "b, c")),)


def test_every_broken_cell_is_said_with_its_row_and_column() -> None:
    # Rows as a spreadsheet counts them: a cell of two lines is one row.
    content = file(
        skill(1, "feje", "to\nlinjer"),
        skill(1, "rive"),
        skill(2, ""),
        skill(3, "vaske", type="ISCOGroup"),
        skill(4, "x" * 501),
        "KnowledgeSkillCompetence,urn:5,skill",
    )
    with pytest.raises(TaxonomyFaults) as caught:
        read_taxonomy(content)
    assert caught.value.lines == [
        "row 3, column conceptUri: the same concept as in row 2",
        "row 4, column preferredLabel: empty",
        "row 5, column conceptType: expected KnowledgeSkillCompetence or Occupation, found 'ISCOGroup'",
        "row 6, column preferredLabel: longer than 500 characters",
        "row 7, column reuseLevel: expected 9 cells, found 3",
    ]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "row 1: the file is empty"),
        (b"preferredLabel,altLabels\nfeje,\n", "row 1: there is no column conceptUri"),
        (HEADER.encode(), "row 2: there is no term in the file"),
        (f"{HEADER}\nx,æ".encode("latin-1"), "line 2, byte 3: not UTF-8"),
        (file(skill(1, "feje"), 'x,"y'), "row 3 (ends in line 3): broken quotes: unexpected end of data"),
    ],
)
def test_a_file_that_can_t_be_read_at_all_says_where(content: bytes, said: str) -> None:
    with pytest.raises(TaxonomyFaults) as caught:
        read_taxonomy(content)
    assert caught.value.lines == [said]


def test_many_faults_are_told_in_part() -> None:
    with pytest.raises(TaxonomyFaults) as caught:
        read_taxonomy(file(*(skill(number, "") for number in range(25))))
    assert (len(caught.value.lines), caught.value.lines[-1]) == (21, "and 5 more")

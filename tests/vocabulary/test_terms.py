"""Our own words go before people's, and people's before imported ones."""

from __future__ import annotations

from app.vocabulary.models import TaxonomyKind
from app.vocabulary.terms import Confirmed, Imported, Sources
from matching import Candidate, Matcher, Opening, Vocabulary
from matching.vocabulary import Term

OWN = Vocabulary((Term("task", "trappevask", "Trappevask", ("vaske trapper",)), Term("task", "feje", "Fejning")))


def imported(number: int, *labels: str) -> Imported:
    return Imported(f"ESCO skills u{number}", TaxonomyKind.SKILL, labels)


def terms(**sources: object) -> dict[str, Term]:
    """All terms by id."""
    return {term.id: term for term in Sources(**sources).vocabulary(OWN).terms}  # type: ignore[arg-type]


def test_an_imported_term_loses_the_forms_that_others_know_and_is_near_to_ours() -> None:
    found = terms(
        confirmed=[Confirmed(1, "moppe opgang", "trappevask", "Trappevask")],
        imported=[imported(1, "rengøre opgange", "VASKE TRAPPER", "moppe opgang", "opgangsrengøring")],
    )
    assert found["trappevask"].also == ("vaske trapper", "moppe opgang")
    assert found["ESCO skills u1"] == Term(
        "skill", "ESCO skills u1", "rengøre opgange", ("opgangsrengøring",), ("trappevask",)
    )


def test_an_imported_term_that_ties_nothing_together_takes_no_part() -> None:
    assert terms(imported=[imported(1, "spille tuba"), imported(2, "Fejning", "vaske trapper")]).keys() == {
        "trappevask",
        "feje",
    }


def test_what_our_files_know_is_never_confirmed_away() -> None:
    assert terms(confirmed=[Confirmed(1, "Vaske trapper", "feje", "Fejning")])["feje"].also == ()


def test_a_confirmed_word_outlives_the_imported_term_it_meant() -> None:
    confirmed = [Confirmed(1, "tude i horn", "ESCO skills u1", "spille tuba")]
    with_term = terms(confirmed=confirmed, imported=[imported(1, "spille tuba")])["ESCO skills u1"]
    assert with_term == terms(confirmed=confirmed)["ESCO skills u1"]
    assert with_term == Term("skill", "ESCO skills u1", "spille tuba", ("tude i horn",))


def test_the_labels_of_an_imported_term_mean_the_same_to_the_ranker_and_its_version_says_so() -> None:
    own = Vocabulary.load_default()
    known = Sources(imported=[imported(1, "stemme klaverer", "akustisk finjustering")]).vocabulary(own)
    people, jobs = (
        [Candidate(id="r", skills=("akustisk finjustering",))],
        [Opening(id="o", required=("stemme klaverer",))],
    )
    plain, tied = Matcher(people, jobs, vocabulary=own), Matcher(people, jobs, vocabulary=known)
    assert plain.for_opening("o") == []
    assert [match.candidate_id for match in tied.for_opening("o")] == ["r"]
    assert plain.version != tied.version

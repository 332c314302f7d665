"""What is suggested while one types, and how far texts are understood."""

from __future__ import annotations

import pytest

from app.vocabulary.lexicon import Grasp, Lexicon, Source, Use
from app.vocabulary.models import TaxonomyKind
from app.vocabulary.terms import Confirmed, Imported, Sources
from matching import Vocabulary


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Our own files, one confirmed word, one imported term."""
    return Lexicon(
        Vocabulary.load_default(),
        Sources(
            [Confirmed(1, "opgangsfnuller", "trappevask", "Trappevask")],
            [Imported("ESCO skills u1", TaxonomyKind.SKILL, ("stemme klaverer", "akustisk finjustering"))],
        ),
    )


@pytest.mark.parametrize(
    ("typed", "use", "first"),
    [
        ("trap", Use.SKILL, "Trappevask"),
        ("trap", Use.WISH, "Trappevasker"),
        ("opv", Use.WISH, "Opvasker"),
        ("gafeltr", Use.CERTIFICATE, "Truckcertifikat B (gaffeltruck)"),
        ("akus", Use.SKILL, "stemme klaverer"),
        ("gør ren", Use.SKILL, "Rengøring"),
        ("kort til trukc", Use.CERTIFICATE, "Truckcertifikat B (gaffeltruck)"),
    ],
)
def test_the_fitting_kind_of_term_is_suggested_first(lexicon: Lexicon, typed: str, use: Use, first: str) -> None:
    assert lexicon.suggestions(typed, use)[0].entry.label == first


def test_a_certificate_s_field_suggests_certificates_only_and_one_letter_nothing(lexicon: Lexicon) -> None:
    assert {one.entry.kind for one in lexicon.suggestions("truck", Use.CERTIFICATE)} == {"certificate"}
    assert lexicon.suggestions("t", Use.SKILL) == []


@pytest.mark.parametrize(
    ("text", "grasp", "labels"),
    [
        ("Vaske trapper", Grasp.KNOWN, ("Trappevask",)),
        ("opgangsfnuller", Grasp.KNOWN, ("Trappevask",)),
        ("akustisk finjustering", Grasp.KNOWN, ("stemme klaverer",)),
        ("gulv- og trappevask", Grasp.SURE, ("Gulvvask", "Trappevask")),
        ("trapper", Grasp.ASK, ()),
        ("ikke køkken mere", Grasp.REFUSAL, ("køkken",)),
        ("alt arbejde", Grasp.ANYTHING, ()),
        ("qxzwq", Grasp.UNKNOWN, ()),
        ("😀", Grasp.UNKNOWN, ()),
    ],
)
def test_how_far_a_text_is_understood(lexicon: Lexicon, text: str, grasp: Grasp, labels: tuple[str, ...]) -> None:
    found = lexicon.understood(text, Use.SKILL)
    assert (found.text, found.grasp, found.labels) == (text, grasp, labels)


def test_where_several_things_are_as_likely_it_is_asked_and_the_fitting_kind_comes_first(lexicon: Lexicon) -> None:
    offered = [entry.label for entry in lexicon.understood("trapper", Use.SKILL).candidates]
    assert (offered[0], len(offered)) == ("Trappevask", 3)


def test_a_word_confirmed_later_counts_at_once_and_goes_when_it_is_taken_back(lexicon: Lexicon) -> None:
    lexicon.confirm([Confirmed(2, "qxzwq", "opvask", "Opvask")])
    found = lexicon.understood("QXZWQ", Use.SKILL)
    lexicon.confirm([])
    assert (found.grasp, found.labels, found.source) == (Grasp.KNOWN, ("Opvask",), Source.CONFIRMED)
    assert lexicon.understood("QXZWQ", Use.SKILL).grasp is Grasp.UNKNOWN

"""How a no, a lack, "anything" and a wish are told apart in what people say."""

from __future__ import annotations

import pytest

from matching import Candidate, Matcher, Opening, Vocabulary
from matching.speech import understand

REFUSED = {
    "køkken ikke mere tak": "køkken",
    "køkken er ikke noget for mig": "køkken",
    "køkkenet kan jeg ikke holde ud": "køkkenet",
    "ikke så meget køkken": "køkken",
    "jeg vil ikke tilbage til køkkenet": "køkkenet",
    "i don't want kitchen": "kitchen",
    "stoppet med taxa": "taxa",
    "taxa nej tak": "taxa",
    "jeg har ikke kørekort": "kørekort",
    "hverken køkken eller rengøring": "køkken eller rengøring",
}
WANTED = {
    "mekaniker uden papirer": "mekaniker",
    "frisør ingen uddannelse": "frisør",
    "ikke kun rengøring": "rengøring",
    "jeg har ikke noget imod trapper": "trapper",
    "hellere lager end køkken": "lager",
    "alt inden for rengøring": "rengøring",
    "har været hjemme hjælper": "hjemme hjælper",
    "ingen erfaring": "ingen erfaring",
    "aldrig syg": "aldrig syg",
    "har lavet mad i somalia fordi vi var mange": "lavet mad",
    "lager er fint": "lager",
    "5 års erfaring med rengøring": "rengøring",
    "hjulpet i et vaskeri når jeg kunne": "hjulpet i et vaskeri",
    "brg. 45, tidl. slagteri, ønsker arb. m. tøj": "tøj",
    "var politimand, vil hellere passe haver": "passe haver",
    "svejsning vil jeg gerne lære": "svejsning",
    "min kone siger jeg er god til at bage": "bage",
    "har kun tid om dagen, køkken ville være fint": "køkken",
    "er vild med at bage kager": "bage kager",
    "me like cleaning": "cleaning",
    "rengøring, men har ingen tid om aftenen": "rengøring",
    "kok, sygemeldt til maj": "kok",
    "supermarked tidlig": "supermarked",
    "tidl. køkk. og opvask, skal først spørge sin mand": "køkken og opvask",
}
ANYTHING = ["jeg er ligeglad", "kan alt", "bare noget arbejde", "hvad i har", "whatever", "hvad som helst"]
NOTHING = [
    "ingen erfaring med truck",
    "har ikke prøvet lager",
    "jeg skal først have ro på",
    "tolk skal bestilles",
    "på barsel",
]


@pytest.mark.parametrize(("said", "no"), REFUSED.items())
def test_a_no_is_about_the_work_and_wants_nothing(said: str, no: str) -> None:
    told = understand(said)
    assert (told.refused, told.phrases, told.anything) == ((no,), (), False)


@pytest.mark.parametrize(("said", "wish"), WANTED.items())
def test_what_only_sounds_like_a_no_is_a_wish(said: str, wish: str) -> None:
    told = understand(said)
    assert (told.phrases, told.refused, told.anything) == ((wish,), (), False)


@pytest.mark.parametrize("said", ANYTHING)
def test_anything_is_no_wish(said: str) -> None:
    told = understand(said)
    assert (told.phrases, told.refused, told.anything) == ((), (), True)


@pytest.mark.parametrize("said", NOTHING)
def test_what_somebody_lacks_is_neither_wanted_nor_refused(said: str) -> None:
    told = understand(said)
    assert (told.phrases, told.refused, told.anything) == ((), (), False)


@pytest.mark.parametrize(
    ("said", "wish", "no"),
    [
        ("lager ikke køkken", "lager", "køkken"),
        ("chauffør men ikke lastbil", "chauffør", "lastbil"),
        ("rengøring (ikke trapper)", "rengøring", "trapper"),
        ("rengøring men ikke om natten", "rengøring", "natten"),
    ],
)
def test_a_wish_keeps_its_condition(said: str, wish: str, no: str) -> None:
    told = understand(said)
    assert (told.phrases, told.refused) == ((wish,), (no,))


def test_everything_but_one_thing_is_open_and_refuses_it() -> None:
    for said in ("alt undtagen rengøring", "alt andet end rengøring", "hvad som helst bare ikke rengøring"):
        told = understand(said)
        assert (told.anything, told.phrases, told.refused) == (True, (), ("rengøring",))


def test_a_past_and_a_wish_are_two_things() -> None:
    told = understand("i mit land var jeg tømrer nu søger jeg lager")
    assert told.phrases == ("tømrer", "lager")


def test_what_was_done_before_a_wish_is_known_and_not_wished() -> None:
    told = understand("tidligere kok, ønsker lager")
    assert (told.phrases, told.past) == (("lager",), ("kok",))
    text = ("tidligere kok, ønsker lager",)
    people = [Candidate(id="skill", skills=text), Candidate(id="wish", wishes=text)]
    jobs = [Opening(id="cook", title="kok"), Opening(id="stores", title="lagermedarbejder")]
    at_once = Matcher(people, jobs)
    one_by_one = Matcher((), jobs, weights=at_once.weights)
    for person in people:
        one_by_one.put_candidate(person)
    for ranker in (at_once, one_by_one):
        listed = {p.id: {match.opening_id for match in ranker.for_candidate(p.id)} for p in people}
        assert listed == {"skill": {"cook", "stores"}, "wish": {"stores"}}


def test_every_form_of_the_vocabulary_is_understood_as_it_stands() -> None:
    forms = Vocabulary.load_default().forms()
    told = {form: understand(form) for form in forms}
    assert [form for form, said in told.items() if said.refused or said.anything or not said.phrases] == []

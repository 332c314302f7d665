"""How a no, a lack, "anything" and a wish are told apart in what people say."""

from __future__ import annotations

import pytest

from matching import Candidate, Matcher, Opening, Vocabulary
from matching.speech import Said, is_plain, understand, understand_folded
from matching.text import fold

PUT_ASIDE = (
    """
kok, aflyst praktik; kok, ring senere; sygemeldt pædagog; gartner på barsel; kok, næste gang; kvinde 45 rengøring
uddannet kok, vil gerne gøre rent; rengøring hos deres nabo; pakke selvom det er sent; pakke indtil han kom
interesserer mig for at bage kager; gik i skole da han var ung; arb i køkken; børn m handicap
""".replace("\n", ";")
    .strip(";")
    .split(";")
)
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


@pytest.mark.parametrize(
    ("said", "wanted", "no"),
    [
        ("ikke så meget køkken, ring senere", (), "køkken"),
        ("vil ikke køre truck og venter på svar", (), "køre truck"),
        ("uddannet elektriker, ikke truck, søger lager", ("lager",), "truck"),
        ("lager, hvis jeg ikke skal køre truck", ("lager",), "køre truck"),
        ("børn, da jeg ikke kan lide truck", ("børn",), "truck"),
        ("alt arbejde hvis det ikke er køkken", (), "køkken"),
    ],
)
def test_a_no_stays_beside_what_falls_away(said: str, wanted: tuple[str, ...], no: str) -> None:
    told = understand(said)
    assert (told.phrases, told.refused) == (wanted, (no,))


@pytest.mark.parametrize(
    ("said", "phrases"),
    [
        ("arb. m. børn el. unge", ("børn eller unge",)),
        ("lager f.eks. pakke varer", ("lager pakke varer",)),
        ("vvs og el.", ("vvs og el",)),
        ("lift op til 20 m højde", ("lift op til 20 m højde",)),
        ("sortere tøj i m og l", ("sortere tøj i m og l",)),
        ("pasning af min mor", ("pasning af min mor",)),
        ("vil gerne lære børn at cykle", ("lære børn at cykle",)),
        ("vil gerne lære at svejse", ("svejse",)),
        ("vil gerne komme igen i køkken", ("komme igen i køkken",)),
    ],
)
def test_short_forms_are_written_out_and_other_words_stay(said: str, phrases: tuple[str, ...]) -> None:
    assert understand(said).phrases == phrases


def test_a_text_that_says_one_thing_as_it_stands_is_not_read_otherwise() -> None:
    told = (*REFUSED, *WANTED, *ANYTHING, *NOTHING, *PUT_ASIDE, *Vocabulary.load_default().forms())
    folded = [fold(text) for text in told]
    plain = [text for text, as_it_stands in zip(folded, is_plain(folded), strict=True) if as_it_stands]
    assert [text for text in plain if understand_folded(text) != Said((text,))] == []


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

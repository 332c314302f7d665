"""Any text at all leaves the stream whole."""

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calendar_export import Calendar, Labels, Status, render
from calendar_export.text import cleaned, one_line
from tests.calendar_export.reading import NOW, component, lines_of, make_entry, names_of, only, rendered, unescaped

ANYTHING = st.text(st.characters(codec=None), max_size=300)
# What people write: nothing in it is to be removed.
WRITTEN = st.text(st.sampled_from("aå ,;:\\nN\n\"'🫐👩\u200d🔧é–"), max_size=200)
NAMES = ["SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "UID", "SEQUENCE", "CATEGORIES", "DESCRIPTION", "LAST-MODIFIED"]
NAMES += ["LOCATION", "STATUS", "TRANSP"]


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
@example("x\r\nATTENDEE:mailto:a@b.dk\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n")
@example("\x0bATTENDEE:x\x0c\x1c\x1d\x1e\x85\u2028\u2029\rEND:VCALENDAR")
@example("\ud800\udfff\ufeff\ufffe\x00\x7f")
@example(" " * 400 + "x" + "\u3000" * 400 + "y")
def test_no_text_adds_a_property_or_breaks_a_line(text):
    entry = make_entry(
        summary=f"a{text}",
        description=f"b{text}",
        location=f"c{text}",
        categories=(f"d{text}",),
        status=Status.CANCELLED,
    )
    labels = Labels(cancelled=text, untitled=text)
    body = rendered(entry, description=f"e{text}", labels=labels)
    assert names_of(component(body)) == NAMES
    assert lines_of(body).count("BEGIN:VEVENT") == 1
    assert not re.search("[\x80-\x9f\u2028\u2029]", body.decode())


@settings(max_examples=300, deadline=None)
@given(WRITTEN)
@example("C:\\Nord\\new\\,\\;\\\\")
def test_what_people_write_comes_back_as_it_was(text):
    lines = component(rendered(make_entry(summary=f"a{text}", description=f"a{text}")))
    (summary,), (description,) = only(lines, "SUMMARY"), only(lines, "DESCRIPTION")
    assert unescaped(description.removeprefix("DESCRIPTION:")) == _without_long_gaps(f"a{text}".strip())
    expected = re.sub(r" *\n[ \n]*", " ", _without_long_gaps(f"a{text}".strip()))
    assert unescaped(summary.removeprefix("SUMMARY:")) == expected


def _without_long_gaps(text):
    return re.sub(" {20,}", " ", text)


@settings(deadline=None)
@given(ANYTHING)
def test_cleaning_twice_is_cleaning_once(text):
    assert cleaned(cleaned(text)) == cleaned(text)
    assert one_line(one_line(text)) == one_line(text)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("  æ\tø  ", "æ ø"),
        ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x00b\x1bc\x7fd\x9fe\ud800f\ufeffg\uffffh", "abcdefgh"),
        ("kl.\u00a09", "kl.\u00a09"),
        ("a" + " " * 19 + "b", "a" + " " * 19 + "b"),
        ("a" + " " * 20 + "b", "a b"),
        ("👩\u200d🔧", "👩\u200d🔧"),
    ],
)
def test_what_cleaning_keeps_and_removes(text, clean):
    assert cleaned(text) == clean


@pytest.mark.parametrize("character", ["x", "å", "–", "🫐"])
@pytest.mark.parametrize("lead", range(5))
def test_folds_fall_between_characters_at_every_offset(character, lead):
    text = "y" * lead + character * 200
    (line,) = only(component(rendered(make_entry(description=text))), "DESCRIPTION")
    assert line == f"DESCRIPTION:{text}"


def test_a_calendars_name_is_one_line():
    body = render(Calendar(name="Jobløft\nMETHOD:CANCEL", entries=()), now=NOW)
    assert only(lines_of(body), "NAME", "X-WR-CALNAME", "METHOD") == [
        "NAME:Jobløft METHOD:CANCEL",
        "X-WR-CALNAME:Jobløft METHOD:CANCEL",
    ]


def test_an_address_is_written_in_ascii():
    entry = make_entry(url="https://jobloft.example/besøg?a=1;b=2,3&c=%20")
    assert only(component(rendered(entry)), "URL") == ["URL:https://jobloft.example/bes%C3%B8g?a=1;b=2,3&c=%20"]

"""Lays out the texts of all people at once, lane by lane, as arrays; the same as `Layout.person` one by one."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

import numpy as np

from matching.compile import WISH_ORDER, Lane, Layout
from matching.papers import PERHAPS_PAPER
from matching.profiles import Candidate, Texts
from matching.reading import Said
from matching.rows import within_runs
from matching.side import Filling
from matching.text import lines_with

PLAIN = 16
"""Weight in sixteenths of a text that is neither weighed by its words nor by its place."""


def people_fillings(layout: Layout, people: Sequence[Candidate]) -> dict[Lane, Filling]:
    """Strings and weights of all people in every lane."""
    skills, no_skills = _spoken(layout, [p.skills for p in people], known=True)
    wishes, no_wishes = _spoken(layout, [p.wishes for p in people])
    held, lost = _spoken(layout, [p.certificates for p in people])
    lacking = _named(layout, [p.without for p in people])
    avoided = _named(layout, [p.avoid for p in people])
    no = _both(no_skills, no_wishes)
    refused, avoid = _plain(no), _plain(_both(avoided, no))
    return {
        Lane.SKILLS: _weighed(layout, skills),
        Lane.WISHES: _ordered(wishes),
        Lane.PERSONAL: _plain(_named(layout, [p.personal_skills for p in people])),
        Lane.CERTIFICATES: _plain(_both(held, _papers(layout, skills))),
        Lane.LACKING: _plain(_both(_both(lost, lacking), no_skills)),
        Lane.REFUSED_JOB: refused,
        Lane.REFUSED_TASK: refused,
        Lane.AVOID_CORE: avoid,
        Lane.AVOID: avoid,
    }


def _spoken(layout: Layout, texts: Sequence[Texts], known: bool = False) -> tuple[Said, Said]:
    """What is wanted or known (with `known` what was done before too), and what is refused."""
    owner = np.repeat(np.arange(len(texts)), [len(listed) for listed in texts])
    wanted, refused = layout.reader.many(list(chain.from_iterable(texts)), known)
    return (owner[wanted[0]], wanted[1]), (owner[refused[0]], refused[1])


def _named(layout: Layout, texts: Sequence[Texts]) -> Said:
    found = [(row, number) for row, listed in enumerate(texts) for text in listed for number in layout.named(text)]
    pairs = np.array(found, dtype=np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _papers(layout: Layout, skills: Said) -> Said:
    """Skills that may be papers."""
    strings = np.unique(skills[1])
    paper = strings[lines_with(PERHAPS_PAPER, [layout.strings.strings[string] for string in strings.tolist()])]
    kept = np.isin(skills[1], paper)
    return skills[0][kept], skills[1][kept]


def _both(first: Said, second: Said) -> Said:
    if not len(second[0]):
        return first
    return np.concatenate([first[0], second[0]]), np.concatenate([first[1], second[1]])


def _distinct(said: Said) -> Said:
    """The first of each string of each person, by person, in the order in which it was said."""
    width = int(said[1].max(initial=0)) + 1
    _, first = np.unique(said[0] * width + said[1], return_index=True)
    order = np.sort(first)
    order = order[np.argsort(said[0][order], kind="stable")]
    return said[0][order], said[1][order]


def _plain(said: Said) -> Filling:
    row, string = _distinct(said)
    return Filling(row, string, np.full(len(row), PLAIN))


def _weighed(layout: Layout, said: Said) -> Filling:
    row, string = _distinct(said)
    used, place = np.unique(string, return_inverse=True)
    texts = [layout.strings.strings[number] for number in used.tolist()]
    weight = np.array(layout.weights.text_weights(texts), dtype=np.int64)
    return Filling(row, string, weight[place])


def _ordered(said: Said) -> Filling:
    row, string = _distinct(said)
    place = np.minimum(within_runs(row), len(WISH_ORDER) - 1)
    return Filling(row, string, np.array(WISH_ORDER)[place])

"""One vocabulary of three sources: our own files first, then what people have confirmed, then what was imported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from app.vocabulary.models import TaxonomyKind
from matching import Vocabulary
from matching.text import fold
from matching.vocabulary import Kind, Term

KINDS: dict[TaxonomyKind, Kind] = {TaxonomyKind.TITLE: "title", TaxonomyKind.SKILL: "skill"}


@dataclass(frozen=True, slots=True)
class Imported:
    """A term of a taxonomy; all its labels mean the same."""

    id: str
    kind: TaxonomyKind
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A text that a person has said means the same as a term."""

    id: int
    text: str
    meaning_id: str
    meaning: str


@dataclass(frozen=True)
class Sources:
    """What a database adds to our own files, as it was read at one moment."""

    confirmed: Sequence[Confirmed] = ()
    imported: Sequence[Imported] = ()

    def same_as(self, other: Sources) -> bool:
        """Whether the other means the same by the same words."""
        mine, theirs = ([(one.text, one.meaning_id) for one in part.confirmed] for part in (self, other))
        return mine == theirs and list(self.imported) == list(other.imported)

    def vocabulary(self, own: Vocabulary) -> Vocabulary:
        """What texts are compared by. An imported term counts only where it ties two words together.

        A form that our files know keeps its meaning; one that somebody confirmed goes before an imported one.
        """
        owners = _owners(own)
        confirmed = self.confirmed_terms(own)
        taken = owners.keys() | {fold(one.text) for one in self.confirmed}
        imported = [term for one in self.imported if (term := _synonyms(one, owners, taken))]
        return own.with_terms([*imported, *confirmed])

    def confirmed_terms(self, own: Vocabulary) -> list[Term]:
        """Each confirmed text as one more form of the term that it means."""
        known = {term.id: term for term in own.terms}
        imported = {one.id: one for one in self.imported}
        owners = _owners(own)
        return [
            _with_form(one, known, imported)
            for one in sorted(self.confirmed, key=lambda one: one.id)
            if fold(one.text) not in owners
        ]


def _owners(own: Vocabulary) -> dict[str, list[str]]:
    """Ids of our own terms by folded form."""
    owners: dict[str, list[str]] = {}
    for term in own.terms:
        for form in (term.term, *term.also):
            owners.setdefault(fold(form), []).append(term.id)
    return owners


def _synonyms(one: Imported, owners: dict[str, list[str]], taken: Iterable[str]) -> Term | None:
    """An imported term without the forms that others know; None when it then ties nothing together.

    Where it shares a form with our own terms it is near to them, not the same.
    """
    folded = [fold(label) for label in one.labels]
    near = tuple(dict.fromkeys(owner for form in folded for owner in owners.get(form, ())))
    left = [label for label, form in zip(one.labels, folded, strict=True) if form not in taken]
    if not left or (len(left) == 1 and not near):
        return None
    return Term(KINDS[one.kind], one.id, left[0], tuple(left[1:]), near)


def _with_form(one: Confirmed, own: dict[str, Term], imported: dict[str, Imported]) -> Term:
    if one.meaning_id in own:
        return replace(own[one.meaning_id], also=(one.text,))
    if one.meaning_id in imported:
        source = imported[one.meaning_id]
        return Term(KINDS[source.kind], one.meaning_id, one.meaning, (one.text,))
    return Term("skill", one.meaning_id, one.meaning, (one.text,))  # its term has gone; people's word still ties

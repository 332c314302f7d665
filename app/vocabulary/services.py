"""A person's word that a text means a term: given and taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import User
from app.i18n import gettext as _
from app.refusals import Refused
from app.vocabulary import labels
from app.vocabulary.lexicon import Lexicon, Source
from app.vocabulary.models import ConfirmedTerm
from app.vocabulary.rules import Unfit, unfit
from matching.text import fold


def confirm(
    session: Session,
    user: User,
    lexicon: Lexicon,
    *,
    text: str,
    term_id: str,
    now: datetime,
    no_name: bool = False,
) -> ConfirmedTerm:
    """Keep that a text means the same as a known term, for everybody. `no_name`: the user has said that it is nobody.

    Raises:
        Refused: the text is known, is not a word for work alone, or somebody has said that it means something else.
    """
    text = " ".join(text.split())
    entry = lexicon.entry(term_id)
    if entry is None:
        raise Refused(_("Choose a word that Jobløft knows."), "meaning")
    against = unfit(text, lexicon.knows_word)
    if against and not (against is Unfit.NAME and no_name):
        raise Refused(labels.UNFIT[against], "text")
    known = lexicon.named(text)
    if known is not None and known.source is Source.OWN:
        raise Refused(_("Jobløft knows this word already: it means “%(meaning)s”.", meaning=known.label), "text")
    present = session.scalar(select(ConfirmedTerm).where(ConfirmedTerm.folded == fold(text)))
    if present is not None:
        if present.meaning_id == entry.id:
            return present
        raise Refused(_("A colleague has said that it means “%(meaning)s”.", meaning=present.meaning), "text")
    row = ConfirmedTerm(
        text=text,
        folded=fold(text),
        meaning_id=entry.id,
        meaning=entry.label,
        confirmed_by_id=user.id,
        confirmed_at=now,
    )
    session.add(row)
    session.flush()
    return row


def take_back(session: Session, row: ConfirmedTerm) -> None:
    """Forget a confirmed word; the change log keeps that it was there."""
    session.delete(row)

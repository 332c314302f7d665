"""A person's own names for filters of the list: looked up, saved and forgotten, never anybody else's."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from app.accounts.models import User
from app.companies.models import SavedFilter
from app.i18n import lazy_gettext as _
from app.refusals import Refused

# More than fit on a screen are found no faster than by filtering anew.
MOST = 20
LONGEST_ADDRESS = 1_000


def get_for(session: Session, user: User, filter_id: int) -> SavedFilter:
    """One of this person's named filters.

    Raises:
        NotFound: there is none, or it is somebody else's.
    """
    saved = session.scalar(select(SavedFilter).where(SavedFilter.id == filter_id, SavedFilter.user_id == user.id))
    if saved is None:
        raise NotFound
    return saved


def save(session: Session, *, user_id: int, name: str, address: str) -> SavedFilter:
    """Keep filters under a name; the same name again means the new ones.

    Raises:
        Refused: nothing is chosen, there are too many, or the address is too long to keep.
    """
    if not address or len(address) > LONGEST_ADDRESS:
        raise Refused(_("Choose filters first, then save them."))
    own = select(SavedFilter).where(SavedFilter.user_id == user_id)
    saved = session.scalar(own.where(SavedFilter.name == name))
    if saved is None:
        if (session.scalar(select(func.count()).select_from(own.subquery())) or 0) >= MOST:
            raise Refused(_("You have %(n)s saved filters. Delete one first.", n=MOST))
        saved = SavedFilter(user_id=user_id, name=name)
        session.add(saved)
    saved.address = address
    session.flush()
    return saved


def forget(session: Session, saved: SavedFilter) -> None:
    """Delete a person's named filters."""
    session.delete(saved)
    session.flush()

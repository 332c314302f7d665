"""What a person types about a feed."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # the stubs lag behind
from wtforms.validators import DataRequired

from app.feeds.labels import DETAILS, KINDS
from app.feeds.models import Detail, Feed
from app.feeds.services import FeedPlan
from app.forms import MEDIUM, BaseForm, Checks, Text
from app.i18n import lazy_gettext as _


class FeedForm(BaseForm):
    """A feed's name and content."""

    name = Text(_("Name of the calendar"), [DataRequired(_("Give the calendar a name."))], longest=MEDIUM)
    kinds: Any = Checks(
        _("What goes in"),
        [DataRequired(_("Choose at least one."))],
        choices=[SelectChoice(kind, label) for kind, label in KINDS.items()],
    )
    detail = RadioField(
        _("How much is told"),
        choices=[SelectChoice(detail.value, label) for detail, label in DETAILS.items()],
        coerce=Detail,
    )

    def plan(self) -> FeedPlan:
        """What was typed."""
        chosen = {kind: kind in self.kinds.data for kind in KINDS}
        return FeedPlan(self.name.data or "", detail=self.detail.data, **chosen)


class ButtonForm(BaseForm):
    """One button on somebody's page."""


def feed_values(feed: Feed) -> dict[str, Any]:
    """A feed as the form shows it."""
    return {"name": feed.name, "kinds": [kind for kind in KINDS if getattr(feed, kind)], "detail": feed.detail}

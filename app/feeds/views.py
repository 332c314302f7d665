"""Routes of the calendar page: agenda, feeds, their addresses, and one visit as a file."""

from __future__ import annotations

from flask import Response, render_template, url_for
from sqlalchemy.orm import Session

from app import clock
from app.feeds import content, labels, links, queries, services, serving, tokens
from app.feeds.agenda import WEEKS_AHEAD, agenda
from app.feeds.blueprint import blueprint
from app.feeds.entries import Writer
from app.feeds.forms import ButtonForm, FeedForm, feed_values
from app.feeds.models import Detail, Feed
from app.feeds.words import words_of
from app.forms import BaseForm
from app.i18n import current_language
from app.i18n import lazy_gettext as _
from app.permissions import allowed, requires
from app.visits.queries import get_visit_for
from app.web import application, config_of, db, signed_in
from app.wheel import labels as wheel_labels
from app.writes import Answer, act, handle
from calendar_export import Labels, render_entry

__all__ = ["blueprint", "serving"]

content.install(Session)


@blueprint.get("/calendar")
@requires("feeds.own")
def index() -> str:
    """The coming weeks, and one's own feeds."""
    user = signed_in()
    partner = allowed(user.roles, "visits.read")
    return render_template(
        "feeds/index.html",
        days=agenda(db(), user.id, clock.today()) if partner else [],
        weeks=WEEKS_AHEAD,
        feeds=queries.feeds_of(db(), user.id),
        labels=labels,
        ways=wheel_labels.SHORT_WAYS,
        path_of_row=links.path_of_row,
    )


@blueprint.route("/calendar/feeds/new", methods=["GET", "POST"])
@requires("feeds.own")
def new() -> Answer:
    """Make a feed; its address is shown once, as the answer to the form."""
    form = FeedForm(data={"name": str(_("My Jobløft")), "kinds": list(labels.KINDS), "detail": Detail.COMPANY})
    answer = handle(
        form,
        template="feeds/edit.html",
        save=lambda: services.open_feed(
            db(), user_id=signed_in().id, token=_secret(form), plan=form.plan(), now=clock.now()
        ),
        location=lambda feed: url_for("feeds.show", feed_id=feed.id),
    )
    return _with_address(form, answer)


@blueprint.get("/calendar/feeds/<int:feed_id>")
@requires("feeds.own")
def show(feed_id: int) -> str:
    """One feed: what goes in, when it was last fetched, how to add it; not its address."""
    feed = queries.get_feed_for(db(), signed_in(), feed_id)
    return render_template("feeds/show.html", feed=feed, address=None, webcal=None, labels=labels)


@blueprint.route("/calendar/feeds/<int:feed_id>/edit", methods=["GET", "POST"])
@requires("feeds.own")
def edit(feed_id: int) -> Answer:
    """Change a feed's name and content."""
    feed = queries.get_feed_for(db(), signed_in(), feed_id)
    form = FeedForm(data=feed_values(feed))
    return handle(
        form,
        template="feeds/edit.html",
        row=feed,
        current=lambda: FeedForm(formdata=None, data=feed_values(feed)),
        save=lambda: services.change_feed(db(), feed, form.plan(), now=clock.now()),
        location=lambda saved: url_for("feeds.show", feed_id=saved.id),
        message=_("Saved."),
    )


@blueprint.post("/calendar/feeds/<int:feed_id>/renew")
@requires("feeds.own")
def renew(feed_id: int) -> Answer:
    """Give a feed a new address and close the old one."""
    form = ButtonForm()
    again = _shown_before(form)
    if again is not None:
        return _address_page(*again)
    feed = queries.get_feed_for(db(), signed_in(), feed_id)
    answer = act(
        form,
        row=feed,
        save=lambda: services.renew_address(db(), feed, token=_secret(form), now=clock.now()),
        location=lambda renewed: url_for("feeds.show", feed_id=renewed.id),
    )
    return _with_address(form, answer)


@blueprint.post("/calendar/feeds/<int:feed_id>/close")
@requires("feeds.own")
def close(feed_id: int) -> Answer:
    """Close a feed's address."""
    feed = queries.get_feed_for(db(), signed_in(), feed_id)
    return act(
        ButtonForm(),
        row=feed,
        save=lambda: services.close_feed(db(), feed, now=clock.now()),
        location=lambda _closed: url_for("feeds.index"),
        message=_("The address is closed."),
    )


@blueprint.get("/visits/<int:visit_id>/event.ics")
@requires("visits.read")
def visit_event(visit_id: int) -> Response:
    """One visit as a file for one's own calendar."""
    visit = get_visit_for(db(), signed_in(), visit_id)
    words = words_of(current_language())
    writer = Writer(words, Detail.COMPANY, config_of(application()).calendar_domain, links.address_of_row)
    body = render_entry(writer.visit(visit), now=clock.now(), labels=Labels(cancelled=words.cancelled))
    response = Response(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="besoeg-{visit.id}.ics"'
    return response


def _secret(form: BaseForm) -> str:
    return tokens.secret_of(config_of(application()).secret_key, signed_in().id, form.once.data or "")


def _shown_before(form: BaseForm) -> tuple[Feed, str] | None:
    """The feed and secret that this very form has made before: a double click sees its address again."""
    token = _secret(form)
    feed = queries.own_feed_at(db(), signed_in().id, token) if form.once.data else None
    return (feed, token) if feed else None


def _with_address(form: BaseForm, answer: Answer) -> Answer:
    made = _shown_before(form) if getattr(answer, "status_code", 0) == 303 else None
    return _address_page(*made) if made else answer


def _address_page(feed: Feed, token: str) -> Answer:
    address = links.feed_address(token)
    return render_template(
        "feeds/show.html", feed=feed, address=address, webcal=links.webcal_of(address), labels=labels
    )

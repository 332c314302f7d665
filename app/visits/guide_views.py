"""Routes of the conversation guide: to read it, and for the administrator to write its next version."""

from __future__ import annotations

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from app import clock
from app.i18n import lazy_gettext as _
from app.permissions import requires
from app.requests import LARGEST_ID
from app.visits import guide_drafts, labels, queries
from app.visits.blueprint import blueprint
from app.visits.forms import ButtonForm
from app.visits.guide_changes import guide_changes
from app.visits.guide_drafts import Wording
from app.visits.guide_forms import MoveForm, PresentationForm, QuestionForm, TakeBackForm
from app.visits.guide_queries import find_draft, get_draft, published_guide, published_versions, question_of
from app.visits.models import GuideSection, GuideVersion
from app.web import db
from app.writes import Answer, act, handle


@blueprint.get("/guide")
@requires("visits.read")
def guide() -> str:
    """The conversation guide, to read and print; with `version` an earlier one."""
    number = request.args.get("version", type=int)
    earlier = number is not None and 0 < number <= LARGEST_ID
    shown = published_guide(db(), number or 0) if earlier else queries.current_guide(db())
    return render_template("visits/guide.html", guide=shown, labels=labels, earlier=earlier, draft=False)


@blueprint.get("/admin/guide")
@requires("guides.edit")
def guide_draft() -> str:
    """The draft with its questions, or the published guide with the way to begin one."""
    draft = find_draft(db())
    return render_template(
        "visits/guide_draft.html",
        draft=draft,
        guide=draft or queries.current_guide(db()),
        versions=published_versions(db()),
        retired=guide_drafts.retired_questions(db(), draft) if draft else [],
        labels=labels,
    )


@blueprint.get("/admin/guide/preview")
@requires("guides.edit")
def preview_guide() -> str:
    """The draft as it will be read."""
    return render_template("visits/guide.html", guide=get_draft(db()), labels=labels, earlier=False, draft=True)


@blueprint.post("/admin/guide/begin")
@requires("guides.edit")
def begin_guide() -> Response:
    """Begin the next version as a copy of the present one."""
    return act(ButtonForm(), save=lambda: guide_drafts.begin_draft(db(), clock.now()), location=_to_draft)


@blueprint.route("/admin/guide/presentation", methods=["GET", "POST"])
@requires("guides.edit")
def guide_presentation() -> Answer:
    """Change what is told about Jobløft."""
    draft = get_draft(db())
    form = PresentationForm(data={"presentation": draft.presentation})
    return handle(
        form,
        template="visits/guide_presentation.html",
        row=draft,
        current=lambda: PresentationForm(formdata=None, data={"presentation": draft.presentation}),
        save=lambda: guide_drafts.change_presentation(db(), draft, form.presentation.data),
        location=_to_draft,
    )


@blueprint.route("/admin/guide/questions/new", methods=["GET", "POST"])
@requires("guides.edit")
def new_question() -> Answer:
    """Add a question."""
    draft = get_draft(db())
    asked = request.args.get("section", "")
    form = QuestionForm(data={"section": GuideSection(asked)} if asked in tuple(GuideSection) else None)
    return handle(
        form,
        template="visits/guide_question.html",
        question=None,
        save=lambda: guide_drafts.add_question(db(), draft, _wording(form)),
        location=lambda question: _to_question(question.id),
    )


@blueprint.route("/admin/guide/questions/<int:question_id>", methods=["GET", "POST"])
@requires("guides.edit")
def edit_question(question_id: int) -> Answer:
    """Word a question anew."""
    draft = get_draft(db())
    question = question_of(draft, question_id)
    form = QuestionForm(obj=question)
    return handle(
        form,
        template="visits/guide_question.html",
        question=question,
        row=draft,
        current=lambda: QuestionForm(formdata=None, obj=question),
        save=lambda: guide_drafts.change_question(db(), draft, question, _wording(form)),
        location=lambda _done: _to_question(question_id),
    )


@blueprint.post("/admin/guide/questions/<int:question_id>/move")
@requires("guides.edit")
def move_question(question_id: int) -> Response:
    """One place up or down."""
    draft, form = get_draft(db()), MoveForm()
    question = question_of(draft, question_id)
    return act(
        form,
        row=draft,
        save=lambda: guide_drafts.move_question(db(), draft, question, up=form.direction.data == "up"),
        location=lambda _done: _to_question(question_id),
    )


@blueprint.post("/admin/guide/questions/<int:question_id>/remove")
@requires("guides.edit")
def remove_question(question_id: int) -> Response:
    """Take a question out of the draft."""
    draft = get_draft(db())
    question = question_of(draft, question_id)
    return act(
        ButtonForm(),
        row=draft,
        save=lambda: guide_drafts.remove_question(db(), draft, question),
        location=_to_draft,
        message=_("The question is taken out of the draft. It stands at the bottom of the page if you want it back."),
    )


@blueprint.post("/admin/guide/questions/take-back")
@requires("guides.edit")
def take_back_question() -> Response:
    """Ask again what was asked before."""
    draft, form = get_draft(db()), TakeBackForm()
    return act(
        form,
        row=draft,
        save=lambda: guide_drafts.take_back(db(), draft, form.key.data or ""),
        location=lambda question: _to_question(question.id),
    )


@blueprint.get("/admin/guide/publish")
@requires("guides.edit")
def confirm_guide() -> str:
    """What publishing the draft would change, with the button that does it."""
    draft = get_draft(db())
    changes = guide_changes(queries.current_guide(db()), draft)
    return render_template("visits/guide_publish.html", draft=draft, changes=changes, labels=labels)


@blueprint.post("/admin/guide/publish")
@requires("guides.edit")
def publish_guide() -> Response:
    """Make the draft the guide of all notes that are begun from now on."""
    draft = get_draft(db())
    return act(
        ButtonForm(),
        row=draft,
        save=lambda: guide_drafts.publish(db(), draft, clock.now()),
        location=lambda _guide: url_for("visits.guide"),
        message=_("The guide is published. Notes begun from now on use it; old notes keep theirs."),
    )


@blueprint.post("/admin/guide/discard")
@requires("guides.edit")
def discard_guide() -> Response:
    """Throw the draft away."""
    draft = get_draft(db())
    return act(
        ButtonForm(),
        row=draft,
        save=lambda: guide_drafts.discard(db(), draft),
        location=_to_draft,
        message=_("The draft is thrown away."),
    )


def _wording(form: QuestionForm) -> Wording:
    return Wording(form.section.data, form.text.data or "", form.help.data or "")


def _to_draft(_result: GuideVersion | None) -> str:
    return url_for("visits.guide_draft")


def _to_question(question_id: int) -> str:
    return f"{url_for('visits.guide_draft')}#question-{question_id}"

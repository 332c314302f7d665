// The page that stands in when there is no network: the note of the address from this device, or the list of notes.
import * as drafts from "./drafts.js";
import { bind } from "./note-form.js";

const main = document.getElementById("content"), place = document.getElementById("place");
const texts = JSON.parse(main.dataset.words);
const language = await drafts.language().catch(() => "da");
const words = texts[language] ?? texts.da;
const me = await drafts.user().catch(() => null);
document.documentElement.lang = language ?? "da";

// An element with attributes and children; text is only ever text.
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const visit = Number(location.pathname.match(/^\/visits\/(\d+)(\/|$)/)?.[1]);
const record = visit && me ? await drafts.read(me, visit).catch(() => undefined) : undefined;
tell(words.no_network, words.lead);
if (record) showNote(record);
else await showList();

function tell(head, ...rest) {
  document.getElementById("state").replaceChildren(make("h2", {}, head), make("p", {}, ...rest));
}

function title(text, lead = "") {
  document.getElementById("title").textContent = text;
  document.getElementById("lead").textContent = lead;
  document.title = `${text} · Jobløft`;
}

async function showList() {
  title(words.title);
  const mine = me ? (await drafts.all()).filter((kept) => kept.user === me).sort((a, b) => b.openedAt - a.openedAt) : [];
  const rows = mine.map((kept) => make("li", {},
    make("a", { href: kept.address }, `${kept.company}, ${kept.when}`), drafts.isUnsent(kept) ? ` (${words.unsent})` : ""));
  const again = make("a", { href: location.href, class: "btn btn-outline-primary" }, words.try_again);
  place.replaceChildren(make("section", { class: "sheet" },
    make("p", {}, rows.length ? words.choose : words.none), make("ul", { class: "rows" }, ...rows), again));
}

function showNote(kept) {
  title(words.notes_from.replace("{company}", kept.company), kept.when);
  const form = make("form", { class: "notes", novalidate: "" }, quick(kept), guide(kept), end());
  form.addEventListener("submit", (event) => event.preventDefault());
  place.replaceChildren(form);
  for (const name of Object.keys(kept.stored)) {
    const [first, ...more] = form.querySelectorAll(`[name="${CSS.escape(name)}"]`);
    if (first?.type === "checkbox") for (const tick of [first, ...more]) tick.checked = kept.stored[name].split(",").includes(tick.value);
    else if (first) first.value = kept.stored[name];
  }
  bind(form, kept, words, { onStored: () => {
    tell(words.back, make("a", { href: kept.address }, words.go_on));
    // At the thumb too: whoever writes far down does not see the top, and there is no network left to try.
    form.querySelector("[data-again]").textContent = words.go_on;
  } });
}

function quick({ outline }) {
  const ticks = outline.ticks.map(({ value, label }) => make("div", { class: "form-check" },
    make("input", { type: "checkbox", class: "form-check-input", name: "became", value, id: `became-${value}` }),
    make("label", { class: "form-check-label", for: `became-${value}` }, label)));
  return make("section", { class: "sheet" }, make("h2", {}, words.quick), field("quick_note", words.visit_note, 8),
    ...(ticks.length ? [make("fieldset", { class: "field choices" }, make("legend", {}, words.ticks), ...ticks)] : []));
}

function guide({ outline }) {
  const section = make("section", { class: "sheet" }, make("h2", {}, words.guide));
  if (outline.presentation) {
    section.append(make("details", { class: "last" }, make("summary", {}, words.presentation), make("p", { class: "as-typed" }, outline.presentation)));
  }
  for (const { label, questions } of outline.sections) section.append(make("h3", { class: "section-head" }, label), ...questions.map(question));
  return section;
}

function question({ name, label, help, last }) {
  const box = make("div", { class: "question" }, field(name, label, 2, help));
  if (!last) {
    box.append(make("p", { class: "last-answer quiet" }, words.never));
    return box;
  }
  box.dataset.last = last.text;
  const mark = make("p", { class: "changed", "data-changed": "" }, words.changed);
  mark.hidden = true;
  box.append(make("div", { class: "last-answer" }, make("p", { class: "quiet" }, `${words.last}, ${last.on}`), make("p", { class: "as-typed" }, last.text),
    make("label", { class: "same" }, make("input", { type: "checkbox", name: "same", value: name.replace("answer_", ""), class: "form-check-input" }), ` ${words.same}`), mark));
  return box;
}

function field(name, label, rows, help = "") {
  return make("div", { class: "field" }, make("label", { class: "form-label", for: name }, label),
    make("textarea", { class: "form-control", id: name, name, rows, ...(help ? { "aria-describedby": `${name}-help` } : {}) }),
    ...(help ? [make("p", { class: "form-text", id: `${name}-help` }, help)] : []));
}

function end() {
  return make("div", { class: "form-end sticky-end" }, make("p", { class: "note-status", "data-note-status": "", role: "status", "aria-live": "polite" }),
    make("a", { class: "btn btn-outline-primary", href: location.href, "data-again": "" }, words.try_again));
}

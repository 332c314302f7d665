// The note's page: what was typed here and not sent is brought back, and the note is kept as it is typed.
import * as drafts from "./drafts.js";
import { bind } from "./note-form.js";
import { fetchNote } from "./sending.js";

const form = document.querySelector("form[data-note]");
const note = JSON.parse(form.dataset.note), words = JSON.parse(form.dataset.words);
// A form that came back with something to mend holds what was typed last.
const sentBack = form.dataset.sentBack === "yes";
const record = await recordOf();
const bound = bind(form, record, words, { onStored });
let passing = false;

async function recordOf() {
  const now = drafts.fresh(note);
  const kept = await drafts.read(note.user, note.visit).catch(() => undefined);
  if (kept && !sentBack) takeUnsent(now, kept);
  for (const block of form.querySelectorAll(".theirs[id$='-theirs']")) {
    const name = block.id.slice(0, -"-theirs".length);
    if (name in note.values) now.contested[name] = { text: note.values[name], base: note.base[name] };
    block.remove();
  }
  if (sentBack) readTyped(now);
  return now;
}

function takeUnsent(now, kept) {
  Object.assign(now, { sitting: kept.sitting, doubts: kept.doubts, settled: kept.settled });
  if (kept.submitted === undefined) now.extras = kept.extras;
  const homeless = [];
  for (const [name, text] of Object.entries(kept.typed)) {
    if (!(name in now.stored)) {
      homeless.push(`${labelOf(name, kept)}: ${text}`);
      continue;
    }
    now.typed[name] = text;
    now.base[name] = kept.base[name];
    now.stored[name] = kept.stored[name];
    if (name in kept.contested) now.contested[name] = kept.contested[name];
  }
  // A question that the note's guide does not have: what was answered goes into the visit note.
  if (homeless.length) now.typed.quick_note = [now.typed.quick_note ?? now.stored.quick_note, ...homeless].filter(Boolean).join("\n\n");
}

function labelOf(name, kept) {
  const questions = kept.outline.sections.flatMap((section) => section.questions);
  return questions.find((question) => question.name === name)?.label ?? name;
}

function readTyped(now) {
  for (const name of Object.keys(now.stored)) {
    const fields = [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
    const ticks = fields[0]?.type === "checkbox";
    const text = ticks ? fields.filter((field) => field.checked).map((field) => field.value).join(",") : fields[0]?.value;
    if (text !== undefined && text !== now.stored[name]) now.typed[name] = text;
  }
}

// The form itself must know what it was made from, for the last save.
function onStored({ version, base }) {
  form.elements.version.value = version;
  form.elements.base.value = JSON.stringify({ ...base, ...Object.fromEntries(Object.entries(record.contested).map(([name]) => [name, record.base[name]])) });
}

form.addEventListener("submit", async (event) => {
  if (passing) return;
  event.preventDefault();
  const button = event.submitter;
  bound.say("saving");
  // The button of the question whether it belongs here.
  if (button?.name === "belongs") record.settled.push(...button.value.split(" "));
  const kind = await bound.flush();
  const reached = ["stored", "faults", "doubts"].includes(kind) ? (await fetchNote(record.visit)).kind : kind;
  if (reached === "fine") {
    passing = true;
    record.submitted = Date.now();
    await drafts.write(record).catch(() => {});
    form.requestSubmit(button);
  } else if (reached === "device") {
    bound.say("device_done");
  } else {
    bound.say(reached);
    form.querySelector("[data-contested] button")?.focus();
  }
});

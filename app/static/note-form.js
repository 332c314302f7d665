// A note that is kept as it is typed: on this device at once, on the server when it can be reached.
import * as drafts from "./drafts.js";
import { send, settle, waits } from "./sending.js";

const PAUSE = 1500, TRY_AGAIN = 20000;

export function bind(form, record, words, { onStored = () => {}, online = true } = {}) {
  const status = form.querySelector("[data-note-status]");
  let waiting = null, underWay = null, keptHere = true, shown = "";

  const fields = (name) => [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)];
  const isTick = (field) => field?.type === "checkbox";
  const valueOf = (name) => {
    const found = fields(name);
    return isTick(found[0]) ? found.filter((field) => field.checked).map((field) => field.value).join(",") : found[0]?.value ?? "";
  };
  const fill = (name, text) => {
    for (const field of fields(name)) {
      if (isTick(field)) field.checked = text.split(",").includes(field.value);
      else if (field.value !== text) field.value = text;
    }
    mark(fields(name)[0]);
  };
  const tracked = () => Object.keys(record.stored).filter((name) => fields(name).length);
  const extras = () => [...form.elements].filter((field) =>
    field.name && !(field.name in record.stored) && !["hidden", "submit", "button"].includes(field.type) && field.name !== "same");

  function say(kind, text = words[kind]) {
    if (text === shown) return;
    shown = text;
    status.replaceChildren(text);
    status.dataset.kind = kind;
    if (kind === "signed_out" || kind === "other_user") {
      const link = document.createElement("a");
      link.href = `/login?next=${encodeURIComponent(record.address)}`;
      link.textContent = words.sign_in;
      status.append(" ", link);
    }
  }

  // The field may be far from where the writer is.
  function sayAt(kind, name) {
    say(kind);
    const field = fields(name)[0];
    if (!field || status.querySelector("a")?.hash === `#${field.id}`) return;
    status.replaceChildren(words[kind], " ", Object.assign(document.createElement("a"), { href: `#${field.id}`, textContent: words.show }));
  }

  function collect() {
    for (const name of tracked()) {
      const text = valueOf(name);
      if (text === record.stored[name] && !(name in record.contested)) delete record.typed[name];
      else record.typed[name] = text;
    }
    record.extras = Object.fromEntries(extras().map((field) => [field.name, isTick(field) ? field.checked : field.value]));
  }

  async function keepHere() {
    try {
      await drafts.write(record);
      keptHere = true;
    } catch {
      keptHere = false;
    }
  }

  async function changed() {
    collect();
    if (drafts.isUnsent(record)) say("unsaved");
    await keepHere();
    later(PAUSE);
  }

  function later(pause) {
    clearTimeout(waiting);
    waiting = setTimeout(flush, pause);
  }

  const sendable = () => Object.keys(record.typed).some((name) => !waits(record, name));

  // One at a time; resolves to how it went: stored, contested, faults, or what stood in the way.
  async function flush() {
    clearTimeout(waiting);
    while (underWay) await underWay;
    collect();
    if (!sendable()) return waitingKind() ?? "stored";
    underWay = sendNow();
    try {
      return await underWay;
    } finally {
      underWay = null;
    }
  }

  // What the writer is to answer before it can be stored.
  function waitingKind() {
    const names = Object.keys(record.typed).filter((name) => waits(record, name));
    if (!names.length) return undefined;
    const kind = names.some((name) => name in record.contested) ? "contested" : "doubts";
    sayAt(kind, names.find((name) => kind === "doubts" || name in record.contested));
    return kind;
  }

  async function sendNow() {
    const answer = await send(record);
    if (answer.kind !== "stored") {
      await keepHere();
      say(keptHere ? answer.kind : "nowhere");
      if (answer.kind === "device") later(TRY_AGAIN);
      return answer.kind;
    }
    collect();
    const untouched = tracked().filter((name) => !(name in record.typed));
    settle(record, answer);
    for (const name of untouched) fill(name, record.stored[name]);
    collect();
    showFaults(answer.note.faults);
    showContested();
    showDoubts();
    await keepHere();
    onStored(answer.note);
    return told(answer.note);
  }

  function told(note) {
    const waiting = waitingKind();
    if (waiting) return waiting;
    if (Object.keys(note.faults).length) { say("faults"); return "faults"; }
    if (drafts.isUnsent(record)) later(PAUSE);
    say("saved", words.saved.replace("{time}", note.now));
    return "stored";
  }

  function showFaults(faults) {
    for (const old of form.querySelectorAll("[data-fault]")) old.remove();
    for (const [name, messages] of Object.entries(faults)) {
      const fault = document.createElement("p");
      fault.className = "field-error";
      fault.dataset.fault = name;
      fault.textContent = messages.join(" ") || words.homeless;
      (fields(name)[0] ?? status).after(fault);
    }
  }

  function showContested() {
    for (const name of Object.keys(record.contested)) {
      const field = fields(name)[0];
      const old = form.querySelector(`[data-contested="${CSS.escape(name)}"]`);
      if (!field || old?.dataset.text === record.contested[name].text) continue;
      old?.remove();
      field.after(choice(name, record.contested[name].text));
    }
  }

  function choice(name, theirs) {
    const box = document.createElement("div"), said = document.createElement("blockquote"), head = document.createElement("p");
    const buttons = document.createElement("p");
    box.className = "theirs";
    Object.assign(box.dataset, { contested: name, text: theirs });
    head.textContent = words.theirs;
    said.textContent = theirs || words.empty;
    said.className = "as-typed";
    const ways = { keep_mine: (mine) => mine, take_theirs: () => theirs, keep_both: (mine) => [theirs, mine].filter(Boolean).join("\n\n") };
    for (const [way, text] of Object.entries(ways)) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: words[way] });
      button.addEventListener("click", () => choose(name, text(valueOf(name)), box));
      buttons.append(button, " ");
    }
    box.append(head, said, buttons);
    return box;
  }

  function choose(name, text, box) {
    record.base[name] = record.contested[name].base;
    record.stored[name] = record.contested[name].text;
    delete record.contested[name];
    box.remove();
    fill(name, text);
    fields(name)[0].focus();
    changed();
  }

  function showDoubts() {
    for (const old of form.querySelectorAll("[data-doubt]")) old.remove();
    for (const [name, { text, found }] of Object.entries(record.doubts)) {
      const field = fields(name)[0];
      if (!field || valueOf(name) !== text) continue;
      const box = document.createElement("div"), button = document.createElement("button");
      box.className = "theirs";
      box.dataset.doubt = name;
      Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-primary", textContent: words.yes });
      button.addEventListener("click", () => { belongs(name, found); field.focus(); });
      for (const line of [words.belongs, ...found.map((doubt) => doubt.text)]) {
        box.append(Object.assign(document.createElement("p"), { textContent: line }));
      }
      box.append(button);
      field.after(box);
    }
  }

  function belongs(name, found) {
    record.settled.push(...found.map((doubt) => doubt.mark));
    delete record.doubts[name];
    showDoubts();
    changed();
  }

  // "Changed since last time" beside the field, and one tap for "unchanged".
  function mark(field) {
    const question = field?.closest("[data-last]");
    if (!question) return;
    const text = field.value.trim(), last = question.dataset.last.trim();
    question.querySelector("[data-changed]").hidden = !text || text === last;
    question.querySelector("[name=same]").checked = text === last;
  }

  function same(tick) {
    const question = tick.closest("[data-last]");
    const field = question.querySelector("textarea");
    if (tick.checked) field.value = question.dataset.last;
    else if (field.value.trim() === question.dataset.last.trim()) field.value = "";
    mark(field);
    changed();
  }

  form.addEventListener("input", ({ target }) => {
    if (target.name === "same") same(target);
    else {
      mark(target);
      if (target.name in record.doubts) showDoubts();
      changed();
    }
  });
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => { if (sendable()) later(0); });
  window.addEventListener("beforeunload", (leaving) => { if (!keptHere && drafts.isUnsent(record)) leaving.preventDefault(); });

  for (const [name, text] of Object.entries(record.typed)) fill(name, text);
  for (const field of extras().filter((field) => field.name in record.extras)) {
    if (isTick(field)) field.checked = record.extras[field.name];
    else if (!field.value) field.value = record.extras[field.name];
  }
  for (const field of form.querySelectorAll("[data-last] textarea")) mark(field);
  showContested();
  collect();
  showDoubts();
  if (online && sendable()) later(0);
  else if (drafts.isUnsent(record)) say("device");
  keepHere();
  return { flush, say, words, record };
}

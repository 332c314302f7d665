// Suggests words while one types, and says under the field how each line was understood. A helper only: the text stays what it is.
const help = document.getElementById("words-help");
const PAUSE = 180, READ_PAUSE = 700, LEAST = 2, ADDRESS_LENGTH = 1500;
const remembered = new Map();
let count = 0;

// randomUUID is there over TLS only.
const newKey = () => [...crypto.getRandomValues(new Uint8Array(18))].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// The line that is being written: the whole of an input, the caret's line of a textarea.
function lineOf(field) {
  if (field.tagName !== "TEXTAREA") return { from: 0, to: field.value.length };
  const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
  const end = field.value.indexOf("\n", field.selectionStart);
  return { from, to: end < 0 ? field.value.length : end };
}

const linesOf = (field) => [...new Set(field.value.split("\n").map((line) => line.replace(/^[\s\-•*]+|\s+$/g, "")).filter(Boolean))];

async function asked(address, parameters, signal) {
  const answer = await fetch(`${address}?${parameters}`, { signal, headers: { Accept: "application/json" } });
  return answer.ok ? (await answer.json()).items : [];
}

class Choices {
  constructor(field) {
    this.field = field;
    this.several = field.tagName === "TEXTAREA";
    this.list = document.createElement("ul");
    Object.assign(this.list, { id: `word-choices-${++count}`, className: "word-choices", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", help.dataset.choices);
    this.said = document.createElement("span");
    this.said.className = "visually-hidden";
    this.said.setAttribute("role", "status");
    const frame = document.createElement("span");
    frame.className = "word-field";
    field.before(frame);
    frame.append(field, this.list, this.said);
    field.setAttribute("autocomplete", "off");
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    // A textarea can't take the role; it is still told which choice is the active one.
    if (!this.several) { field.setAttribute("role", "combobox"); field.setAttribute("aria-expanded", "false"); }
    field.addEventListener("input", () => this.soon());
    field.addEventListener("keydown", (key) => this.pressed(key));
    field.addEventListener("blur", () => this.close());
    // Pressing must not take the focus out of the field before the choice is made.
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => { const chosen = event.target.closest("li"); if (chosen) this.choose(chosen); });
  }

  soon() {
    clearTimeout(this.waiting);
    this.close();
    if (!this.choosing) this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  async ask() {
    const { from, to } = lineOf(this.field);
    const text = this.field.value.slice(from, to).trim();
    if (text.length < LEAST) return;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const items = await asked(help.dataset.suggestions, new URLSearchParams({ text, use: this.field.dataset.trade }), this.asking.signal);
      if (document.activeElement === this.field) this.open(items.filter((item) => item.label.toLowerCase() !== text.toLowerCase()));
    } catch { /* Typed on, or no network: no suggestions. */ }
  }

  open(items) {
    this.list.replaceChildren(...items.map((item, number) => {
      const choice = document.createElement("li");
      choice.id = `${this.list.id}-${number}`;
      choice.setAttribute("role", "option");
      choice.setAttribute("aria-selected", "false");
      choice.dataset.label = item.label;
      choice.append(item.label);
      if (item.hint) { const hint = document.createElement("small"); hint.append(`(${item.hint})`); choice.append(" ", hint); }
      return choice;
    }));
    this.list.hidden = items.length === 0;
    this.said.textContent = items.length ? `${items.length} ${help.dataset.count}` : "";
    if (!this.several) this.field.setAttribute("aria-expanded", String(items.length > 0));
  }

  close() {
    this.asking?.abort();
    clearTimeout(this.waiting);
    this.list.hidden = true;
    this.said.textContent = "";
    this.field.removeAttribute("aria-activedescendant");
    if (!this.several) this.field.setAttribute("aria-expanded", "false");
  }

  get active() { return this.list.querySelector("[aria-selected='true']"); }

  pressed(key) {
    if (this.list.hidden) return;
    if (key.key === "ArrowDown" || key.key === "ArrowUp") { key.preventDefault(); this.move(key.key === "ArrowDown" ? 1 : -1); }
    else if (key.key === "Enter" && this.active) { key.preventDefault(); this.choose(this.active); }
    else if (key.key === "Escape") { key.preventDefault(); this.close(); }
    else if (key.key === "Tab") this.close();
  }

  move(step) {
    const choices = [...this.list.children];
    const at = choices.indexOf(this.active);
    this.active?.setAttribute("aria-selected", "false");
    const next = choices[at < 0 ? (step > 0 ? 0 : choices.length - 1) : (at + step + choices.length) % choices.length];
    next.setAttribute("aria-selected", "true");
    next.scrollIntoView({ block: "nearest" });
    this.field.setAttribute("aria-activedescendant", next.id);
  }

  choose(choice) {
    const { from, to } = lineOf(this.field);
    this.choosing = true;
    this.field.setRangeText(choice.dataset.label, from, to, "end");
    this.field.dispatchEvent(new Event("input", { bubbles: true }));
    this.choosing = false;
    this.close();
    this.field.focus();
  }
}

class Understood {
  constructor(field) {
    this.field = field;
    this.several = field.tagName === "TEXTAREA";
    this.list = document.createElement("ul");
    this.list.className = "words-understood";
    this.list.setAttribute("aria-live", "polite");
    this.shared = document.createElement("p");
    this.shared.className = "word-shared";
    this.shared.textContent = help.dataset.shared;
    this.shared.hidden = true;
    field.closest(".word-field").after(this.list, this.shared);
    field.addEventListener("input", () => { clearTimeout(this.waiting); this.waiting = setTimeout(() => this.read(), READ_PAUSE); });
    field.addEventListener("change", () => this.read());
    if (field.value.trim()) this.read();
  }

  key(text) { return `${this.field.dataset.trade} ${text}`; }

  async read() {
    clearTimeout(this.waiting);
    const unknown = linesOf(this.field).filter((text) => !remembered.has(this.key(text)));
    try {
      while (unknown.length) await this.ask(unknown);
    } catch { return; }
    this.show();
  }

  async ask(unknown) {
    const parameters = new URLSearchParams({ use: this.field.dataset.trade });
    const taken = [];
    while (unknown.length && (!taken.length || parameters.toString().length + 3 * unknown[0].length < ADDRESS_LENGTH)) {
      taken.push(unknown.shift().slice(0, 200));
      parameters.append("text", taken.at(-1));
    }
    const items = await asked(help.dataset.understood, parameters);
    taken.forEach((text, at) => remembered.set(this.key(text), items[at] ? { ...items[at], text } : null));
  }

  show() {
    const shown = new Map([...this.list.children].map((row) => [row.dataset.key, row]));
    const rows = linesOf(this.field).map((text) => remembered.get(this.key(text.slice(0, 200)))).filter(Boolean);
    // Rows that stay are kept, so that only new ones are read aloud; and not touched when all stay: leaving the field
    // reads it again, and the click on a button that did so would be lost.
    const wanted = rows.map((item) => shown.get(`${item.text} ${item.told}`) ?? this.row(item));
    const present = [...this.list.children];
    if (wanted.length !== present.length || wanted.some((row, at) => row !== present[at])) this.list.replaceChildren(...wanted);
    this.shared.hidden = !rows.some((item) => item.fit && item.candidates.length);
  }

  row(item) {
    const row = document.createElement("li");
    row.dataset.key = `${item.text} ${item.told}`;
    row.className = `word-${item.grasp}`;
    if (this.several) { const quoted = document.createElement("q"); quoted.append(item.text); row.append(quoted, " "); }
    row.append(item.told, " ");
    if (item.confirmed) {
      const link = document.createElement("a");
      // In a tab of its own: what was typed here is not saved yet.
      Object.assign(link, { href: `${help.dataset.list}?${new URLSearchParams({ q: item.text })}`, target: "_blank", textContent: help.dataset.wrong });
      row.append(link);
    }
    if (!item.fit) row.append(item.candidates.map((candidate) => candidate.label).join(" · "));
    for (const candidate of item.fit ? item.candidates : []) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "btn btn-outline-primary btn-sm", textContent: candidate.label });
      button.setAttribute("aria-label", `”${item.text}” ${help.dataset.means} ”${candidate.label}”`);
      button.addEventListener("click", () => (item.name ? this.askWhetherName(item, candidate, row) : this.confirm(item, candidate, row)));
      row.append(button);
    }
    return row;
  }

  // A word that looks like a name is shared only when somebody says that it is none.
  askWhetherName(item, candidate, row) {
    row.querySelector(".word-name")?.remove();
    const asked = document.createElement("span");
    asked.className = "word-name";
    const yes = document.createElement("button");
    Object.assign(yes, { type: "button", className: "btn btn-primary btn-sm", textContent: help.dataset.noName });
    yes.addEventListener("click", () => this.confirm(item, candidate, row));
    asked.append(help.dataset.name, " ", yes);
    row.append(asked);
    yes.focus();
  }

  async confirm(item, candidate, row) {
    row.querySelectorAll("button").forEach((button) => { button.disabled = true; });
    const sent = { csrf_token: help.dataset.key, once: newKey(), script: "yes", text: item.text, term: candidate.id, use: this.field.dataset.trade };
    if (item.name) sent.no_name = "y";
    try {
      const answer = await fetch(help.dataset.confirm, { method: "POST", body: new URLSearchParams(sent) });
      const told = await answer.json();
      if (answer.ok) { remembered.set(this.key(item.text), { ...told.items[0], text: item.text }); this.show(); this.field.focus(); return; }
      row.append(` ${told.fault}`);
    } catch { row.append(` ${help.dataset.failed}`); }
  }
}

if (help) {
  for (const field of document.querySelectorAll("[data-trade]")) {
    new Choices(field);
    if (!("tradeQuiet" in field.dataset)) new Understood(field);
  }
}

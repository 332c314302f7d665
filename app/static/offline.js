// On every page: keeps the worker, sends what waits on this device, and warns before its writer signs out.
import * as drafts from "./drafts.js";
import { fetchNote, send, settle } from "./sending.js";

const tag = document.getElementById("offline"), words = JSON.parse(tag.dataset.words);
const user = Number(tag.dataset.user) || null;
const onNote = document.querySelector("form[data-note]") !== null;

if (navigator.serviceWorker) navigator.serviceWorker.register("/sw.js").catch(() => {});
try {
  await drafts.remember(user, document.documentElement.lang);
  await drafts.sweep(user);
  if (user) await begin();
} catch {
  // A browser that keeps nothing (a private window) works as without script.
}

async function begin() {
  // The menu stands on the page twice, for wide and narrow screens.
  for (const form of document.querySelectorAll("form.logout")) form.addEventListener("submit", beforeSigningOut);
  await keepOpened();
  if (!onNote) await sendWaiting();
  window.addEventListener("online", () => { if (!onNote) sendWaiting(); });
}

// A visit that is looked at here can be noted here, also without network.
async function keepOpened() {
  const visit = Number(location.pathname.match(/^\/visits\/(\d+)(\/prepare)?$/)?.[1]);
  // Who may write the note has a link to it here.
  if (!visit || !document.querySelector(`a[href="/visits/${visit}/notes"]`)) return;
  const { kind, note } = await fetchNote(visit);
  if (kind !== "fine" || note.user !== user) return;
  const kept = await drafts.read(user, visit);
  if (!kept || !drafts.isUnsent(kept)) await drafts.write(drafts.fresh(note));
}

async function sendWaiting() {
  for (const record of await drafts.unsentOf(user)) {
    const answer = await send(record);
    if (answer.kind !== "stored") {
      if (answer.kind === "gone") giveBack(record);
      else tell(words.waiting + " {company}", record);
      continue;
    }
    const kept = await drafts.change(record, (newest) => settle(newest, answer));
    const contested = Object.keys(kept.contested).length > 0;
    tell(contested ? words.choose : drafts.isUnsent(kept) ? words.look : words.sent, kept);
  }
}

function tell(text, record) {
  const line = document.createElement("p"), link = document.createElement("a");
  const [before, after] = text.split("{company}");
  Object.assign(link, { href: record.address, textContent: record.company });
  line.className = "flash";
  line.append(before, link, after ?? "");
  flashes().append(line);
}

// The visit is no longer this writer's to change: the text is theirs to copy, and to throw away.
function giveBack(record) {
  const box = document.createElement("details"), head = document.createElement("summary"), button = document.createElement("button");
  box.className = "flash";
  head.textContent = words.gone.replace("{company}", record.company);
  box.append(head);
  for (const text of Object.values(record.typed)) {
    box.append(Object.assign(document.createElement("p"), { className: "as-typed", textContent: text }));
  }
  Object.assign(button, { type: "button", className: "btn btn-sm btn-outline-secondary", textContent: words.discard });
  button.addEventListener("click", async () => { await drafts.remove(record); box.remove(); });
  box.append(button);
  flashes().append(box);
}

function flashes() {
  const shown = document.querySelector("main .flashes");
  if (shown) return shown;
  const made = document.createElement("div");
  made.className = "flashes";
  made.setAttribute("role", "status");
  document.querySelector("main").prepend(made);
  return made;
}

let leaving = false;
async function beforeSigningOut(event) {
  if (leaving) return;
  event.preventDefault();
  const form = event.target;
  for (const record of await drafts.unsentOf(user)) {
    const answer = await send(record);
    if (answer.kind === "stored") await drafts.change(record, (newest) => settle(newest, answer));
  }
  const left = await drafts.unsentOf(user);
  if (left.length && !window.confirm(words.leave.replace("{company}", left.map((record) => record.company).join(", ")))) return;
  leaving = true;
  form.requestSubmit();
}

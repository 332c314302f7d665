// Sends what was typed in a note. Whether there is network is found out by trying.
const KINDS = { 403: "gone", 404: "gone" };

async function ask(address, options = {}) {
  let answer;
  try {
    answer = await fetch(address, { ...options, redirect: "manual", cache: "no-store", credentials: "same-origin" });
  } catch {
    return { kind: "device" };
  }
  // Without a session every page leads to the login.
  if (answer.type === "opaqueredirect") return { kind: "signed_out" };
  if (answer.ok) return { kind: "fine", note: await answer.json() };
  return { kind: KINDS[answer.status] ?? "device", status: answer.status };
}

export const addressOf = (visit) => `/visits/${visit}/note`;
export const fetchNote = (visit) => ask(addressOf(visit));

// Waits for an answer of the writer: both have written it, or it may not belong here.
export const waits = (record, name) => name in record.contested || record.doubts[name]?.text === record.typed[name];

// The key against forged forms is asked for each time: after a new login the old one is worth nothing.
export async function send(record) {
  const before = await fetchNote(record.visit);
  if (before.kind !== "fine") return before;
  if (before.note.user !== record.user) return { kind: "other_user" };
  const values = Object.fromEntries(Object.entries(record.typed).filter(([name]) => !waits(record, name)));
  const base = Object.fromEntries(Object.keys(values).map((name) => [name, record.base[name] ?? ""]));
  const answer = await ask(addressOf(record.visit), {
    method: "PUT",
    headers: { "Content-Type": "application/json", "X-CSRFToken": before.note.csrf },
    body: JSON.stringify({ user: record.user, guide: record.guide, sitting: record.sitting, belongs: record.settled, base, values }),
  });
  return answer.kind === "fine" ? { ...answer, kind: "stored", sent: values } : answer;
}

// Brings the server's answer into the record: what is stored there is no longer unsent here.
export function settle(record, { note, sent }) {
  for (const [name, text] of Object.entries(sent)) {
    delete record.doubts[name];
    if (name in note.faults) continue;
    if (name in note.doubts) {
      record.doubts[name] = { text, found: note.doubts[name] };
      continue;
    }
    if (name in note.contested) {
      record.contested[name] = { text: note.contested[name], base: note.base[name] };
      continue;
    }
    record.stored[name] = text;
    record.base[name] = note.base[name];
    if (record.typed[name] === text) delete record.typed[name];
  }
  for (const name of Object.keys(note.values)) {
    if (name in record.typed || name in sent) continue;
    record.stored[name] = note.values[name];
    record.base[name] = note.base[name];
  }
  record.version = note.version;
}

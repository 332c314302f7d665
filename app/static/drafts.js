// What of notes is kept on this device: one record a user and visit, in IndexedDB. Unsent text stays until it is stored
// on the server; the copy of a note that was opened here goes at logout, or a week after it was last opened.
const DAYS_KEPT = 7;
let opened;

function database() {
  opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open("jobloft", 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("notes", { keyPath: "key" });
      asked.result.createObjectStore("settings");
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

async function run(store, mode, act) {
  const db = await database();
  return new Promise((resolve, reject) => {
    const transaction = db.transaction(store, mode);
    const asked = act(transaction.objectStore(store));
    transaction.oncomplete = () => resolve(asked.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}

export const keyOf = (user, visit) => `${user}:${visit}`;
export const read = (user, visit) => run("notes", "readonly", (notes) => notes.get(keyOf(user, visit)));
// Committed at once: the writer may be leaving the page, and an open transaction would go with it.
export const write = (record) => run("notes", "readwrite", (notes) => {
  const asked = notes.put(record);
  notes.transaction.commit?.();
  return asked;
});
export const all = () => run("notes", "readonly", (notes) => notes.getAll());
export const remove = (record) => run("notes", "readwrite", (notes) => notes.delete(record.key));
export const user = () => run("settings", "readonly", (settings) => settings.get("user"));
export const language = () => run("settings", "readonly", (settings) => settings.get("language"));

// What another window wrote meanwhile is changed, not overwritten, and what it threw away stays away: reading and
// writing are one transaction.
export async function change(record, act) {
  let newest = record;
  await run("notes", "readwrite", (notes) => {
    const asked = notes.get(record.key);
    asked.onsuccess = () => {
      if (asked.result) newest = asked.result;
      act(newest);
      if (asked.result) notes.put(newest);
    };
    return asked;
  });
  return newest;
}

export async function remember(userId, spoken) {
  await run("settings", "readwrite", (settings) => settings.put(userId, "user"));
  await run("settings", "readwrite", (settings) => settings.put(spoken, "language"));
}

export const isUnsent = (record) => Object.keys(record.typed).length > 0;
export const unsentOf = async (userId) => (await all()).filter((record) => record.user === userId && isUnsent(record));

// A record for a note as the server gave it.
export function fresh(note) {
  return {
    key: keyOf(note.user, note.visit), user: note.user, visit: note.visit, company: note.company, when: note.when,
    address: note.address, guide: note.guide, outline: note.outline, base: note.base, stored: note.values,
    typed: {}, extras: {}, contested: {}, doubts: {}, settled: [], sitting: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, openedAt: Date.now(),
  };
}

// Nothing is left of people who have signed out but what they have not sent; nothing old of anybody else.
export async function sweep(userId) {
  const oldest = Date.now() - DAYS_KEPT * 86400000;
  for (const record of await all()) {
    if (!isUnsent(record) && (record.user !== userId || record.openedAt < oldest)) await remove(record);
  }
}

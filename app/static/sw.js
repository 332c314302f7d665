// Keeps the page for notes without network, and nothing else: no page behind the login is ever stored.
// SHELL, FILES and VERSION stand above; they are written by the server.
const CACHE = `jobloft-${VERSION}`;

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(dropOld().then(() => self.clients.claim())));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(SHELL)));
  else if (FILES.includes(address.pathname)) event.respondWith(fetch(request).catch(() => kept(address.pathname)));
});

async function keep() {
  const cache = await caches.open(CACHE);
  await Promise.all(FILES.map(async (address) => {
    // Without credentials the server answers as to a stranger, whoever is signed in.
    const answer = await fetch(address, { credentials: "omit", cache: "no-cache" });
    if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
    await cache.put(address, answer);
  }));
}

async function dropOld() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name)));
}

async function kept(address) {
  return (await caches.match(address)) ?? Response.error();
}

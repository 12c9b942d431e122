// Keeps the empty log form and its looks on this phone, and shows them when there is no signal. Sends nothing.
const KEPT = "events-1";
const FORM = new URL("log/", self.registration.scope).pathname;
// The folder of styles and scripts, told by the page.
const LOOKS = new URL(self.location).searchParams.get("looks");

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(fresh(new Request(FORM), FORM).catch(() => {}));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function fresh(request, name) {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) (await caches.open(KEPT)).put(name, answer.clone());
  return answer;
}

async function kept(request, name) {
  try {
    return await fresh(request, name);
  } catch (error) {
    const copy = await caches.match(name, { ignoreSearch: true });
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname === FORM && !url.search) event.respondWith(kept(event.request, url.pathname));
  else if (url.pathname.startsWith(LOOKS)) event.respondWith(kept(event.request, url.pathname));
});

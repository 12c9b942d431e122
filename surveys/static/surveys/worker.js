// Keeps the empty forms that were opened here, and their looks, for when there is no signal. Sends nothing.
const KEPT = "surveys-1";
// The folder of styles and scripts, told by the page.
const LOOKS = new URL(self.location).searchParams.get("looks");
const PATIENCE = 5000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function put(name, answer) {
  if (!answer.ok || answer.redirected || (answer.headers.get("Cache-Control") ?? "").includes("no-store")) return;
  await (await caches.open(KEPT)).put(name, answer.clone());
}

self.addEventListener("message", (event) => {
  const { page: form, looks: seen } = event.data;
  const ours = seen.filter((name) => new URL(name).pathname.startsWith(LOOKS));
  event.waitUntil(Promise.all([form, ...ours].map((name) => fetch(name).then((answer) => put(name, answer)).catch(() => {}))));
});

async function page(request) {
  const copy = await caches.match(request.url);
  if (!copy) return fetch(request);
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, copy));
  const fresh = fetch(request).then((answer) => {
    const shown = answer.clone();
    return put(request.url, answer).catch(() => {}).then(() => shown);
  });
  return Promise.race([fresh.catch(() => copy), late]);
}

async function looks(request) {
  try {
    const answer = await fetch(request);
    await put(request.url, answer);
    return answer;
  } catch (error) {
    const copy = await caches.match(request.url);
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && !url.search) event.respondWith(page(event.request));
  else if (url.pathname.startsWith(LOOKS)) event.respondWith(looks(event.request));
});

// Keeps the sheet of a visit that was opened here, and its looks, for when there is no signal. Sends nothing. The sheet is
// one person's: it goes after half a day, when the server shows it no more, and when nobody is signed in (portal.js).
const SHEETS = "private-evaluations";
const LOOKED = "evaluations-1";
const SHEET = /\/sections\/onsite\/$/;
const LIFE = 12 * 60 * 60 * 1000;
const KEPT_AT = "X-Kept-At";
// The folder of styles and scripts, told by the page.
const LOOKS = new URL(self.location).searchParams.get("looks");

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// What this page loaded before the worker stood, once more through it.
self.addEventListener("message", (event) => {
  const seen = event.data.looks.filter((name) => new URL(name).pathname.startsWith(LOOKS));
  const kept = [sheet(new Request(event.data.page)), ...seen.map((name) => looks(new Request(name)))];
  event.waitUntil(Promise.allSettled(kept));
});

async function sheet(request) {
  const sheets = await caches.open(SHEETS);
  try {
    const answer = await fetch(request, { credentials: "same-origin" });
    if (!answer.ok || answer.redirected) await sheets.delete(request.url, { ignoreVary: true });
    else await sheets.put(request.url, await dated(answer.clone()));
    return answer;
  } catch (error) {
    const copy = await sheets.match(request.url, { ignoreVary: true });
    if (copy && Date.now() - Number(copy.headers.get(KEPT_AT)) < LIFE) return copy;
    await sheets.delete(request.url, { ignoreVary: true });
    throw error;
  }
}

async function dated(answer) {
  const headers = new Headers(answer.headers);
  headers.set(KEPT_AT, Date.now());
  return new Response(await answer.blob(), { status: answer.status, headers });
}

async function looks(request) {
  const kept = await caches.open(LOOKED);
  try {
    const answer = await fetch(request);
    if (answer.ok) await kept.put(request.url, answer.clone());
    return answer;
  } catch (error) {
    const copy = await kept.match(request.url, { ignoreVary: true });
    if (copy) return copy;
    throw error;
  }
}

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== "GET" || url.origin !== location.origin) return;
  if (event.request.mode === "navigate" && SHEET.test(url.pathname)) event.respondWith(sheet(event.request));
  else if (url.pathname.startsWith(LOOKS)) event.respondWith(looks(event.request));
});

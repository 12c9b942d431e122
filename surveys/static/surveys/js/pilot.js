// In a pilot alone: at which question the form was left or sent, and after how long. Nothing of the answers.
const form = document.querySelector("form[data-pilot]");
const wordOf = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
let [word, began] = [wordOf(), Date.now()];

// A form that was shown again after a fault is the same visit.
function resume(name) {
  try {
    const kept = JSON.parse(sessionStorage.getItem(name) ?? "null");
    if (kept) [word, began] = kept;
    sessionStorage.setItem(name, JSON.stringify([word, began]));
  } catch { /* no storage: a visit of its own */ }
}

function note(isSent) {
  const question = form.querySelector(".step:not([hidden])")?.dataset.step ?? "";
  const seconds = Math.round((Date.now() - began) / 1000);
  const told = new URLSearchParams({ word, question, seconds });
  if (isSent) told.set("is_sent", "on");
  navigator.sendBeacon(form.dataset.pilot, told);
}

// Another person may answer on the same phone.
function renew(name) {
  [word, began] = [wordOf(), Date.now()];
  try { sessionStorage.removeItem(name); } catch { /* nothing was kept */ }
}

if (form) {
  const name = `pilot:${form.dataset.wave}`;
  let isSent = false;
  resume(name);
  form.addEventListener("submit", (event) => {
    // Where nothing goes out by itself, the page sends what it kept.
    isSent = !event.defaultPrevented || "sending" in form.dataset;
    if (isSent) note(true);
  });
  form.addEventListener("reset", () => { isSent = false; renew(name); });
  // A phone may lose the moment at which a page is left: each step is noted.
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-next], [data-back]")) setTimeout(() => { if (!isSent) note(false); }, 0);
  });
  note(false);
  const leave = () => { if (isSent) renew(name); else note(false); };
  // A phone that is laid aside may never come back; a page that is left need not have been hidden before.
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  addEventListener("pagehide", leave);
}

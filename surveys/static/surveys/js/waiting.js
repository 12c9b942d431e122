// A file is being made: this part of the page looks again until it is there; then the page is asked for anew.
const PAUSE = 2000;
const part = document.querySelector("[data-waiting]");

// Says how far the page of this text is; whether it still waits.
export function renew(place, text) {
  const now = new DOMParser().parseFromString(text, "text/html").querySelector("[data-waiting]");
  if (!now) return false;
  place.querySelector(".progress").replaceWith(now.querySelector(".progress"));
  place.querySelector("p").textContent = now.querySelector("p").textContent.trim();
  return true;
}

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected || !answer.ok || !renew(part, await answer.text())) return location.reload();
  } catch { /* no signal: again in a moment */ }
  return setTimeout(look, PAUSE);
}

if (part) setTimeout(look, PAUSE);

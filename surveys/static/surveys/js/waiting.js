// A file is being made: this part of the page looks again until it is there; then the page is asked for anew.
const PAUSE = 2000;
const part = document.querySelector("[data-waiting]");

async function look() {
  try {
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (answer.redirected || !answer.ok) return location.reload();
    const now = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("[data-waiting]");
    if (!now) return location.reload();
    part.querySelector(".progress").replaceWith(now.querySelector(".progress"));
    part.querySelector("p").textContent = now.querySelector("p").textContent.trim();
  } catch { /* no signal: again in a moment */ }
  setTimeout(look, PAUSE);
}

if (part) setTimeout(look, PAUSE);

// Two minutes before a sign-in ends a person is told, and one press goes on (WCAG 2.2.1). Tabs know of each other.
const WARNING = 120000;
const NAME = "session-ends";

export function watchSession(box) {
  const button = box.querySelector("button");
  let ends = 0;
  let timer = 0;

  function show(told) {
    box.hidden = !told;
    button.hidden = told !== "soon";
    for (const words of box.querySelectorAll("[data-told]")) words.hidden = words.dataset.told !== told;
  }

  function look() {
    const left = ends - Date.now();
    if (left > WARNING) show(null);
    else show(left > 0 ? "soon" : "over");
    clearTimeout(timer);
    if (left > 0) timer = setTimeout(look, Math.max(left > WARNING ? left - WARNING : left, 0) + 50);
  }

  function until(seconds) {
    ends = Date.now() + seconds * 1000;
    try {
      localStorage.setItem(NAME, ends);
    } catch {
      // Storage is shut: this tab counts for itself.
    }
    look();
  }

  button.addEventListener("click", async () => {
    try {
      const answer = await fetch(box.dataset.address, { headers: { Accept: "application/json" } });
      if (answer.redirected || !answer.ok) ends = 0;
      else until((await answer.json()).seconds);
    } catch {
      // Not reached: the words stay, and so does the button.
    }
    look();
  });
  addEventListener("storage", ({ key, newValue }) => {
    if (key !== NAME || !(Number(newValue) > ends)) return;
    ends = Number(newValue);
    look();
  });
  // A laptop that slept, a tab that was put aside: timers stood still.
  document.addEventListener("visibilitychange", look);
  until(Number(box.dataset.sessionSeconds));
}

// What the server says of one item, beside it.
import { gettext } from "./words.js";

function told(panel, state) {
  const box = panel.querySelector("[data-told]");
  box.className = "notice";
  box.dataset.state = state;
  box.setAttribute("role", "alert");
  box.replaceChildren();
  box.hidden = false;
  return box;
}

function button(words, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
  made.addEventListener("click", press);
  return made;
}

export function tellFaults(panel, words) {
  const box = panel?.querySelector("[data-told]");
  if (!box) return;
  if (!words) box.hidden = true;
  else told(panel, "not_met").append(words.join(" "));
}

export function tellConflict(panel, theirs, mine, yours) {
  const box = told(panel, "watch");
  const row = document.createElement("p");
  row.className = "row";
  row.append(
    button(gettext("Put mine in its place"), () => { box.hidden = true; mine(panel.id, theirs.revision); }),
    button(gettext("Take what was saved"), () => yours(panel.id)),
  );
  const words = document.createElement("div");
  words.className = "stack";
  words.append(gettext("Saved meanwhile on another device or by a colleague: [text]").replace("[text]", () => theirs.text), row);
  box.append(words);
}

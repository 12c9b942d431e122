// A session that ended while somebody typed: what was sent in vain comes back after signing in, in this tab, for an hour.
import { gettext } from "./words.js";

const NAME = "typed";
const HOUR = 3600000;
const BACK = gettext("Your session had ended. What you typed is back: look it over and send it again; choose files anew.");

function read() {
  try {
    const kept = JSON.parse(sessionStorage.getItem(NAME));
    return kept && Date.now() - kept.at < HOUR ? kept : null;
  } catch {
    return null;
  }
}

function write(kept) {
  try {
    if (kept) sessionStorage.setItem(NAME, JSON.stringify(kept));
    else sessionStorage.removeItem(NAME);
  } catch {
    // Storage is full or shut: the page works as it did without this file.
  }
}

const typed = (form) => [...form.querySelectorAll("textarea, select, input")].filter(
  (control) => control.name && !["hidden", "file", "password", "submit", "button"].includes(control.type),
);
const isChoice = (control) => control.type === "radio" || control.type === "checkbox";

function keep(form) {
  const fields = typed(form).map((control) => [control.name, control.value, isChoice(control) ? control.checked : null]);
  write({ path: location.pathname, at: Date.now(), interrupted: false, fields });
}

function putBack(kept) {
  let changed = null;
  for (const [name, value, checked] of kept.fields) {
    const same = [...document.querySelectorAll(`main [name="${CSS.escape(name)}"]`)];
    const control = checked === null ? same.find((each) => !isChoice(each)) : same.find((each) => each.value === value);
    if (!control || (checked === null ? control.value === value : control.checked === checked)) continue;
    if (checked === null) control.value = value;
    else control.checked = checked;
    control.closest("details")?.setAttribute("open", "");
    control.dispatchEvent(new Event("change", { bubbles: true }));
    changed ??= control.form;
  }
  if (!changed) return;
  const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: BACK });
  notice.dataset.state = "information";
  notice.setAttribute("role", "status");
  changed.before(notice);
}

export function keepTyped() {
  const kept = read();
  if (location.pathname.includes("/account/login/") || document.querySelector("[data-interrupted]")) {
    if (kept) write({ ...kept, interrupted: true });
  } else if (!location.pathname.includes("/account/")) {
    if (kept?.interrupted && kept.path === location.pathname) putBack(kept);
    write(null);
  }
  document.addEventListener("submit", (event) => {
    const form = event.target;
    // Doors keep nothing; a survey keeps its own draft, and forgets it; what is sent again (403, 503) is kept already.
    const isOther = location.pathname.includes("/account/") || form.querySelector("[type=password]")
      || "survey" in form.dataset || "again" in form.dataset;
    if (!event.defaultPrevented && form.method === "post" && !isOther) keep(form);
  });
}

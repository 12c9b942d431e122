// A form is sent once: the second press is dropped, the button says that it works, readers hear it.
const WORDS = document.documentElement.lang.startsWith("zh") ? "正在提交，请稍候…" : "Sending, please wait…";
const GIVE_UP = 30000;

function announcer() {
  let live = document.getElementById("live");
  if (!live) {
    live = document.createElement("p");
    live.id = "live";
    live.className = "visually-hidden";
    live.setAttribute("role", "status");
    document.body.append(live);
  }
  return live;
}

function release(form) {
  delete form.dataset.sending;
  for (const button of document.querySelectorAll("[aria-busy=true]")) {
    button.removeAttribute("aria-busy");
    button.removeAttribute("aria-disabled");
  }
}

function busy(form, button) {
  form.dataset.sending = "yes";
  if (button) {
    button.setAttribute("aria-busy", "true");
    // Disabled in words only: a button that is truly disabled would not be sent with its form.
    button.setAttribute("aria-disabled", "true");
  }
  announcer().textContent = form.dataset.busy || WORDS;
  setTimeout(() => release(form), GIVE_UP);
}

function guardForms() {
  announcer();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || event.submitter?.formTarget === "_blank") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    busy(form, event.submitter);
  });
  // Back from the next page: the browser may show this one as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
}
// The summary of errors takes the focus; its lines lead into the field, not only to it.
const CONTROL = "input:not([type=hidden]), select, textarea";

function controlOf(id) {
  const target = document.getElementById(id);
  if (!target) return null;
  return target.matches(CONTROL) ? target : target.querySelector(CONTROL);
}

function showErrors(root = document) {
  const summary = root.querySelector("[data-errors]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && controlOf(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  });
}
// Escape, or a press elsewhere, closes an open menu.
function closeMenus() {
  const open = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of open()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of open()) if (!menu.contains(event.target)) menu.open = false;
  });
}
// Improvements only: every page works without this file.

showErrors();
guardForms();
closeMenus();
if (document.querySelector("[data-file]")) {
  import("./js/files.js").then((files) => files.watchFiles());
}

// A form is sent once: the second press is dropped, the button says that it works, readers hear it.
import { gettext } from "./words.js";

const WORDS = gettext("Sending, please wait…");
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

export function guardForms() {
  announcer();
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || event.submitter?.formTarget === "_blank") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    busy(form, event.submitter);
    if (form.pending) {
      event.preventDefault();
      form.pending.then(() => form.submit());
    }
  });
  // Back from the next page: the browser may show this one as it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(release);
  });
}

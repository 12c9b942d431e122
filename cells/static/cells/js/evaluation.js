// The evaluator's sheet where there is no signal: a copy of what was filled in stays on this device until the server
// has it; sending waits for the network. The copy knows which version it was written over: a newer one is a conflict.
import { Copy } from "./copy.js";
import { gettext } from "./words.js";

const SAY = {
  kept: gettext("No signal: kept on this device, sent when there is one"),
  login: gettext("Your session ended; it is still on this device. Sign in and come back to send it"),
  back: gettext("What you had not sent is back: look it over and save"),
};

const form = document.querySelector("form[data-copy]");
const line = form?.querySelector("[data-saved]");
const copy = form && new Copy(location.pathname);
let waits = null;
let busy = false;

const controls = (code) => [form.elements.revision, ...[...form.elements].filter((each) => each.name.startsWith(`${code}-`))];

function forget() {
  copy.write({});
}

function body(submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  return data;
}

async function send(submitter) {
  if (busy) return;
  busy = true;
  waits = null;
  try {
    const reply = await fetch(location.pathname, { method: "POST", body: body(submitter), credentials: "same-origin" });
    if (reply.redirected && new URL(reply.url).pathname.includes("/login/")) line.textContent = SAY.login;
    else if (reply.ok) {
      forget();
      location.assign(reply.url);
    } else {
      // The server says on its own page what is wrong, or who saved meanwhile; what was sent stands in its fields.
      forget();
      form.submit();
    }
  } catch {
    waits = submitter ?? true;
    line.textContent = SAY.kept;
  } finally {
    busy = false;
  }
}

// The sheet of a visit opens again without a signal: a worker keeps it and its looks.
function keepSheet({ worker, scope }) {
  navigator.serviceWorker.register(worker, { scope }).then(() => navigator.serviceWorker.ready).then(({ active }) => {
    const looks = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ page: location.href.split("#")[0], looks });
  }).catch(() => {});
}

if (form) {
  form.addEventListener("input", (event) => {
    const code = event.target.closest("section.panel[id]")?.id;
    if (code) copy.keep(code, controls(code));
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(event.submitter);
  });
  window.addEventListener("online", () => waits && send(waits === true ? null : waits));
  if (form.dataset.worker && "serviceWorker" in navigator) keepSheet(form.dataset);
  if (copy.restore(form).length) line.textContent = SAY.back;
}

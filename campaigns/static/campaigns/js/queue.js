// Logging without a signal: the report is kept on the phone first, sent when it can be, and gone once it is received.
import { fill, mark, packed, renew } from "./packing.js";
import { isReceipt, post, send } from "./sending.js";
import { drop, keep, waiting } from "./store.js";
import { gettext } from "./words.js";

const STATES = {
  sending: gettext("Sending"),
  kept: gettext("Waiting for a signal"),
  signIn: gettext("Sign in again to send it; it is still on this phone"),
  wrong: gettext("Something has to be put right"),
};
const OPEN = gettext("Open and correct");
const FULL = gettext("There is no signal, and this phone has no room left to keep the report. It is still on this page: leave it open and press again when there is a signal, or free some room.");

function made(tag, text, more = {}) {
  return Object.assign(document.createElement(tag), { textContent: text }, more);
}

function button(label, act) {
  const one = made("button", label, { type: "button", className: "button", onclick: act });
  one.dataset.kind = "quiet";
  return one;
}

export function startQueue(panel, form) {
  const owner = panel.dataset.owner;
  const received = document.querySelector("[data-received]");
  const states = new Map();
  let busy = false;

  async function draw() {
    const rows = await waiting(owner);
    panel.hidden = rows.length === 0;
    panel.querySelector("h2").textContent = gettext("[count] kept on this phone, sent when there is a signal").replace("[count]", rows.length);
    panel.querySelector("ul").replaceChildren(...rows.map(line));
  }

  function line(row) {
    const item = document.createElement("li");
    const state = states.get(row.key) ?? "kept";
    item.append(made("span", `${row.title} · ${STATES[state]}`), button(gettext("Send now"), flush));
    if (state === "wrong" && form) item.append(button(OPEN, () => fill(form, row)));
    if (state === "wrong" && !form) item.append(made("a", OPEN, { href: row.address }));
    item.append(button(gettext("Remove from this phone"), () => confirm(gettext("Remove this report? It was not sent.")) && drop(row.key).then(draw)));
    return item;
  }

  function tell(row, receipt) {
    const item = document.createElement("li");
    item.append(`${row.title} · `, made("a", gettext("See the receipt"), { href: receipt }));
    received.querySelector("ul").append(item);
    received.querySelector("h2").textContent = gettext("[count] received by the district").replace("[count]", received.querySelectorAll("li").length);
    received.hidden = false;
  }

  // One after the other; another tab of this phone waits its turn, and then finds nothing left.
  function flush() {
    if (busy) return Promise.resolve();
    busy = true;
    const work = () => sendAll().finally(() => (busy = false));
    return navigator.locks ? navigator.locks.request("events-queue", work) : work();
  }

  async function sendAll() {
    for (const row of await waiting(owner)) {
      states.set(row.key, "sending");
      await draw();
      const { state, receipt } = await send(row);
      states.set(row.key, state);
      if (receipt) tell(row, receipt);
    }
    await draw();
  }

  form?.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    mark(form, true);
    const row = packed(form, owner);
    const isKept = await keep(row).then(() => true, () => false);
    const answer = await post(row);
    if (isReceipt(answer)) {
      await drop(row.key).catch(() => {});
      location.assign(answer.url);
    } else if (answer?.status === 400 || (answer && !isKept)) {
      // Something is wrong: the server says so on its own page, with what was typed.
      await drop(row.key).catch(() => {});
      form.submit();
    } else if (!isKept) {
      mark(form, false);
      alert(FULL);
    } else {
      states.set(row.key, answer?.redirected ? "signIn" : "kept");
      form.reset();
      renew(form);
      await draw();
      panel.focus();
    }
  });

  addEventListener("online", flush);
  if (form) renew(form);
  draw()
    .then(flush)
    .then(() => panel.toggleAttribute("data-settled", true));
}

// A section of a rubric saves itself as one types. The server has the last word; a copy on this device
// holds what it has not confirmed: a killed tab, an ended session and a dead network lose nothing.
import { Copy } from "./copy.js";
import { tellConflict, tellFaults } from "./told.js";
import { gettext } from "./words.js";

const PAUSE = 900;
const RETRY = 15000;
const SAY = {
  saving: gettext("Saving…"),
  saved: gettext("Saved by itself at [time]"),
  later: gettext("No connection: kept on this device, saved when it is back"),
  login: gettext("Your session ended; what you typed is kept on this device. Sign in again to save it"),
  open: gettext("Some items are not saved yet: see the marked ones"),
  back: gettext("What you typed before is back"),
  refused: gettext("Not taken"),
};

const form = document.querySelector("form[data-save]");
const line = form?.querySelector("[data-saved]");
const dirty = new Set();
let timer = 0;
let busy = false;

const panelOf = (code) => document.getElementById(code);
const controls = (code) => [...form.elements].filter((control) => control.name.startsWith(`${code}-`));

function say(words, link) {
  line.textContent = words;
  if (link) {
    const anchor = document.createElement("a");
    anchor.href = `${link}?next=${encodeURIComponent(location.pathname)}`;
    anchor.textContent = gettext("Sign in again");
    line.append(" ", anchor);
  }
}

function bodyOf(codes) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
  for (const [name, value] of new FormData(form)) {
    const code = codes.find((each) => name.startsWith(`${each}-`));
    if (code && !(value instanceof File && !value.name)) body.append(name, value);
  }
  return body;
}

function later(wait) {
  clearTimeout(timer);
  timer = setTimeout(save, wait);
}

// What the server took is forgotten here; what was typed meanwhile stays dirty and goes with the next save.
function take(answer, sent, stamp) {
  for (const [code, revision] of Object.entries(answer.revisions)) {
    form.elements[`${code}-revision`].value = revision;
    if (!(code in answer.faults)) {
      for (const control of controls(code)) if (control.type === "file" && stamp.get(code) === changes.get(code)) clearFile(control);
      const link = form.elements[`${code}-link`];
      if (link && stamp.get(code) === changes.get(code)) link.value = "";
    }
  }
  for (const code of sent) {
    const held = panelOf(code)?.querySelector("[data-evidence]");
    if (held) renew(held, answer.evidence[code]);
    tellFaults(panelOf(code), answer.faults[code]);
    if (answer.refused.includes(code) && stamp.get(code) === changes.get(code)) refuseFile(form.elements[`${code}-files`]);
    if (stamp.get(code) === changes.get(code) && !(code in answer.faults) && !(code in answer.theirs)) copy.forget(code);
    else if (stamp.get(code) !== changes.get(code)) dirty.add(code);
  }
  for (const [code, theirs] of Object.entries(answer.theirs)) tellConflict(panelOf(code), theirs, mine, yours);
  renew(form.querySelector("[data-score]"), answer.score);
  renew(form.querySelector("[data-missing]"), answer.missing);
  const isOpen = Object.keys(answer.faults).length || Object.keys(answer.theirs).length;
  say(isOpen ? SAY.open : `${answer.total} · ${SAY.saved.replace("[time]", answer.at)}`);
}

// Drawn anew only where something changed: the focus may stand on a link or a button in it. The page and the answer
// break their lines in their own places.
function renew(place, html) {
  const fresh = document.createElement("template");
  fresh.innerHTML = html;
  if (fresh.innerHTML.trim() !== place.innerHTML.trim()) place.replaceChildren(fresh.content);
}

function clearFile(input) {
  input.value = "";
  input.closest("[data-file]")?.querySelector("ul.files")?.replaceChildren();
}

// What the server refused stays named beside its refusal, and is not sent again with the next word.
function refuseFile(input) {
  input.value = "";
  for (const state of input.closest("[data-file]")?.querySelectorAll(".files__size") ?? []) state.textContent = SAY.refused;
}

async function save() {
  if (busy || !dirty.size) return;
  const sent = [...dirty];
  const stamp = new Map(changes);
  busy = true;
  dirty.clear();
  say(SAY.saving);
  try {
    const reply = await fetch(form.dataset.save, { method: "POST", body: bodyOf(sent), headers: { Accept: "application/json" } });
    if (reply.redirected || reply.status === 403) return hold(sent, SAY.login, form.dataset.login);
    const answer = await reply.json();
    if (reply.ok) take(answer, sent, stamp);
    else hold(sent, answer.closed ?? SAY.later);
  } catch {
    hold(sent, SAY.later);
    later(RETRY);
  } finally {
    busy = false;
    if (dirty.size && line.textContent !== SAY.later && !line.querySelector("a")) later(PAUSE);
  }
}

function hold(codes, words, link) {
  codes.forEach((code) => dirty.add(code));
  say(words, link);
}

// "Mine": my words take the place of theirs. "Yours": theirs stay, the page shows them.
function mine(code, revision) {
  form.elements[`${code}-revision`].value = revision;
  touch(code);
}

function yours(code) {
  copy.forget(code);
  location.hash = code;
  location.reload();
}

const changes = new Map();

function touch(code) {
  changes.set(code, (changes.get(code) ?? 0) + 1);
  dirty.add(code);
  copy.keep(code, controls(code));
  later(PAUSE);
}

const copy = form && new Copy(form.dataset.save);

function start() {
  form.addEventListener("input", (event) => {
    const code = event.target.closest("section.panel[id]")?.id;
    if (code && event.target.type !== "file") touch(code);
  });
  // A photo is first made smaller (files.js); then it goes at once.
  form.addEventListener("files:ready", (event) => touch(event.target.closest("section.panel[id]").id));
  window.addEventListener("online", () => later(0));
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && save());
  const restored = copy.restore(form);
  restored.forEach(touch);
  if (restored.length) say(SAY.back);
}

if (form) start();

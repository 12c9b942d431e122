// One question a screen, resumed where it was left. Without this file the whole form stands on one page and works.
import { Below } from "./below.js";
import { check, clearOthers, settleOthers } from "./check.js";
import { answerIn, holds } from "./routes.js";
import { Draft } from "./draft.js";
import { keepForm, proofOf, Queue } from "./queue.js";
import { Trail } from "./trail.js";

const form = document.querySelector("form[data-survey]");
const words = document.querySelector("[data-words]")?.dataset;
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const one = (selector) => document.querySelector(selector);

const steps = all("[data-step]", form);
const endings = all("[data-ending]", form);
const intro = all("[data-intro]");
const [back, next, send] = ["button[data-back]", "button[data-next]", "button[data-submit]"].map(one);
const progress = one("[data-progress]");
const draft = new Draft(form);
const offline = form?.dataset.worker && words && new Queue(words);
const below = next && words && new Below(next.closest(".actions"), words);
let at = -1; // -1: the notice before the first question
let trail;
let voice;

const chosen = (name) => all(`[name="${name}"]:checked`, form).map((input) => input.value);

const stepOf = (question) => steps.find((step) => step.dataset.step === question);
const isAsked = (step) => !step.dataset.onlyIf || holds(JSON.parse(step.dataset.onlyIf), given);

// What was answered to a question; nothing where it is not asked.
function given(question) {
  const step = stepOf(question);
  if (!step || !isAsked(step)) return [];
  const typed = one(`input:not([type=radio], [type=checkbox])[name="q_${question}"]`)?.value;
  return typed === undefined ? chosen(`q_${question}`) : [typed].filter(Boolean);
}

const ahead = () => steps.findIndex((step, index) => index > at && isAsked(step));
const lastAsked = (before) => steps.reduce((found, step, index) => (index < before && isAsked(step) ? index : found), -1);
const behind = () => lastAsked(at);

function clearUnasked() {
  for (const step of steps.filter((each) => !isAsked(each))) {
    for (const control of all("input, textarea, select", step)) {
      if (control.matches("[type=radio], [type=checkbox]")) control.checked = false;
      else control.value = "";
    }
  }
  clearOthers(form);
}

function say(step, text) {
  const place = step.querySelector(".question-error");
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
  delete place.dataset.settled;
  for (const control of all("input, textarea, select", step)) {
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (text) step.querySelector("input, textarea, select").focus();
}

// What was said is taken back when it is being mended, but its room stays until the step is left: whatever the finger
// is on its way to must not move.
function hush(step) {
  const place = step?.querySelector(".question-error:not([hidden])");
  if (!place) return;
  place.dataset.settled = "";
  for (const control of all("[aria-invalid]", step)) control.removeAttribute("aria-invalid");
}

function positionWords({ number }, place, total) {
  if (number) return words.position;
  return place > total ? words.over : words.ahead;
}

function showProgress(step) {
  progress.hidden = !step;
  if (!step) return;
  const [place, total] = [Number(step.dataset.place), Number(form.dataset.total)];
  const minutes = Math.max(1, Math.ceil((Number(form.dataset.minutes) * (total - place + 1)) / total));
  progress.querySelector("[data-progress-words]").textContent = positionWords(step.dataset, place, total)
    .replace("[number]", place).replace("[total]", total).replace("[minutes]", minutes);
  progress.querySelector("progress").value = place - 1;
}

function offerSending() {
  const last = at >= 0 && ahead() < 0;
  next.hidden = last;
  send.hidden = !last;
}

function show(index, { focus = true } = {}) {
  at = index;
  const current = steps[index];
  steps.forEach((step) => { step.hidden = step !== current; });
  endings.forEach((ending) => { ending.hidden = true; });
  // The heading stays for those who listen.
  intro.forEach((part) => {
    if (part.querySelector("h1")) part.classList.toggle("visually-hidden", index >= 0);
    else part.hidden = index >= 0;
  });
  showProgress(current);
  back.hidden = index < 0;
  offerSending();
  next.textContent = index < 0 ? words.start : words.next;
  draft.step = current?.dataset.step ?? "";
  all("[data-answer]", current ?? form).forEach((place) => answerIn(place, form));
  voice?.show(current);
  if (index >= 0) below.show(current, progress);
  if (focus && current) {
    const head = current.querySelector("legend, .question, h2") ?? current;
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
  }
}

function end(code) {
  steps.forEach((step) => { step.hidden = true; });
  const ending = endings.find((each) => each.dataset.ending === code);
  ending.hidden = false;
  progress.hidden = next.hidden = send.hidden = true;
  draft.forget();
  form.reset();
  ending.querySelector("h2").focus();
}

function forward() {
  const step = steps[at];
  if (step) {
    const trouble = check(step, words);
    say(step, trouble);
    if (trouble) return;
    if (!below.wasSeen()) return;
    const ending = step.querySelector("input:checked[data-ends]");
    if (ending) { end(ending.dataset.ends); return; }
  }
  show(ahead());
  trail.push();
  draft.keep();
}

function backward() {
  if (history.state?.below) { history.back(); return; }
  show(behind());
  trail.jump();
}

function keepExclusive(input) {
  if (!input.checked || input.type !== "checkbox") return;
  const others = all(`[name="${input.name}"]:checked`, form).filter((each) => each !== input);
  others.filter((each) => "exclusive" in input.dataset || "exclusive" in each.dataset).forEach((each) => { each.checked = false; });
}

function offerCommunities() {
  for (const block of all("[data-community]", form)) {
    const area = block.closest("fieldset").querySelector("input:checked")?.value;
    const groups = all("optgroup", block);
    block.hidden = !groups.some((group) => group.dataset.area === area);
    for (const group of groups) {
      group.hidden = group.disabled = group.dataset.area !== area;
      if (group.disabled && group.querySelector(":checked")) block.querySelector("select").value = "";
    }
  }
}

function offerResuming() {
  const notice = one("[data-resumed]");
  const hide = () => { notice.hidden = true; };
  notice.hidden = false;
  notice.querySelector("button").addEventListener("click", () => { hide(); startAnew(); });
  next.addEventListener("click", hide, { once: true });
}

function startAnew() {
  draft.forget();
  form.reset();
  draft.renew();
  offerCommunities();
  settleOthers(form);
  show(-1);
  trail.jump();
}

function busy(isBusy, text = form.dataset.busy) {
  if (isBusy) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  send.setAttribute("aria-busy", String(isBusy));
  const live = document.getElementById("live");
  if (live && isBusy) live.textContent = text;
}

// Kept on this phone first, so that neither a lost signal nor a closed tab loses it.
async function sendKept() {
  busy(true);
  const row = {
    key: form.elements.key.value,
    address: form.action,
    title: document.querySelector("h1").textContent.trim(),
    body: new URLSearchParams(new FormData(form)).toString(),
  };
  let found;
  try { found = await offline.take(row); } catch { form.submit(); return; }
  if (found.state === "received") { draft.forget(); leave(found.url); return; }
  if (found.state === "refused") { form.submit(); return; }
  busy(false);
  startAnew();
  offline.panel.focus();
}

// From a tablet of many people nobody goes back to what the one before typed.
function leave(url) {
  if (draft.isKept) location.assign(url);
  else location.replace(url);
}

async function proveAndSend(bits) {
  if (!crypto.subtle) return;
  busy(true, words.proving);
  try { form.elements.proof.value = await proofOf(form.elements.key.value, bits); } finally { busy(false); }
  form.requestSubmit(send);
}

// Not every phone has a voice; the others need not load how one is used.
async function listen() {
  if (!window.speechSynthesis) return;
  const { Voice } = await import("./voice.js");
  voice = new Voice(one("[data-voice]"), words);
  voice.show(steps[at]);
}

function begin() {
  form.closest(".survey").classList.add("stepping");
  all("[data-condition-words]", form).forEach((hint) => { hint.hidden = true; });
  const faulty = steps.findIndex((step) => step.querySelector(".question-error:not([hidden])"));
  const resumed = "faulty" in form.dataset ? false : draft.restore();
  offerCommunities();
  settleOthers(form);
  trail = new Trail({ at: () => at, behind, show });
  const left = resumed ? steps.findIndex((step) => step.dataset.step === resumed.step) : -1;
  const first = "faulty" in form.dataset ? lastAsked(steps.length) : left;
  show(faulty >= 0 ? faulty : first, { focus: false });
  trail.jump();
  if (resumed) offerResuming();
}

if (form && words && next) {
  begin();
  listen().catch(() => {}); // without signal there may be none
  next.addEventListener("click", forward);
  back.addEventListener("click", backward);
  form.addEventListener("change", (event) => {
    keepExclusive(event.target);
    offerCommunities();
    settleOthers(form);
    draft.keep();
    hush(event.target.closest(".step"));
    offerSending();
    below.look();
  });
  form.addEventListener("input", () => { draft.keep(); offerSending(); });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.matches("textarea, button")) return;
    if (!next.hidden) { event.preventDefault(); forward(); }
  });
  document.querySelector("[data-errors]")?.addEventListener("click", (event) => {
    const name = event.target.closest("a")?.hash.slice(1);
    const index = steps.findIndex((step) => name && step.querySelector(`#${CSS.escape(name)}`));
    if (index >= 0) { show(index); trail.jump(); }
  }, { capture: true });
  form.addEventListener("submit", (event) => {
    const trouble = steps[at] && check(steps[at], words);
    if (trouble || !below.wasSeen()) { event.preventDefault(); if (steps[at]) say(steps[at], trouble); return; }
    clearUnasked();
    draft.keep();
    form.elements.taken.value = draft.seconds();
    if (!offline) return;
    event.preventDefault();
    if (!form.dataset.sending) sendKept();
  });
  form.addEventListener("survey:anew", startAnew);
  if (offline) keepForm(form.dataset.worker);
  if (form.dataset.proofBits) proveAndSend(Number(form.dataset.proofBits));
}

// What can be said about one step before it is left; the server checks everything again.
const filled = (control) => control.value.trim() !== "";

function choiceTrouble(step, boxes, words) {
  const marked = boxes.filter((box) => box.checked);
  if (!marked.length) return "required" in step.dataset ? words.missing : "";
  if (marked.length > 1 && marked.some((box) => "exclusive" in box.dataset)) return words.exclusive;
  const other = step.querySelector(".other input");
  if (!other) return "";
  const asked = other.closest(".other").previousElementSibling.querySelector("input").checked;
  return asked === filled(other) ? "" : words.other;
}

function check(step, words) {
  const boxes = [...step.querySelectorAll("[type=radio], [type=checkbox]")];
  if (boxes.length) return choiceTrouble(step, boxes, words);
  const control = step.querySelector("input, textarea");
  if (!control) return "";
  if (!filled(control)) return "required" in step.dataset ? words.missing : "";
  return control.inputMode === "numeric" && !/^\d+$/.test(control.value.trim()) ? words.number : "";
}
// Answers kept on this device until the receipt: typed values, the step, and the key that makes sending twice harmless.
// A draft of yesterday is not offered: the next person on a shared device should not find it.
const OURS = ["key", "taken", "proof", "invitation"];
const LIFE = 12 * 60 * 60 * 1000;

const nameOf = (wave) => `survey:${wave}`;

class Draft {
  constructor(form) {
    this.form = form;
    this.name = form && nameOf(form.dataset.wave);
    this.step = "";
    this.began = Date.now();
    if (form && !("faulty" in form.dataset)) this.renew();
  }

  // Each filled-in form has a word of its own, also when the page came from what this phone had kept.
  renew() {
    const word = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const parts = this.form.elements.key.value.split("!");
    if (parts.length === 3) this.form.elements.key.value = [parts[0], parts[1], word].join("!");
    this.began = Date.now();
  }

  seconds() {
    return Math.max(0, Math.round((Date.now() - this.began) / 1000));
  }

  keep() {
    const data = new FormData(this.form);
    const answers = {};
    for (const [name, value] of data) if (!OURS.includes(name) && value) (answers[name] ??= []).push(value);
    this.write({ answers, key: data.get("key"), step: this.step, began: this.began, at: Date.now() });
  }

  write(value) {
    try { localStorage.setItem(this.name, JSON.stringify(value)); } catch { /* no storage: the page itself still holds it */ }
  }

  forget() {
    try { localStorage.removeItem(this.name); } catch { /* nothing was kept */ }
  }

  read() {
    try { return JSON.parse(localStorage.getItem(this.name) ?? "null"); } catch { return null; }
  }

  // Puts the kept values back; null when there are none.
  restore() {
    const kept = this.read();
    if (!kept?.answers || !Object.keys(kept.answers).length) return null;
    if (!(Date.now() - kept.at < LIFE)) { this.forget(); return null; }
    for (const control of this.form.elements) {
      const values = kept.answers[control.name];
      if (!values) continue;
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else control.value = values[0];
    }
    this.form.elements.key.value = kept.key;
    this.began = kept.began ?? Date.now();
    return kept;
  }
}
// The little work asked for where very much comes at once: see portal/accounts/proof.py.
async function prove(word, bits) {
  const encoder = new TextEncoder();
  for (let number = 0; ; number += 1) {
    const digest = await crypto.subtle.digest("SHA-256", encoder.encode(`${word}:${number}`));
    if (new DataView(digest).getUint32(0) >>> (32 - bits) === 0) return String(number);
  }
}
// Filled-in forms on their way: kept on this phone until the receipt is there, sent once, then gone.
const NAME = "survey-queue";
const AGAIN = 20000;
const TRIES = 5;

function waiting() {
  try { return JSON.parse(localStorage.getItem(NAME) ?? "[]"); } catch { return []; }
}

function write(rows) {
  if (rows.length) localStorage.setItem(NAME, JSON.stringify(rows));
  else localStorage.removeItem(NAME);
}

const keep = (row) => write([...waiting().filter((each) => each.key !== row.key), row]);
const drop = (row) => write(waiting().filter((each) => each.key !== row.key));
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

const wordOf = (key) => key.split("!").pop();

async function post(row, proof = "") {
  const body = new URLSearchParams(row.body);
  if (proof) body.set("proof", proof);
  return fetch(row.address, { method: "POST", body, credentials: "same-origin" });
}

// "received" with the address of the receipt, "kept" where there is no signal or no room, "refused" with words of the server.
async function deliver(row) {
  let proof = "";
  for (let left = TRIES; left; left -= 1) {
    let answer;
    try { answer = await post(row, proof); } catch { return { state: "kept" }; }
    if (answer.url.includes("/receipts/")) return { state: "received", url: answer.url };
    const bits = Number(answer.headers.get("X-Proof-Bits"));
    const later = Number(answer.headers.get("Retry-After"));
    if (bits && crypto.subtle && !proof) proof = await prove(wordOf(row.key), bits);
    else if (answer.status >= 500) return { state: "kept" };
    else if (later && later <= 5) await pause(1000 * later);
    else return { state: "refused" };
  }
  return { state: "kept" };
}

class Queue {
  constructor(words) {
    this.words = words;
    this.told = new Map(); // key -> what became of it
    this.panel = document.querySelector("[data-queue]");
    addEventListener("online", () => this.flush());
    setInterval(() => document.visibilityState === "visible" && this.flush(), AGAIN);
    this.draw();
    this.flush();
  }

  // Keeps first, then sends. Throws when nothing can be kept here.
  async take(row) {
    keep(row);
    const found = await this.alone(() => deliver(row));
    if (found.state !== "kept") drop(row);
    this.draw();
    return found;
  }

  flush() {
    if (!waiting().length || this.busy) return;
    this.alone(async () => {
      for (const row of waiting()) {
        this.say(row, this.words.sending);
        const found = await deliver(row);
        if (found.state === "received") drop(row);
        this.say(row, { kept: "", refused: this.words.refused, received: this.words.received }[found.state], found.url);
      }
    });
  }

  // One after the other; another tab of this phone waits its turn.
  async alone(work) {
    this.busy = true;
    try { return await (navigator.locks ? navigator.locks.request(NAME, work) : work()); } finally { this.busy = false; }
  }

  say(row, text, url = "") {
    this.told.set(row.key, { row, text, url });
    this.draw();
  }

  draw() {
    const rows = waiting();
    const done = [...this.told.values()].filter(({ url }) => url);
    this.panel.hidden = !rows.length && !done.length;
    this.panel.querySelector("[data-queue-title]").textContent = rows.length
      ? this.words.waits.replace("[count]", rows.length) : this.words.sent;
    this.panel.querySelector("ul").replaceChildren(...rows.map((row) => this.line(row)), ...done.map((each) => this.receipt(each)));
  }

  line(row) {
    const item = document.createElement("li");
    item.append(`${row.title} · ${this.told.get(row.key)?.text || this.words.kept} `);
    item.append(this.button(this.words.again, () => this.flush()));
    item.append(this.button(this.words.remove, () => { if (confirm(this.words.sure)) { drop(row); this.draw(); } }));
    return item;
  }

  receipt({ row, text, url }) {
    const item = document.createElement("li");
    const link = Object.assign(document.createElement("a"), { href: url, textContent: url.split("/receipts/")[1].slice(0, 9) });
    item.append(`${row.title} · ${text} `, link);
    return item;
  }

  button(label, act) {
    const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
    made.dataset.kind = "quiet";
    made.addEventListener("click", act);
    return made;
  }
}

// The empty form opens again without signal: a worker keeps it and its looks.
function keepForm(address) {
  const scope = location.pathname.match(/^.*?\/(surveys|q)\//)?.[0];
  if (!scope || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(address, { scope }).then(() => navigator.serviceWorker.ready).then(({ active }) => {
    const looks = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ page: location.pathname, looks });
  }).catch(() => {});
}
// One question a screen, resumed where it was left. Without this file the whole form stands on one page and works.

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
let at = -1; // -1: the notice before the first question

const chosen = (name) => all(`[name="${name}"]:checked`, form).map((input) => input.value);

function isAsked(step) {
  const { onlyIf, onlyOptions } = step.dataset;
  return !onlyIf || chosen(onlyIf).some((value) => onlyOptions.split(" ").includes(value));
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
}

function say(step, text) {
  const place = step.querySelector(".question-error");
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
  for (const control of all("input, textarea, select", step)) {
    if (text) control.setAttribute("aria-invalid", "true");
    else control.removeAttribute("aria-invalid");
  }
  if (text) step.querySelector("input, textarea, select").focus();
}

function showProgress(step) {
  const number = Number(step?.dataset.number ?? 0);
  const total = Number(form.dataset.total);
  const minutes = Math.max(1, Math.ceil((Number(form.dataset.minutes) * (total - number + 1)) / total));
  progress.hidden = !step;
  progress.querySelector("p").textContent = words.position
    .replace("[number]", number).replace("[total]", total).replace("[minutes]", minutes);
  progress.querySelector("progress").value = number - 1;
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
  const last = index >= 0 && ahead() < 0;
  back.hidden = index < 0;
  next.hidden = last;
  send.hidden = !last;
  next.textContent = index < 0 ? words.start : words.next;
  draft.step = current?.dataset.step ?? "";
  if (index >= 0) scrollTo({ top: 0 });
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
    const ending = step.querySelector("input:checked[data-ends]");
    if (ending) { end(ending.dataset.ends); return; }
  }
  draft.keep();
  show(ahead());
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
  const notice = document.createElement("div");
  notice.className = "notice";
  notice.dataset.state = "information";
  notice.setAttribute("role", "status");
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words.anew });
  button.dataset.kind = "quiet";
  const text = Object.assign(document.createElement("p"), { textContent: words.resumed });
  const body = document.createElement("div");
  body.append(text, button);
  notice.append(body);
  button.addEventListener("click", () => { draft.forget(); form.reset(); draft.renew(); notice.remove(); offerCommunities(); show(-1); });
  form.before(notice);
  next.addEventListener("click", () => notice.remove(), { once: true });
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
  if (found.state === "received") { draft.forget(); location.assign(found.url); return; }
  if (found.state === "refused") { form.submit(); return; }
  busy(false);
  draft.forget();
  form.reset();
  draft.renew();
  show(-1, { focus: false });
  offline.panel.focus();
}

async function proveAndSend(bits) {
  if (!crypto.subtle) return;
  busy(true, words.proving);
  form.elements.proof.value = await prove(wordOf(form.elements.key.value), bits);
  busy(false);
  form.requestSubmit(send);
}

function begin() {
  form.closest(".survey").classList.add("stepping");
  all("[data-condition-words]", form).forEach((hint) => { hint.hidden = true; });
  const faulty = steps.findIndex((step) => step.querySelector(".question-error:not([hidden])"));
  const resumed = "faulty" in form.dataset ? false : draft.restore();
  offerCommunities();
  if (faulty >= 0) { show(faulty, { focus: false }); return; }
  if ("faulty" in form.dataset) { show(lastAsked(steps.length), { focus: false }); return; }
  const left = resumed ? steps.findIndex((step) => step.dataset.step === resumed.step) : -1;
  show(left, { focus: false });
  if (resumed) offerResuming();
}

if (form && words && next) {
  begin();
  next.addEventListener("click", forward);
  back.addEventListener("click", () => show(behind()));
  form.addEventListener("change", (event) => {
    keepExclusive(event.target);
    offerCommunities();
    draft.keep();
    say(event.target.closest(".step"), "");
    if (at >= 0) { const last = ahead() < 0; next.hidden = last; send.hidden = !last; }
  });
  form.addEventListener("input", () => draft.keep());
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.matches("textarea, button")) return;
    if (!next.hidden) { event.preventDefault(); forward(); }
  });
  document.querySelector("[data-errors]")?.addEventListener("click", (event) => {
    const name = event.target.closest("a")?.hash.slice(1);
    const index = steps.findIndex((step) => name && step.querySelector(`#${CSS.escape(name)}`));
    if (index >= 0) show(index);
  }, { capture: true });
  form.addEventListener("submit", (event) => {
    const trouble = steps[at] && check(steps[at], words);
    if (trouble) { event.preventDefault(); say(steps[at], trouble); return; }
    clearUnasked();
    draft.keep();
    form.elements.taken.value = draft.seconds();
    if (!offline) return;
    event.preventDefault();
    if (!form.dataset.sending) sendKept();
  });
  if (offline) keepForm(form.dataset.worker);
  if (form.dataset.proofBits) proveAndSend(Number(form.dataset.proofBits));
}

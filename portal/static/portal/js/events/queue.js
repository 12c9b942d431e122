// Logging without a signal: the report is kept on the phone first, sent when it can be, and gone once it is received.
import { drop, keep, waiting } from "./store.js";

const ZH = document.documentElement.lang.startsWith("zh");
const SAY = {
  waits: (n) => (ZH ? `${n} 条上报保存在本机，有信号时自动发送` : `${n} kept on this phone, sent when there is a signal`),
  sending: ZH ? "正在发送" : "Sending",
  kept: ZH ? "等待信号" : "Waiting for a signal",
  signIn: ZH ? "请重新登录后发送，内容仍在本机" : "Sign in again to send it; it is still on this phone",
  wrong: ZH ? "有内容需要修改" : "Something has to be put right",
  received: ZH ? "已收到" : "Received",
  again: ZH ? "现在发送" : "Send now",
  open: ZH ? "打开修改" : "Open and correct",
  remove: ZH ? "从本机删除" : "Remove from this phone",
  sure: ZH ? "确定删除这条尚未发送的上报？" : "Remove this report? It was not sent.",
};

export function startQueue(form) {
  const owner = form.dataset.owner;
  const panel = document.querySelector("[data-queue]");
  const states = new Map();
  let busy = false;

  async function draw() {
    const rows = await waiting(owner);
    panel.hidden = rows.length === 0;
    panel.querySelector("[data-queue-title]").textContent = SAY.waits(rows.length);
    panel.querySelector("ul").replaceChildren(...rows.map(line));
  }

  function button(label, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button";
    made.dataset.kind = "quiet";
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  function line(row) {
    const item = document.createElement("li");
    const words = document.createElement("span");
    const state = states.get(row.key) ?? SAY.kept;
    words.textContent = `${row.title} · ${state}`;
    item.append(words, button(SAY.again, flush));
    if (state === SAY.wrong) item.append(button(SAY.open, () => fill(form, row)));
    item.append(button(SAY.remove, () => confirm(SAY.sure) && drop(row.key).then(draw)));
    return item;
  }

  // One after the other; another tab of this phone waits its turn.
  function flush() {
    if (busy) return Promise.resolve();
    busy = true;
    const work = () => sendAll().finally(() => (busy = false));
    return navigator.locks ? navigator.locks.request("events-queue", work) : work();
  }

  async function sendAll() {
    for (const row of await waiting(owner)) {
      states.set(row.key, SAY.sending);
      await draw();
      states.set(row.key, await send(row));
      await draw();
    }
  }

  form.addEventListener("submit", async (event) => {
    if (event.defaultPrevented) return;
    event.preventDefault();
    if (form.dataset.sending) return;
    mark(form, true);
    const row = packed(form, owner);
    try {
      await keep(row);
    } catch {
      form.submit();
      return;
    }
    const answer = await post(row);
    if (answer?.url.includes("/receipt/")) {
      await drop(row.key);
      location.assign(answer.url);
    } else if (answer?.status === 400) {
      // Something is wrong: the server says so on its own page, with what was typed.
      await drop(row.key);
      form.submit();
    } else {
      states.set(row.key, answer?.redirected ? SAY.signIn : SAY.kept);
      form.reset();
      renew(form);
      await draw();
      panel.focus();
    }
  });

  addEventListener("online", flush);
  renew(form);
  draw().then(flush);
}

// A form that was kept for lack of a signal carries an old key; every new report gets its own.
function renew(form) {
  if (form.dataset.fresh !== undefined && crypto.randomUUID) form.elements.key.value = crypto.randomUUID();
  mark(form, false);
}

function mark(form, isSending) {
  if (isSending) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  form.querySelector(".actions button").setAttribute("aria-busy", String(isSending));
}

function packed(form, owner) {
  const fields = [...new FormData(form)].filter(([, value]) => !(value instanceof File) || value.size > 0);
  return { key: form.elements.key.value, owner, address: form.action, title: form.elements.title.value, fields };
}

function fill(form, row) {
  form.reset();
  for (const [name, value] of row.fields) {
    const field = form.elements[name];
    if (!field || name === "csrfmiddlewaretoken") continue;
    if (value instanceof File) files(field, value);
    else if (field instanceof RadioNodeList) [...field].forEach((one) => (one.checked ||= one.value === value));
    else if (field.type === "checkbox") field.checked = true;
    else field.value = value;
  }
  form.elements.key.value = row.key;
  form.elements.title.focus();
}

function files(field, file) {
  const all = new DataTransfer();
  [...field.files, file].forEach((one) => all.items.add(one));
  field.files = all.files;
}

// The answer of the server, or null where there is no signal.
async function post(row, token) {
  const body = new FormData();
  for (const [name, value] of row.fields) body.append(name, name === "csrfmiddlewaretoken" && token ? token : value);
  try {
    return await fetch(row.address, { method: "POST", body, credentials: "same-origin" });
  } catch {
    return null;
  }
}

async function send(row) {
  let page;
  try {
    page = await fetch(`${row.address}?now`, { credentials: "same-origin", cache: "no-store" });
  } catch {
    return SAY.kept;
  }
  if (page.redirected || !page.ok) return SAY.signIn;
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-event-form]");
  if (form?.dataset.owner !== row.owner) return SAY.signIn;
  const answer = await post(row, form.elements.csrfmiddlewaretoken.value);
  if (!answer) return SAY.kept;
  if (!answer.url.includes("/receipt/")) return SAY.wrong;
  await drop(row.key);
  return SAY.received;
}

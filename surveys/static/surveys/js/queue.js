// Filled-in forms on their way: kept on this phone until the receipt is there, sent once, then gone.
const NAME = "survey-queue";
const AGAIN = 20000;
const TRIES = 5;

export function waiting() {
  try { return JSON.parse(localStorage.getItem(NAME) ?? "[]"); } catch { return []; }
}

function write(rows) {
  if (rows.length) localStorage.setItem(NAME, JSON.stringify(rows));
  else localStorage.removeItem(NAME);
}

const keep = (row) => write([...waiting().filter((each) => each.key !== row.key), row]);
const drop = (row) => write(waiting().filter((each) => each.key !== row.key));
const pause = (time) => new Promise((resolve) => setTimeout(resolve, time));

export const wordOf = (key) => key.split("!").pop();

// Asked for where very much comes at once; few load it.
export async function proofOf(key, bits) {
  const { prove } = await import("../../portal/js/proof.js");
  return prove(wordOf(key), bits);
}

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
    if (bits && crypto.subtle && !proof) {
      try { proof = await proofOf(row.key, bits); } catch { return { state: "kept" }; }
    }
    else if (answer.status >= 500) return { state: "kept" };
    else if (later && later <= 5) await pause(1000 * later);
    else return { state: "refused" };
  }
  return { state: "kept" };
}

export class Queue {
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
    const isShared = document.querySelector("[data-stall]");
    const done = [...this.told.values()].filter(({ url }) => url && !isShared);
    this.panel.hidden = !rows.length && !done.length;
    this.panel.querySelector("[data-queue-title]").textContent = rows.length
      ? this.words.waits.replace("[count]", rows.length) : this.words.sent;
    this.panel.querySelector("ul").replaceChildren(...rows.map((row) => this.line(row)), ...done.map((each) => this.receipt(each)));
  }

  line(row) {
    const item = document.createElement("li");
    item.append(`${row.title} · ${this.told.get(row.key)?.text || this.words.kept} `);
    item.append(this.button(this.words.again, () => this.flush()));
    // On a tablet of many people nobody takes another's answers away.
    if (document.querySelector("[data-stall]")) return item;
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
export function keepForm(address) {
  const scope = location.pathname.match(/^.*?\/(surveys|q)\//)?.[0];
  if (!scope || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(address, { scope }).then(() => navigator.serviceWorker.ready).then(({ active }) => {
    const looks = performance.getEntriesByType("resource").map(({ name }) => name);
    active.postMessage({ page: location.pathname, looks });
  }).catch(() => {});
}

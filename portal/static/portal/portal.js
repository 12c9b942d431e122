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
// A session that ended while somebody typed: what was sent in vain comes back after signing in, in this tab, for an hour.
const NAME = "typed";
const HOUR = 3600000;
const ZH = document.documentElement.lang.startsWith("zh");
const BACK = ZH
  ? "登录已过期，您刚才填写的内容已恢复，请检查后再提交一次；文件需要重新选择。"
  : "Your session had ended. What you typed is back: look it over and send it again; choose files anew.";

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

function keepTyped() {
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
// Improvements only: every page works without this file.

showErrors();
guardForms();
keepTyped();
closeMenus();
if (document.querySelector("[data-file]")) {
  import("./js/files.js").then((files) => files.watchFiles());
}
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-suggest]")) import("./js/suggest.js").then((help) => help.suggest(target));
});
const word = document.querySelector("[data-work]");
if (word) import("./js/work.js").then((proof) => proof.work(word));
if (/MicroMessenger/.test(navigator.userAgent)) import("./js/wechat.js").then((wechat) => wechat.tellOfFiles());
const end = document.querySelector("[data-session-seconds]");
if (end) import("./js/session.js").then((session) => session.watchSession(end));

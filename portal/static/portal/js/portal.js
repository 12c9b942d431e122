// Improvements only: every page works without this file.
import { guardForms } from "./submit.js";
import { showErrors } from "./errors.js";
import { closeMenus } from "./menu.js";
import { keepTyped } from "./keep.js";

showErrors();
guardForms();
keepTyped();
closeMenus();
if (document.querySelector("[data-file]")) {
  import("./files.js").then((files) => files.watchFiles());
}
document.addEventListener("focusin", ({ target }) => {
  if (target.matches("[data-suggest]")) import("./suggest.js").then((help) => help.suggest(target));
});
const word = document.querySelector("[data-work]");
if (word) import("./work.js").then((proof) => proof.work(word));
if (/MicroMessenger/.test(navigator.userAgent)) import("./wechat.js").then((wechat) => wechat.tellOfFiles());
const end = document.querySelector("[data-session-seconds]");
if (end) import("./session.js").then((session) => session.watchSession(end));
// What was kept on this device for one person goes when nobody is signed in.
else if ("caches" in window && navigator.onLine) {
  caches.keys().then((names) => names.filter((name) => name.startsWith("private-")).forEach((name) => caches.delete(name)));
}

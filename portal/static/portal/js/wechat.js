// Inside WeChat a file cannot be saved; the line that says how to get it stands before the first link to one.
import { gettext } from "./words.js";

const FILES = /\.(pdf|xlsx?|docx|csv|ics|zip|sav|json)$|\/documents\/\d|\/(export|template)\//;
const WORDS = gettext("Files cannot be saved inside WeChat: press “···” at the top right, choose “Open in browser”, then download.");

export function tellOfFiles() {
  const links = [...document.querySelectorAll("main a[href]")];
  const first = links.find((link) => link.hasAttribute("download") || FILES.test(link.pathname));
  if (!first) return;
  const notice = Object.assign(document.createElement("p"), { className: "notice", textContent: WORDS });
  notice.dataset.state = "information";
  notice.dataset.insideWechat = "";
  (first.closest("p, ul, ol, table, dl, .row") ?? first).before(notice);
}

// What Wagtail's pages have of ours.
import { numberLines } from "./numbered.js";
import { watchSession } from "./session.js";

watchSession(document.querySelector("[data-session-seconds]"));
for (const text of document.querySelectorAll("textarea[data-numbered]")) numberLines(text);

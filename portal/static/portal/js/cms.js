// What Wagtail's pages have of ours.
import { watchSession } from "./session.js";

watchSession(document.querySelector("[data-session-seconds]"));

// The pages of street officers, where the browser can keep things; without this file they are ordinary pages.
import { startQueue } from "./queue.js";

// What this page loaded before the worker stood, once more through it.
function keepLooks() {
  for (const { name } of performance.getEntriesByType("resource")) fetch(name).catch(() => {});
}

const panel = document.querySelector("[data-queue]");
const form = document.querySelector("[data-event-form]");
if (panel && "indexedDB" in window && "serviceWorker" in navigator) {
  startQueue(panel, form);
  // Asked for quietly: a phone that runs short of room shall not throw the waiting reports away.
  navigator.storage?.persist?.().catch(() => {});
  navigator.serviceWorker.addEventListener("controllerchange", keepLooks);
  navigator.serviceWorker.register(panel.dataset.worker, { scope: panel.dataset.scope }).catch(() => {});
}

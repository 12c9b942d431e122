// The log form of street officers, where the browser can keep things; without this file it is an ordinary form.
import { startQueue } from "./events/queue.js";

// What this page loaded before the worker stood, once more through it.
function keepLooks() {
  for (const { name } of performance.getEntriesByType("resource")) fetch(name).catch(() => {});
}

const form = document.querySelector("[data-event-form][data-owner]");
if (form && "indexedDB" in window && "serviceWorker" in navigator) {
  startQueue(form);
  navigator.serviceWorker.addEventListener("controllerchange", keepLooks);
  navigator.serviceWorker.register(form.dataset.worker, { scope: form.dataset.scope }).catch(() => {});
}

// The answer arrived: what was kept on this device goes.
import { nameOf } from "./draft.js";

const receipt = document.querySelector("[data-receipt]");
if (receipt) {
  try { localStorage.removeItem(nameOf(receipt.dataset.receipt)); } catch { /* nothing was kept */ }
}

// On a tablet the receipt makes room for the next person.
const next = document.querySelector("a[data-desk]");
if (next) setTimeout(() => location.replace(next.href), 45000);

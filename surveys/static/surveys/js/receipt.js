// The answer arrived: what was kept on this device goes.
import { nameOf } from "./draft.js";

const receipt = document.querySelector("[data-receipt]");
if (receipt) {
  try { localStorage.removeItem(nameOf(receipt.dataset.receipt)); } catch { /* nothing was kept */ }
}

// One report on its way: what the server answered, in four words.
import { drop } from "./store.js";

// The answer of the server, or null where there is no signal.
export async function post(row, token) {
  const body = new FormData();
  for (const [name, value] of row.fields) body.append(name, name === "csrfmiddlewaretoken" && token ? token : value);
  try {
    return await fetch(row.address, { method: "POST", body, credentials: "same-origin" });
  } catch {
    return null;
  }
}

export const isReceipt = (answer) => Boolean(answer?.url.includes("/receipt/"));

// A report that was kept: with a fresh token, and only for the person who wrote it. {state, receipt}
export async function send(row) {
  let page;
  try {
    page = await fetch(`${row.address}?now`, { credentials: "same-origin", cache: "no-store" });
  } catch {
    return { state: "kept" };
  }
  if (page.redirected || !page.ok) return { state: "signIn" };
  const form = new DOMParser().parseFromString(await page.text(), "text/html").querySelector("[data-event-form]");
  if (form?.dataset.owner !== row.owner) return { state: "signIn" };
  const answer = await post(row, form.elements.csrfmiddlewaretoken.value);
  if (!answer || answer.status >= 500) return { state: "kept" };
  if (!isReceipt(answer)) return { state: answer.redirected ? "signIn" : "wrong" };
  await drop(row.key);
  return { state: "received", receipt: answer.url };
}

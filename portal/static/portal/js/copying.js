// Copies what stands in a frame of ours, with its styles; where the browser has no clipboard, by a selection.
const button = document.querySelector("[data-copies]");
const frame = button && document.getElementById(button.dataset.copies);

async function copied() {
  const body = frame.contentDocument.body;
  try {
    const kinds = { "text/html": body.innerHTML.trim(), "text/plain": body.innerText };
    const blobs = Object.entries(kinds).map(([kind, text]) => [kind, new Blob([text], { type: kind })]);
    await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    return true;
  } catch {
    frame.contentWindow.getSelection().selectAllChildren(body);
    return frame.contentDocument.execCommand("copy");
  }
}

if (button) {
  const said = document.querySelector("[data-copied]");
  const byHand = document.querySelector("[data-by-hand]");
  button.hidden = false;
  byHand.hidden = true;
  button.addEventListener("click", async () => {
    const done = await copied();
    said.hidden = !done;
    byHand.hidden = done;
  });
}

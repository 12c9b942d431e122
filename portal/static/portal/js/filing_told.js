// What the server says of one item, beside it.
const ZH = document.documentElement.lang.startsWith("zh");
const SAY = {
  theirs: ZH ? "另一台设备或同事已保存：" : "Saved meanwhile on another device or by a colleague: ",
  mine: ZH ? "用我填写的" : "Put mine in its place",
  yours: ZH ? "用已保存的" : "Take what was saved",
};

function told(panel, state) {
  const box = panel.querySelector("[data-told]");
  box.className = "notice";
  box.dataset.state = state;
  box.setAttribute("role", "alert");
  box.replaceChildren();
  box.hidden = false;
  return box;
}

function button(words, press) {
  const made = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: words });
  made.addEventListener("click", press);
  return made;
}

export function tellFaults(panel, words) {
  const box = panel?.querySelector("[data-told]");
  if (!box) return;
  if (!words) box.hidden = true;
  else told(panel, "not_met").append(words.join(" "));
}

export function tellConflict(panel, theirs, mine, yours) {
  const box = told(panel, "watch");
  const row = document.createElement("p");
  row.className = "row";
  row.append(
    button(SAY.mine, () => { box.hidden = true; mine(panel.id, theirs.revision); }),
    button(SAY.yours, () => yours(panel.id)),
  );
  const words = document.createElement("div");
  words.className = "stack";
  words.append(SAY.theirs + theirs.text, row);
  box.append(words);
}

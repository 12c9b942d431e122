// Answers put in order by two buttons each, for finger, key and voice alike. Without this file each has a list of places.
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const selectOf = (row) => row.querySelector("select");
const placeOf = (row) => Number(selectOf(row).value);
const nameOf = (row) => row.querySelector("label").textContent.trim();

// The rows that have a place, in its order. What the lists say is what is sent.
const placed = (list) => [...list.children].filter(placeOf).sort((one, other) => placeOf(one) - placeOf(other));

// Where a row stands after a press; from without a place it comes to the last one, and off the last it has none.
function moved(order, row, by, most) {
  const found = order.filter((each) => each !== row);
  const at = order.indexOf(row);
  if (at < 0) return by < 0 ? [...found.slice(0, most - 1), row] : order;
  if (at + by < 0) return order;
  if (at + by < order.length) found.splice(at + by, 0, row);
  return found;
}

function draw(list, rows) {
  const order = placed(list);
  list.append(...order, ...rows.filter((row) => !order.includes(row)));
  for (const row of rows) {
    const place = order.indexOf(row) + 1;
    row.querySelector("[data-place]").textContent = place || "–";
    row.toggleAttribute("data-placed", place > 0);
    row.querySelector("[data-up]").setAttribute("aria-disabled", String(place === 1));
    row.querySelector("[data-down]").setAttribute("aria-disabled", String(!place));
  }
}

function press(list, rows, button) {
  const row = button.closest("li");
  const order = moved(placed(list), row, "up" in button.dataset ? -1 : 1, Number(list.dataset.most));
  for (const each of rows) selectOf(each).value = order.includes(each) ? String(order.indexOf(each) + 1) : "";
  draw(list, rows);
  button.focus();
  const words = order.includes(row) ? list.dataset.at : list.dataset.out;
  const live = document.getElementById("live");
  if (live) live.textContent = words.replace("[answer]", nameOf(row)).replace("[place]", selectOf(row).value);
  selectOf(row).dispatchEvent(new Event("change", { bubbles: true }));
}

function begin(list) {
  const rows = [...list.children];
  list.classList.add("ranking--buttons");
  for (const part of all("[data-by-list], [data-by-buttons]", list.closest("fieldset"))) part.hidden = "byList" in part.dataset;
  for (const row of rows) {
    selectOf(row).hidden = true;
    for (const part of all("[data-place], button", row)) part.hidden = false;
  }
  list.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button && button.getAttribute("aria-disabled") !== "true") press(list, rows, button);
  });
  list.closest("form").addEventListener("reset", () => setTimeout(draw, 0, list, rows));
  draw(list, rows);
}

// What must be answered is not left without a first place; the server looks again.
function hold(event) {
  if (!event.target.closest?.("[data-next], [data-submit]")) return;
  const list = all(".step:not([hidden])[data-required] [data-ranking]").find((each) => !placed(each).length);
  const words = document.querySelector("[data-words]")?.dataset;
  if (!list || !words || !list.closest(".stepping")) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const place = list.closest("fieldset").querySelector(".question-error");
  place.textContent = words.missing;
  place.hidden = false;
  delete place.dataset.settled;
  list.querySelector("[data-up]").focus();
}

const lists = all("[data-ranking]");
lists.forEach(begin);
if (lists.length) document.addEventListener("click", hold, { capture: true });

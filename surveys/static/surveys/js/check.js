// What can be said about one step before it is left; the server checks everything again.
const filled = (control) => control.value.trim() !== "";
// Digits and signs of double width, as Chinese keyboards write them.
export const narrow = (text) => text.normalize("NFKC").replace(/\s+/g, "");

const otherOf = (block) => block.previousElementSibling.querySelector("input");

// Words of one's own belong to the answer above them; without it they are set aside, not sent.
export function settleOthers(root) {
  for (const block of root.querySelectorAll(".other")) block.hidden = !otherOf(block).checked;
}

export function clearOthers(root) {
  for (const block of root.querySelectorAll(".other")) if (!otherOf(block).checked) block.querySelector("input").value = "";
}

function choiceTrouble(step, boxes, words) {
  const marked = boxes.filter((box) => box.checked);
  if (!marked.length) return "required" in step.dataset ? words.missing : "";
  if (marked.length > 1 && marked.some((box) => "exclusive" in box.dataset)) return words.exclusive;
  const other = step.querySelector(".other input");
  if (!other || !otherOf(other.closest(".other")).checked) return "";
  return filled(other) ? "" : words.other;
}

const limit = (text, read) => (text ? read(text) : undefined);

function range(value, least, most, tooLow, tooHigh) {
  if (least !== undefined && value < least) return tooLow.replace("[limit]", least);
  return most !== undefined && value > most ? tooHigh.replace("[limit]", most) : "";
}

function numberTrouble(control, words) {
  const typed = narrow(control.value);
  if (!/^[-+]?\d{1,10}$/.test(typed)) return words.number;
  control.value = String(Number(typed));
  const { least, most } = control.dataset;
  return range(Number(typed), limit(least, Number), limit(most, Number), words.smallest, words.largest);
}

// A field that knows days gives 2026-11-24, and nothing for a day that is none.
function dayTrouble(control, words) {
  if (control.validity.badInput) return words.date;
  return range(control.value, limit(control.min, String), limit(control.max, String), words.earliest, words.latest);
}

export function check(step, words) {
  const boxes = [...step.querySelectorAll("[type=radio], [type=checkbox]")];
  if (boxes.length) return choiceTrouble(step, boxes, words);
  const control = step.querySelector("input, textarea");
  if (!control) return "";
  const isDay = control.type === "date";
  if (!filled(control) && !(isDay && control.validity.badInput)) return "required" in step.dataset ? words.missing : "";
  if (isDay) return dayTrouble(control, words);
  return "number" in control.dataset ? numberTrouble(control, words) : "";
}

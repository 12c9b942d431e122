// What can be said about one step before it is left; the server checks everything again.
const filled = (control) => control.value.trim() !== "";

function choiceTrouble(step, boxes, words) {
  const marked = boxes.filter((box) => box.checked);
  if (!marked.length) return "required" in step.dataset ? words.missing : "";
  if (marked.length > 1 && marked.some((box) => "exclusive" in box.dataset)) return words.exclusive;
  const other = step.querySelector(".other input");
  if (!other) return "";
  const asked = other.closest(".other").previousElementSibling.querySelector("input").checked;
  return asked === filled(other) ? "" : words.other;
}

export function check(step, words) {
  const boxes = [...step.querySelectorAll("[type=radio], [type=checkbox]")];
  if (boxes.length) return choiceTrouble(step, boxes, words);
  const control = step.querySelector("input, textarea");
  if (!control) return "";
  if (!filled(control)) return "required" in step.dataset ? words.missing : "";
  return control.inputMode === "numeric" && !/^\d+$/.test(control.value.trim()) ? words.number : "";
}

// Which questions follow from which answers, and earlier answers in the words of later questions.
import { narrow } from "./check.js";

function between(text, { at_least: least, at_most: most }) {
  const number = narrow(text);
  if (!/^[-+]?\d{1,10}$/.test(number)) return false;
  return (least === undefined || Number(number) >= least) && (most === undefined || Number(number) <= most);
}

// As surveys/questionnaire/conditions.py has it; `given` tells what was answered to a question.
export function holds(condition, given) {
  if (condition.all) return condition.all.every((part) => holds(part, given));
  if (condition.any) return condition.any.some((part) => holds(part, given));
  if (condition.not) return !holds(condition.not, given);
  const answers = given(condition.question);
  return condition.options
    ? answers.some((answer) => condition.options.includes(answer)) : answers.some((answer) => between(answer, condition));
}

// The words of the options that were chosen, or what was typed; while there is nothing, what stood there.
export function answerIn(place, form) {
  place.dataset.empty ??= place.textContent;
  const fields = [...form.querySelectorAll(`[name="${CSS.escape(place.dataset.answer)}"]`)];
  const words = fields.map((field) => {
    if (!["radio", "checkbox"].includes(field.type)) return field.value.trim();
    return field.checked ? field.closest("label").textContent.trim() : "";
  }).filter(Boolean);
  place.textContent = words.join("、") || place.dataset.empty;
}

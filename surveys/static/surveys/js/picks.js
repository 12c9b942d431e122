// In the editor of a questionnaire: earlier questions, their answers, endings and scales are offered where one is named.
const questions = () => [...document.querySelectorAll('[data-contentpath="items"] [data-contentpath="id"]')]
  .map((place) => place.closest("[data-streamfield-child], [data-contentpath]:not([data-contentpath=id])"));
const value = (root, name) => root?.querySelector(`[data-contentpath="${name}"] :is(input, textarea)`)?.value.trim() ?? "";
const rows = (root, name) => [...(root?.querySelectorAll(`[data-contentpath="${name}"] [data-streamfield-child], `
  + `[data-contentpath="${name}"] [data-contentpath="code"]`) ?? [])].map((row) => row.closest("[data-streamfield-child]") ?? row.parentElement);

const scales = () => JSON.parse(document.getElementById("survey-scales")?.textContent ?? "{}");

// [code, words] of what may be named in this field.
function offered(kind, field) {
  const own = field.closest('[data-contentpath="items"] > * [data-streamfield-child], [data-streamfield-child]');
  if (kind === "ending") return rows(document, "endings").map((row) => [value(row, "code"), value(row, "zh")]);
  if (kind === "scale") {
    const made = rows(document, "scales").filter((row) => row.querySelector('[data-contentpath="steps"]')).map((row) => [value(row, "code"), ""]);
    return [...Object.entries(scales()).map(([code, steps]) => [code, steps.map(([, words]) => words).join(" / ")]), ...made];
  }
  const earlier = questions().filter((block) => block && !block.contains(field)
    && block.compareDocumentPosition(own) & Node.DOCUMENT_POSITION_FOLLOWING);
  if (kind === "question") return earlier.map((block) => [value(block, "id"), value(block, "zh")]);
  const named = value(field.closest("[data-streamfield-child]"), "question");
  const source = earlier.find((block) => value(block, "id") === named);
  return [...rows(source, "options").map((row) => [value(row, "code"), value(row, "zh")]), ...(scales()[value(source, "scale")] ?? [])];
}

document.addEventListener("focusin", ({ target }) => {
  const holder = target.closest?.("[data-pick]");
  if (!holder || target.tagName !== "INPUT") return;
  const list = document.getElementById("survey-picks") ?? document.body.appendChild(Object.assign(document.createElement("datalist"), { id: "survey-picks" }));
  const found = new Map(offered(holder.dataset.pick, target).filter(([code]) => code));
  list.replaceChildren(...[...found].map(([code, words]) => Object.assign(document.createElement("option"), { value: code, label: `${words} (${code})` })));
  target.setAttribute("list", list.id);
});

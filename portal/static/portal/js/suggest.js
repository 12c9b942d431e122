// While one types into a search field: names that fit, in the browser's own list.
const PAUSE = 200;
const watched = new WeakSet();

function listOf(field) {
  const list = document.createElement("datalist");
  list.id = `${field.id}-names`;
  field.after(list);
  field.setAttribute("list", list.id);
  return list;
}

export function suggest(field) {
  if (watched.has(field)) return;
  watched.add(field);
  const list = listOf(field);
  let waiting = 0;
  let asked = "";
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = field.value.trim();
      if (!words || words === asked) return;
      asked = words;
      const answer = await fetch(`${field.dataset.suggest}?q=${encodeURIComponent(words)}&kind=${field.dataset.kind ?? ""}`);
      if (!answer.ok || words !== asked) return;
      const { names } = await answer.json();
      list.replaceChildren(...names.map((name) => Object.assign(document.createElement("option"), { value: name })));
    }, PAUSE);
  });
}

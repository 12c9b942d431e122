// The numbers of the lines beside a text in which faults are told by line.
export function numberLines(text) {
  const box = document.createElement("div");
  const numbers = document.createElement("pre");
  box.className = "numbered";
  numbers.setAttribute("aria-hidden", "true");
  text.before(box);
  box.append(numbers, text);

  function count() {
    const lines = text.value.split("\n").length;
    numbers.textContent = Array.from({ length: lines }, (_, at) => at + 1).join("\n");
    follow();
  }

  function follow() {
    numbers.style.translate = `0 ${-text.scrollTop}px`;
  }

  text.addEventListener("input", count);
  text.addEventListener("scroll", follow);
  count();
}

// The summary of errors takes the focus; its lines lead into the field, not only to it.
const CONTROL = "input:not([type=hidden]), select, textarea";

function controlOf(id) {
  const target = document.getElementById(id);
  if (!target) return null;
  return target.matches(CONTROL) ? target : target.querySelector(CONTROL);
}

export function showErrors(root = document) {
  const summary = root.querySelector("[data-errors]");
  if (!summary) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const control = link && controlOf(link.hash.slice(1));
    if (!control) return;
    event.preventDefault();
    control.scrollIntoView({ block: "center" });
    control.focus({ preventScroll: true });
  });
}

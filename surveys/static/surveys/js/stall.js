// A tablet at a stall begins clean for each person: whoever walks away leaves nothing, and Back shows nothing.
const LONGEST = 180000;
const form = document.querySelector("form[data-stall]");
const anew = () => { form.dispatchEvent(new Event("survey:anew")); scrollTo(0, 0); };
let timer;

function wait() {
  clearTimeout(timer);
  timer = setTimeout(() => { if (!form.dataset.sending) anew(); wait(); }, LONGEST);
}

if (form) {
  for (const name of ["input", "change", "click", "keydown"]) addEventListener(name, wait, { passive: true });
  addEventListener("pageshow", (event) => { if (event.persisted) anew(); });
  form.autocomplete = "off";
  wait();
}

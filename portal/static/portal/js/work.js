// Before a stranger's first text message the phone works a little, while its owner types the number.
import { prove } from "./proof.js";

export function work(word) {
  const { form } = word;
  if (!crypto.subtle) return;
  // Whoever is quicker waits for it: submit.js sends the form once this is done.
  form.pending = prove(word.value, Number(word.dataset.work)).then((number) => {
    form.elements.proof.value = number;
    form.pending = null;
  });
}

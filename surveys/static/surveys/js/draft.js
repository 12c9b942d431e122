// Answers kept on this device until the receipt: typed values, the step, and the key that makes sending twice harmless.
// A draft of yesterday is not offered: the next person on a shared device should not find it.
const OURS = ["key", "taken", "proof", "invitation"];
const LIFE = 12 * 60 * 60 * 1000;

export const nameOf = (wave) => `survey:${wave}`;

export class Draft {
  constructor(form) {
    this.form = form;
    this.name = form && nameOf(form.dataset.wave);
    this.step = "";
    this.began = Date.now();
    this.isKept = !(form && "stall" in form.dataset); // what one person typed is not there for the next
    if (form && !("faulty" in form.dataset)) this.renew();
  }

  // Each filled-in form has a word of its own, also when the page came from what this phone had kept.
  renew() {
    const word = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const parts = this.form.elements.key.value.split("!");
    if (parts.length === 3) this.form.elements.key.value = [parts[0], parts[1], word].join("!");
    this.began = Date.now();
  }

  seconds() {
    return Math.max(0, Math.round((Date.now() - this.began) / 1000));
  }

  keep() {
    const data = new FormData(this.form);
    const answers = {};
    for (const [name, value] of data) if (!OURS.includes(name) && value) (answers[name] ??= []).push(value);
    this.write({ answers, key: data.get("key"), step: this.step, began: this.began, at: Date.now() });
  }

  write(value) {
    if (!this.isKept) return;
    try { localStorage.setItem(this.name, JSON.stringify(value)); } catch { /* no storage: the page itself still holds it */ }
  }

  forget() {
    try { localStorage.removeItem(this.name); } catch { /* nothing was kept */ }
  }

  read() {
    if (!this.isKept) return null;
    try { return JSON.parse(localStorage.getItem(this.name) ?? "null"); } catch { return null; }
  }

  // Puts the kept values back; null when there are none.
  restore() {
    const kept = this.read();
    if (!kept?.answers || !Object.keys(kept.answers).length) return null;
    if (!(Date.now() - kept.at < LIFE)) { this.forget(); return null; }
    for (const control of this.form.elements) {
      const values = kept.answers[control.name];
      if (!values) continue;
      if (control.type === "radio" || control.type === "checkbox") control.checked = values.includes(control.value);
      else control.value = values[0];
    }
    this.form.elements.key.value = kept.key;
    this.began = kept.began ?? Date.now();
    return kept;
  }
}

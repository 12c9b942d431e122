// Answers kept on this device until the receipt: typed values, the step, and the key that makes sending twice harmless.
// A draft of yesterday is not offered: the next person on a shared device should not find it.
const LIFE = 12 * 60 * 60 * 1000;

export const nameOf = (wave) => `survey:${wave}`;

export class Draft {
  constructor(form) {
    this.form = form;
    this.name = form && nameOf(form.dataset.wave);
    this.step = "";
  }

  keep() {
    const data = new FormData(this.form);
    const answers = {};
    for (const [name, value] of data) if (name !== "key" && value) (answers[name] ??= []).push(value);
    this.write({ answers, key: data.get("key"), step: this.step, at: Date.now() });
  }

  write(value) {
    try { localStorage.setItem(this.name, JSON.stringify(value)); } catch { /* no storage: the page itself still holds it */ }
  }

  forget() {
    try { localStorage.removeItem(this.name); } catch { /* nothing was kept */ }
  }

  read() {
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
    return kept;
  }
}

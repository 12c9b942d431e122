// Items of a section that the server has not confirmed, kept on this device for twelve hours.
const LIFE = 12 * 60 * 60 * 1000;

const isChoice = (control) => control.type === "radio" || control.type === "checkbox";
const isTyped = (control) => control.name && control.type !== "file";

export class Copy {
  constructor(address) {
    this.name = `filing:${address}`;
  }

  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.name) ?? "{}");
      return Object.fromEntries(Object.entries(kept).filter(([, item]) => Date.now() - item.at < LIFE));
    } catch {
      return {};
    }
  }

  write(items) {
    try {
      if (Object.keys(items).length) localStorage.setItem(this.name, JSON.stringify(items));
      else localStorage.removeItem(this.name);
    } catch { /* no storage: the page itself still holds it */ }
  }

  keep(code, controls) {
    const fields = controls.filter(isTyped).map((control) => [control.name, control.value, isChoice(control) ? control.checked : null]);
    this.write({ ...this.read(), [code]: { at: Date.now(), fields } });
  }

  forget(code) {
    const items = this.read();
    delete items[code];
    this.write(items);
  }

  // Puts back what differs from the page, with the revision it was based on: a newer one on the server is then a conflict.
  restore(form) {
    return Object.entries(this.read()).filter(([code, item]) => this.putBack(form, code, item.fields)).map(([code]) => code);
  }

  putBack(form, code, fields) {
    let differs = false;
    const all = [...form.elements];
    for (const [name, value, checked] of fields) {
      const control = all.find((each) => each.name === name && (checked === null || each.value === value));
      if (!control || name.endsWith("-revision")) continue;
      if (checked === null ? control.value !== value : control.checked !== checked) {
        differs = true;
        if (checked === null) control.value = value;
        else control.checked = checked;
        control.closest("details")?.setAttribute("open", "");
      }
    }
    const revision = fields.find(([name]) => name.endsWith("-revision"));
    if (!differs) this.forget(code);
    else if (revision) form.elements[revision[0]].value = revision[1];
    return differs;
  }
}

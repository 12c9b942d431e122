// The phone's own Back goes back one question. There is always an entry of the step before below the one that is shown;
// it is laid when the person does something, since browsers skip entries that a page laid by itself.
export class Trail {
  constructor({ at, behind, show }) {
    Object.assign(this, { at, behind, show });
    history.scrollRestoration = "manual";
    addEventListener("popstate", ({ state }) => { if (state && "step" in state) show(state.step); });
    addEventListener("click", () => this.lay(), { capture: true });
  }

  lay() {
    if (this.at() < 0 || history.state?.below) return;
    history.replaceState({ step: this.behind() }, "");
    this.push();
  }

  push() {
    history.pushState({ step: this.at(), below: true }, "");
  }

  // To a step that was reached without walking there.
  jump() {
    history.replaceState({ step: this.at(), below: Boolean(history.state?.below) }, "");
  }
}

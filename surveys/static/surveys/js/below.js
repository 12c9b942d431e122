// No answer hides under the bar: the question begins at the top where it would not fit, what lies below is told,
// and no scale is left before its last answer was in sight.
const answersOf = (step) => [...step.querySelectorAll(".answers > label, .ranking > li")];
const SCALES = '[data-kind="satisfaction"], [data-kind="rating"]';
const SLACK = 4; // a browser rounds

export class Below {
  constructor(bar, words) {
    this.bar = bar;
    this.words = words;
    this.seen = new Set();
    this.cue = Object.assign(document.createElement("button"), { type: "button", className: "button more-below", hidden: true });
    this.cue.dataset.kind = "secondary";
    this.cue.setAttribute("aria-hidden", "true"); // whoever listens hears every answer anyway
    this.cue.tabIndex = -1;
    this.cue.addEventListener("click", () => this.on());
    bar.prepend(this.cue);
    addEventListener("scroll", () => this.look(), { passive: true });
    addEventListener("resize", () => this.tell(), { passive: true });
  }

  edge() {
    return getComputedStyle(this.bar).position === "sticky" ? Math.min(innerHeight, this.bar.getBoundingClientRect().top) : innerHeight;
  }

  hidden() {
    const edge = this.edge() + SLACK;
    return answersOf(this.step).filter((answer) => answer.offsetParent && answer.getBoundingClientRect().bottom > edge);
  }

  show(step, top) {
    this.step = step;
    this.cue.hidden = true;
    scrollTo({ top: 0, behavior: "instant" });
    if (!step) return;
    for (const part of [top, step]) {
      if (this.hidden().length) scrollTo({ top: part.getBoundingClientRect().top + scrollY - SLACK, behavior: "instant" });
    }
    this.look();
  }

  look() {
    if (this.step && !this.tell()) this.seen.add(this.step);
  }

  // How many answers lie below, told on the bar.
  tell() {
    const { length } = this.step ? this.hidden() : [];
    this.cue.hidden = !length;
    this.cue.textContent = `${this.words.more} ↓`;
    return length;
  }

  // Whether the last answer of a scale has been in sight; scrolls on where it has not. Of other lists it is only told
  // that they go on: there the first answer is no better than the last.
  wasSeen() {
    this.look();
    if (!this.step?.querySelector(SCALES) || this.seen.has(this.step)) return true;
    this.on();
    const live = document.getElementById("live");
    if (live) live.textContent = this.words.see;
    return false;
  }

  on() {
    const next = this.hidden()[0];
    if (!next) return;
    scrollBy({ top: next.getBoundingClientRect().top - innerHeight / 4, behavior: "instant" });
    this.look();
  }
}

// A question read aloud by the phone's own voice. A voice that lives on another machine would hear what we read: not used.
const speech = window.speechSynthesis;

function own(language) {
  const wanted = language.slice(0, 2);
  return speech.getVoices().find((voice) => voice.localService && voice.lang.slice(0, 2) === wanted);
}

function wordsOf(step) {
  const parts = step.querySelectorAll("h2, legend, .question, p:not([role]), .answers > label, .ranking label, .field label:not(.question)");
  return [...parts].filter((part) => part.offsetParent).map((part) => part.innerText.trim()).filter(Boolean).join("。");
}

export class Voice {
  constructor(button, words) {
    this.button = button;
    this.words = words;
    if (!button) return;
    button.addEventListener("click", () => (this.utterance ? this.stop() : this.read()));
    speech.addEventListener?.("voiceschanged", () => this.offer());
    addEventListener("pagehide", () => this.stop());
    this.offer();
  }

  offer() {
    this.button.hidden = !own(document.documentElement.lang);
    this.button.textContent = this.utterance ? this.words.hush : this.words.listen;
  }

  read() {
    const utterance = new SpeechSynthesisUtterance(wordsOf(this.step));
    utterance.lang = document.documentElement.lang;
    utterance.voice = own(utterance.lang);
    utterance.rate = 0.9;
    utterance.onend = () => this.stop();
    this.utterance = utterance;
    speech.speak(utterance);
    this.offer();
  }

  stop() {
    if (!this.utterance) return;
    this.utterance = null;
    speech.cancel();
    this.offer();
  }

  show(step) {
    this.stop();
    this.step = step;
  }
}

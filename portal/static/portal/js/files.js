// Photos are made smaller on the phone before they are sent; each file says how it stands.
import { withNotes } from "./notes.js";
import { gettext } from "./words.js";

const LONGEST = 2048;
const SMALL_ENOUGH = 600 * 1000;
const QUALITY = [0.85, 0.75, 0.6, 0.5];
const SMALLER = 0.75;
// A picture so long is a screenshot to be read: it keeps the width of a phone's screen (portal/evidence/limits.py).
const LONG = 3;
const READABLE = 1080;
// What every phone can draw.
const MOST_PIXELS = 4096 * 4096;
const SAY = {
  working: gettext("Making it smaller"),
  ready: gettext("Ready"),
  shrunk: gettext("Made smaller"),
  tooLarge: gettext("Too large, choose another"),
};

function sizeOf(bytes) {
  return bytes > 1048576 ? `${(bytes / 1048576).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1024))} KB`;
}

function toBlob(canvas, quality) {
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}

function isLong(picture) {
  return Math.max(picture.width, picture.height) > LONG * Math.min(picture.width, picture.height);
}

// How much smaller a picture becomes: no longer than `longest`, but never too narrow to be read.
function scaleOf(picture, longest) {
  const scale = longest / Math.max(picture.width, picture.height);
  const readable = isLong(picture) ? READABLE / Math.min(picture.width, picture.height) : 0;
  const drawable = Math.sqrt(MOST_PIXELS / (picture.width * picture.height));
  return Math.min(1, drawable, Math.max(scale, readable));
}

// Saved ever more coarsely until it is small enough; a photo then smaller, a screenshot stays as it is.
async function drawn(picture, longest) {
  const scale = scaleOf(picture, longest);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  // JPEG knows no transparency: a seal or a signature stands on white, as on paper.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  let blob = null;
  for (const quality of QUALITY) {
    blob = await toBlob(canvas, quality);
    if (!blob || blob.size <= SMALL_ENOUGH) return blob;
  }
  return isLong(picture) || longest * SMALLER < 400 ? blob : drawn(picture, longest * SMALLER);
}

// A smaller JPEG, or the file itself where it is small, no photo, or the browser cannot.
async function shrink(file) {
  if (!/^image\/(jpeg|png|webp)$/.test(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const isShort = scaleOf(picture, LONGEST) === 1;
    const blob = isShort && file.size <= SMALL_ENOUGH ? null : await drawn(picture, LONGEST);
    picture.close();
    if (!blob || (isShort && blob.size >= file.size)) return file;
    const name = file.name.replace(/\.\w+$/, "") + ".jpg";
    return new File([await withNotes(blob, file)], name, { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file;
  }
}

function line(list, file) {
  const row = document.createElement("li");
  const name = document.createElement("span");
  const state = document.createElement("span");
  name.className = "files__name";
  state.className = "files__size";
  name.textContent = file.name;
  state.textContent = SAY.working;
  row.append(name, state);
  list.append(row);
  return state;
}

async function prepare(input, list) {
  const form = input.form;
  const limit = Number(input.dataset.limit || 0);
  const chosen = [...input.files];
  const kept = new DataTransfer();
  list.replaceChildren();
  const buttons = [...(form?.querySelectorAll("button[type=submit]") ?? [])];
  buttons.forEach((button) => button.setAttribute("aria-busy", "true"));
  for (const file of chosen) {
    const state = line(list, file);
    const small = await shrink(file);
    kept.items.add(small);
    const words = limit && small.size > limit ? SAY.tooLarge : small === file ? SAY.ready : SAY.shrunk;
    state.textContent = `${sizeOf(small.size)} · ${words}`;
  }
  input.files = kept.files;
  buttons.forEach((button) => button.removeAttribute("aria-busy"));
  input.dispatchEvent(new Event("files:ready", { bubbles: true }));
}

export function watchFiles(root = document) {
  for (const box of root.querySelectorAll("[data-file]")) {
    const input = box.querySelector("input[type=file]");
    if (!input || typeof DataTransfer === "undefined") continue;
    const list = document.createElement("ul");
    list.className = "files";
    list.setAttribute("aria-live", "polite");
    box.append(list);
    input.addEventListener("change", () => prepare(input, list));
    input.form?.addEventListener("reset", () => list.replaceChildren());
  }
}

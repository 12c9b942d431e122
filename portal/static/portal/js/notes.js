// What a photo says of itself, carried over into the smaller one: when it was taken, and that a program made it.
// The server reads both as it would from the photo (portal/evidence/pictures.py, labels.py); nothing else goes along.
const LOOKED_AT = 1024 * 1024;
const EXIF = 0x8769;
const TAKEN = 0x9003;
const OFFSET = 0x9011;
const COMMENT = 0x9286;
const LABELS = [
  /AIGC[^{}]{0,80}\{[^{}]{0,400}?Label[^0-9{}]{1,16}[123]/,
  /composite(?:WithTrainedAlgorithmicMedia|Synthetic)/,
  /trainedAlgorithmicMedia/,
  /algorithmicMedia/,
];

const latin = (bytes) => new TextDecoder("latin1").decode(bytes);

// The TIFF inside a JPEG's first segment of that name, or of a PNG's chunk.
function tiffOf(bytes) {
  const text = latin(bytes.subarray(0, LOOKED_AT));
  const jpeg = text.indexOf("Exif\0\0");
  const png = text.indexOf("eXIf");
  const start = jpeg >= 0 ? jpeg + 6 : png >= 0 ? png + 4 : -1;
  return start < 0 ? null : new DataView(bytes.buffer, bytes.byteOffset + start, bytes.byteLength - start);
}

function entry(view, directory, tag, little) {
  const count = view.getUint16(directory, little);
  for (let at = directory + 2; at < directory + 2 + 12 * count; at += 12) {
    if (view.getUint16(at, little) === tag) return at;
  }
  return 0;
}

function asciiAt(view, at, little) {
  if (!at) return "";
  const length = view.getUint32(at + 4, little);
  const start = length > 4 ? view.getUint32(at + 8, little) : at + 8;
  return latin(new Uint8Array(view.buffer, view.byteOffset + start, length)).replace(/\0.*$/s, "").trim();
}

function timeOf(bytes) {
  try {
    const view = tiffOf(bytes);
    const little = view.getUint16(0) === 0x4949;
    const pointer = entry(view, view.getUint32(4, little), EXIF, little);
    const details = view.getUint32(pointer + 8, little);
    const taken = asciiAt(view, entry(view, details, TAKEN, little), little);
    return { taken, offset: asciiAt(view, entry(view, details, OFFSET, little), little) };
  } catch {
    return { taken: "", offset: "" };
  }
}

function labelOf(bytes) {
  const text = latin(bytes.subarray(0, LOOKED_AT)).replace(/\0/g, "");
  return LABELS.map((label) => text.match(label)?.[0]).find(Boolean) ?? "";
}

// One directory of EXIF in a segment of its own.
function segment(notes) {
  const encoder = new TextEncoder();
  const values = Object.entries(notes).filter(([, text]) => text).map(([tag, text]) => {
    const isComment = Number(tag) === COMMENT;
    const bytes = encoder.encode(isComment ? `ASCII\0\0\0${text}` : `${text}\0`);
    return { tag: Number(tag), kind: isComment ? 7 : 2, bytes };
  });
  const head = 26;
  let place = head + 2 + 12 * values.length + 4;
  const size = values.reduce((sum, value) => sum + value.bytes.length, place);
  const tiff = new Uint8Array(size);
  const view = new DataView(tiff.buffer);
  tiff.set([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1]);
  view.setUint16(10, EXIF);
  view.setUint16(12, 4);
  view.setUint32(14, 1);
  view.setUint32(18, head);
  view.setUint16(head, values.length);
  values.forEach((value, number) => {
    const at = head + 2 + 12 * number;
    view.setUint16(at, value.tag);
    view.setUint16(at + 2, value.kind);
    view.setUint32(at + 4, value.bytes.length);
    // Each of our values is longer than the four bytes that would stand here themselves.
    view.setUint32(at + 8, place);
    tiff.set(value.bytes, place);
    place += value.bytes.length;
  });
  const length = 2 + 6 + size;
  return [new Uint8Array([0xff, 0xe1, length >> 8, length & 255]), encoder.encode("Exif\0\0"), tiff];
}

// The small JPEG with the notes of the large picture.
export async function withNotes(blob, file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const { taken, offset } = timeOf(bytes);
  const notes = { [TAKEN]: taken, [OFFSET]: offset, [COMMENT]: labelOf(bytes) };
  if (!taken && !notes[COMMENT]) return blob;
  return new Blob([blob.slice(0, 2), ...segment(notes), blob.slice(2)], { type: blob.type });
}

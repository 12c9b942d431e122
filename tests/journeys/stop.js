// What somebody sees where the focus has come to; `before` is where it was.
(before) => {
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const SIDES = [[0, 0.5], [1, 0.5], [0.5, 0], [0.5, 1]];

  const parsed = (colour) => colour.match(/[\d.]+/g).map(Number);
  const isSeen = (colour) => (parsed(colour)[3] ?? 1) > 0.5;
  const luminance = ([red, green, blue]) => {
    const linear = (part) => (part <= 10.3 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(parsed(one)), luminance(parsed(other))].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = (from) => {
    for (let node = from; node; node = node.parentElement) {
      const colour = getComputedStyle(node).backgroundColor;
      if (isSeen(colour)) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const inWindow = (x, y) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;

  // The box that is shown for the element: its label's where the control itself is hidden from the eye.
  const own = element.getClientRects()[0];
  const shown = own && own.width > 3 && own.height > 3 ? element : element.closest("label") ?? element.labels?.[0] ?? element;
  const box = shown.getClientRects()[0] ?? { width: 0, height: 0 };
  const faults = [];

  function looked() {
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    if (!box.width || !box.height) return "has no size";
    if (!inWindow(x, y)) return "is out of the window";
    const top = document.elementFromPoint(x, y);
    const isIt = shown.contains(top) || element.contains(top) || top.closest("label")?.control === element;
    return isIt ? "" : `is covered by ${top.outerHTML.slice(0, 60)}`;
  }

  // A ring is an outline or a spread shadow, of the element or of what holds it (a card, a row to press); each with the
  // distance of its middle from the edge of the box.
  function rings() {
    const found = [];
    for (let node = element, depth = 0; node && node !== document.body && depth < 5; node = node.parentElement, depth += 1) {
      const style = getComputedStyle(node);
      const width = style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth);
      const lines = width >= 2 ? [{ colour: style.outlineColor, far: parseFloat(style.outlineOffset) + width / 2 }] : [];
      const shadow = style.boxShadow.match(/^(rgba?\([^)]*\)) 0px 0px 0px ([\d.]+)px$/);
      if (shadow && parseFloat(shadow[2]) >= 2) lines.push({ colour: shadow[1], far: parseFloat(shadow[2]) / 2 });
      if (lines.length) found.push({ node, lines });
    }
    return found;
  }

  function isCut(node, x, y) {
    for (let outer = node.parentElement; outer && outer !== document.body; outer = outer.parentElement) {
      const style = getComputedStyle(outer);
      if (style.overflowX === "visible" && style.overflowY === "visible") continue;
      const frame = outer.getBoundingClientRect();
      if (x < frame.left || x > frame.right || y < frame.top || y > frame.bottom) return true;
    }
    return !inWindow(x, y);
  }

  // Each side of a ring: how far it stands out from what would be seen in its place; nought where it is cut off.
  function sides({ node, lines }) {
    const frame = node.getClientRects()[0];
    return SIDES.map(([right, down]) => Math.max(...lines.map(({ colour, far }) => {
      const x = frame.x + frame.width * right + (right * 2 - 1) * far;
      const y = frame.y + frame.height * down + (down * 2 - 1) * far;
      return isCut(node, x, y) ? 0 : contrast(colour, ground(document.elementFromPoint(x, y)));
    })));
  }

  function marked() {
    const found = rings().map(sides);
    if (!found.length) return "shows no focus";
    const isGood = (ring) => ring.filter((ratio) => ratio >= 3).length >= 3;
    return found.some(isGood) ? "" : `has a ring that is hard to see: ${found.map((ring) => ring.map((ratio) => ratio.toFixed(1)))}`;
  }

  faults.push(looked(), marked());
  const words = (element.labels?.[0] ?? element).textContent.trim().replace(/\s+/g, " ").slice(0, 30);
  return {
    stays: before === element,
    name: `<${element.localName} ${element.name ?? element.getAttribute("href") ?? ""}> ${words}`,
    faults: faults.filter(Boolean),
  };
}

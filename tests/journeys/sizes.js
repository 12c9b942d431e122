// What the page shows in one mode: its texts, its paragraphs, its targets, as the browser computed them.
(mode) => {
  document.documentElement.dataset.mode = mode;
  // At the end of the page the bar of a phone has come to rest and lies over nothing.
  scrollTo(0, document.documentElement.scrollHeight);
  const CONTROL = "a[href], button, summary, select, textarea, input:not([type=hidden])";
  const say = (node) => `<${node.localName} ${node.getAttribute("class") ?? node.name ?? ""}> ${node.textContent.trim().replace(/\s+/g, " ").slice(0, 24)}`;
  const isSeen = (node) => {
    const box = node.getBoundingClientRect();
    return node.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && box.width > 3 && box.height > 3
      && !node.closest(".visually-hidden, .skip, [aria-hidden=true]");
  };
  const styleOf = (node) => {
    const style = getComputedStyle(node);
    const size = parseFloat(style.fontSize);
    return { style, size, line: style.lineHeight === "normal" ? size * 1.2 : parseFloat(style.lineHeight) };
  };

  function texts() {
    const found = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!node.data.trim() || holder.closest("script, style, option, svg") || !isSeen(holder)) continue;
      const { style, size, line } = styleOf(holder);
      const range = document.createRange();
      range.selectNodeContents(node);
      const tops = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
      found.push({ name: say(holder), tag: holder.localName, size, line: line / size, lines: tops.size, inMain: !!holder.closest("main"),
        colour: style.color, weight: Number(style.fontWeight) });
    }
    return found;
  }

  // Neighbouring paragraphs of one text, and the air between them; the lines of a card are none.
  function paragraphs() {
    const pairs = [...document.querySelectorAll("main p + p")].filter((node) => !node.closest("article"));
    return pairs.filter((node) => isSeen(node) && isSeen(node.previousElementSibling)).map((node) => {
      const { size, line } = styleOf(node);
      const before = node.previousElementSibling.getBoundingClientRect();
      return { name: say(node), gap: node.getBoundingClientRect().top - before.bottom, air: line - size };
    }).filter((pair) => pair.gap >= 0);
  }

  // A word in a sentence is as large as its line (WCAG 2.5.8).
  function isInSentence(node) {
    if (getComputedStyle(node).display !== "inline") return false;
    let block = node.parentElement;
    while (getComputedStyle(block).display === "inline") block = block.parentElement;
    const own = [...block.querySelectorAll("a, button")].reduce((sum, link) => sum + link.textContent.trim().length, 0);
    return block.textContent.trim().length > own + 4;
  }

  // What a finger can press: the row of a tick box, the whole card of its link.
  function pressed(node) {
    if (node.matches("[type=radio], [type=checkbox]") && node.labels?.[0]) return node.labels[0];
    const after = getComputedStyle(node, "::after");
    return after.content !== "none" && after.position === "absolute" && after.inset === "0px" ? node.offsetParent : node;
  }

  function targets() {
    const nodes = new Set([...document.querySelectorAll(CONTROL)].filter((node) => isSeen(pressed(node)) && !isInSentence(node)).map(pressed));
    return [...nodes].map((node) => {
      const box = node.getBoundingClientRect();
      return { name: say(node), where: node.closest("header, footer, main")?.localName ?? "body",
        box: [box.left, box.top + scrollY, box.right, box.bottom + scrollY].map((edge) => Math.round(edge * 10) / 10) };
    });
  }

  return { texts: texts(), paragraphs: paragraphs(), targets: targets(), width: document.documentElement.scrollWidth - innerWidth };
}

// Messages drawn by the page's own code in a phone of 360 pixels: how their lines break, and what does not fit.
async (messages) => {
  const { bubble } = await import("/page/bubble.js");
  document.body.replaceChildren();
  const phone = document.createElement("section");
  phone.className = "phone";
  phone.style.cssText = "display: block; width: 360px; max-width: none; min-width: 0; border: 0";
  const feed = document.createElement("div");
  feed.className = "feed";
  phone.append(feed);
  document.body.append(phone);
  const drawn = messages.map((message) => bubble(message, { mine: false, group: false, bot: { username: "reper_bot" }, quoted: null }));
  feed.append(...drawn);
  await document.fonts.ready;
  return drawn.map((message) => ({
    broken: brokenLines(message.querySelector(".text")),
    cut: [...message.querySelectorAll(".buttons span")].filter((label) => label.scrollWidth > label.clientWidth).map((label) => label.textContent),
    wide: [...message.querySelectorAll(".table, .bubble")].some((box) => box.scrollWidth > box.clientWidth),
  }));

  // Each line of the text that takes several on the screen, as those.
  function brokenLines(text) {
    if (!text) return [];
    const lines = [];
    let open = null;
    const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT, (node) => (node.parentElement.closest(".meta") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT));
    let block = null;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const own = node.parentElement.closest("p, td, th, footer, h1, h2, h3, h4, h5, h6, pre, blockquote, .text");
      if (own !== block) open = null;
      block = own;
      const range = document.createRange();
      let at = 0;
      for (const sign of node.data) {
        const begins = at;
        at += sign.length;
        if (sign === "\n") {
          open = null;
          continue;
        }
        range.setStart(node, begins);
        range.setEnd(node, at);
        const box = [...range.getClientRects()].find((rect) => rect.width) ?? null;
        if (!open) lines.push((open = { bottom: null, rows: [""] }));
        if (box && open.bottom !== null && box.top > open.bottom - 3) open.rows.push("");
        if (box) open.bottom = Math.max(box.bottom, box.top + 3);
        open.rows[open.rows.length - 1] += sign;
      }
    }
    return lines.filter(({ rows }) => rows.length > 1).map(({ rows }) => rows);
  }
};

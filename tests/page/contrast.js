// Every visible text of the page with its colour and what lies below it: { text, where, ratio, needed }.
() => {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const pen = canvas.getContext("2d", { willReadFrequently: true });

  function rgba(colour) {
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  }

  const over = (upper, lower) =>
    [0, 1, 2].map((n) => upper[n] * upper[3] + lower[n] * (1 - upper[3])).concat(1);

  function light([r, g, b]) {
    const [x, y, z] = [r, g, b].map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  }

  function contrast(one, other) {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  }

  // All that the ground of an element may be: a gradient is each of its colours.
  function grounds(element) {
    const below = element.parentElement ? grounds(element.parentElement) : [[255, 255, 255, 1]];
    const style = getComputedStyle(element);
    const stops = style.backgroundImage.match(/(?:rgba?|color|oklch|oklab|hsl)\([^()]*\)|#[0-9a-f]+/gi) || [];
    const layers = stops.length ? stops : [style.backgroundColor];
    return layers.flatMap((layer) => below.map((ground) => over(rgba(layer), ground)));
  }

  function opacity(element) {
    const own = Number(getComputedStyle(element).opacity);
    return element.parentElement ? own * opacity(element.parentElement) : own;
  }

  function judged(element, style, text) {
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const colour = rgba(style.color);
    colour[3] *= opacity(element);
    const ratio = Math.min(...grounds(element).map((ground) => contrast(over(colour, ground), ground)));
    const names = [element.parentElement, element].map((each) => `${each.tagName.toLowerCase()}.${each.className}`);
    return { text: text.trim().slice(0, 40), where: names.join(" > "), ratio, needed: large ? 3 : 4.5 };
  }

  // Emoji have colours of their own; what cannot be pressed now is said by being pale.
  const isSaid = (text) => /[\p{L}\p{N}]/u.test(text);
  const isPale = (element) => element.closest(":disabled, [aria-hidden=true]");

  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    if (isSaid(texts.currentNode.data) && element.checkVisibility({ visibilityProperty: true }) && !isPale(element)) {
      found.push(judged(element, getComputedStyle(element), texts.currentNode.data));
    }
  }
  for (const field of document.querySelectorAll("[placeholder]")) {
    if (field.checkVisibility() && !isPale(field)) {
      const style = getComputedStyle(field, "::placeholder");
      found.push(judged(field, style, field.placeholder));
    }
  }
  return found;
};

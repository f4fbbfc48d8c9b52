// The server's HTML is escaped already. It is read once more here, tag by tag: what is not on the list becomes text.

import { el, icon } from "./dom.js";
import { address, startPayload } from "./links.js";
import { t } from "./words.js";

const TAGS = new Set(["B", "I", "U", "S", "CODE", "PRE", "BLOCKQUOTE", "SPAN", "TG-SPOILER", "A"]);
// Of a rich message.
const BLOCKS = new Set(["P", "H1", "H2", "H3", "H4", "H5", "H6", "FOOTER", "HR", "CAPTION", "TBODY", "TR", "DETAILS", "SUMMARY"]);
const ALIGNS = new Set(["left", "center", "right"]);
const FOUND = new Set(["bot_command", "mention", "hashtag", "email", "url"]);

export function textOf(html, bot) {
  const parsed = new DOMParser().parseFromString(html, "text/html");
  return [...parsed.body.childNodes].map((node) => clean(node, bot)).flat();
}

function clean(node, bot) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  const inside = [...node.childNodes].map((child) => clean(child, bot)).flat();
  if (node.tagName === "DIV" && node.className === "map") return [map(node)];
  if (node.tagName === "TABLE") return [table(node, inside)];
  if (node.tagName === "TH" || node.tagName === "TD") return [cell(node, inside)];
  if (BLOCKS.has(node.tagName)) return [el(node.tagName.toLowerCase(), {}, inside)];
  if (!TAGS.has(node.tagName)) return inside;
  if (node.tagName === "A") return link(node.getAttribute("href") ?? "", inside, bot);
  if (node.tagName === "SPAN") return found(node, inside, bot);
  if (node.tagName === "TG-SPOILER") return [el("span", { class: "spoiler", role: "button", tabindex: "0" }, inside)];
  if (node.hasAttribute("expandable")) return [el("blockquote", { class: "fold", role: "button", tabindex: "0" }, inside)];
  return [el(node.tagName.toLowerCase(), {}, inside)];
}

// No map is fetched here: a sheet with the place in its middle, and its degrees.
function map(node) {
  const where = node.getAttribute("aria-label") ?? "";
  return el("div", { class: "map", role: "img", "aria-label": where }, [el("b", {}, ["📍"]), el("i", {}, [where])]);
}

// A table that is wider than the bubble moves under the thumb, as on a phone.
function table(node, inside) {
  const kinds = ["striped", "bordered", "compact"].filter((kind) => node.classList.contains(kind));
  return el("div", { class: "table" }, el("table", { class: kinds.join(" ") }, inside));
}

function cell(node, inside) {
  const align = [...node.classList].find((name) => ALIGNS.has(name));
  return el(node.tagName.toLowerCase(), { class: align, scope: node.tagName === "TH" && "col" }, inside);
}

function found(node, inside, bot) {
  const kind = [...node.classList].find((name) => FOUND.has(name));
  if (kind === "url") return link(node.textContent, inside, bot);
  if (kind === "bot_command") return [el("a", { href: "#", class: "command", data: { command: node.textContent } }, inside)];
  if (kind === "email") return [el("a", { href: `mailto:${node.textContent}` }, inside)];
  return [el("span", { class: kind ?? "" }, inside)];
}

function link(written, inside, bot) {
  const url = address(written);
  if (!url) return inside;
  const anchor = el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, inside);
  const payload = startPayload(written, bot.username);
  if (payload === null) return [anchor];
  anchor.dataset.start = payload;
  const asNew = { type: "button", class: "as-new", title: t("open_as_new"), "aria-label": t("open_as_new"), data: { asNew: payload } };
  return [anchor, el("button", asNew, icon("plus"))];
}

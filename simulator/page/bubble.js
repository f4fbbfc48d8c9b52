// One message as it stands in a chat: what it holds, its time and ticks, the buttons below.

import { el, icon } from "./dom.js";
import { textOf } from "./text.js";
import { t } from "./words.js";
import { dayKey, hm, shortDay } from "./zone.js";

// Everything about a message; `mine` decides on which side it stands.
export function bubble(message, { mine, group, bot, quoted }) {
  if (message.kind === "service") return el("div", { class: "service", data: { id: message.message_id } }, el("span", {}, t(message.service)));
  const parts = [
    group && !mine && el("div", { class: "sender" }, message.from.name),
    message.forward_origin && el("div", { class: "forwarded" }, t("forwarded", { name: origin(message.forward_origin) })),
    message.via_bot && el("div", { class: "forwarded" }, t("via", { name: `@${message.via_bot.username}` })),
    quoted && quote(quoted),
    media(message),
    el("div", { class: message.html ? "text" : "text bare", dir: "auto" }, message.html ? textOf(message.html, bot) : [], meta(message, mine)),
  ];
  const body = el("div", { class: `bubble kind-${message.kind}` }, parts);
  const side = mine ? "out" : "in";
  return el("article", { class: `message ${side}`, data: { id: message.message_id } }, body, keyboard(message));
}

function meta(message, mine) {
  const sent = new Date(message.date);
  const edited = message.edited && !mine;
  const hour = edited ? t("edited", { time: when(message.edit_date, sent) }) : hm(sent);
  const shown = message.silent ? `🔕 ${hour}` : hour;
  const ticks = mine && el("span", { class: "ticks", title: t(message.read ? "read" : "delivered") }, icon(message.read ? "twice" : "once"));
  return el("span", { class: "meta", title: t("sent_at", { time: `${shortDay(sent)} ${hm(sent)}` }) }, el("time", { datetime: message.date }, shown), ticks);
}

function when(edited, sent) {
  const at = new Date(edited);
  return dayKey(at) === dayKey(sent) ? hm(at) : `${shortDay(at)} ${hm(at)}`;
}

function origin({ type, sender_user_name: hidden, sender_user: user, sender_chat: chat }) {
  if (type === "hidden_user") return hidden;
  return user ? [user.first_name, user.last_name].filter(Boolean).join(" ") : chat.title;
}

function quote(message) {
  return el("div", { class: "quote" }, el("b", {}, message.from.name), el("span", {}, summary(message)));
}

const KINDS = { photo: "photo", document: "file", voice: "voice", sticker: "sticker", contact: "contact", location: "location" };

export function summary(message) {
  return message.text.split("\n")[0] || t(KINDS[message.kind] ?? "message");
}

function media(message) {
  const [file] = message.files;
  switch (message.kind) {
    case "photo":
      return file && picture(file);
    case "document":
      return file && (file.width ? [picture(file), paper(file)] : paper(file));
    case "voice":
      return el("div", { class: "voice" }, icon("voice"), el("i", { class: "wave" }), el("span", {}, `${message.seconds ?? 0} ${t("seconds")}`));
    case "sticker":
      return el("div", { class: "sticker", role: "img", "aria-label": t("sticker") }, message.emoji ?? "🙂");
    case "contact":
      return card("person", [message.contact.first_name, message.contact.last_name].filter(Boolean).join(" "), message.contact.phone_number);
    case "location":
      return place(message.location);
    default:
      return null;
  }
}

function picture(file) {
  const image = el("img", { src: file.url, width: file.width, height: file.height, alt: file.name || t("picture") });
  return el("button", { type: "button", class: "picture", "aria-label": `${t("picture")}: ${file.name}`, data: { picture: file.url, name: file.name } }, image);
}

function paper(file) {
  return el("a", { class: "document", href: file.url, download: file.name }, icon("file"), lines(file.name, size(file.file_size)));
}

function card(name, title, below) {
  return el("div", { class: "card" }, icon(name), lines(title, below));
}

function place({ latitude, longitude }) {
  return el("div", { class: "place" }, el("div", { class: "map", role: "img", "aria-label": t("location") }, icon("pin")), el("span", {}, `${latitude.toFixed(4)}, ${longitude.toFixed(4)}`));
}

function lines(title, below) {
  return el("span", { class: "lines" }, el("b", {}, title), el("span", {}, below));
}

export function size(bytes) {
  if (bytes < 1000) return `${bytes} ${t("bytes")}`;
  const [number, unit] = bytes < 1e6 ? [bytes / 1e3, "kilobytes"] : [bytes / 1e6, "megabytes"];
  return `${number.toFixed(number < 10 ? 1 : 0)} ${t(unit)}`;
}

function keyboard({ keyboard: rows }) {
  if (!rows.length) return null;
  const drawn = rows.map((row, y) => el("div", { class: "row" }, row.map((button, x) => inline(button, y, x))));
  return el("div", { class: "buttons" }, drawn);
}

function inline(button, row, col) {
  const outside = button.url || button.web_app;
  return el("button", { type: "button", title: button.text, disabled: Boolean(button.disabled), data: { row, col, copy: button.copy_text?.text ?? "", look: button.style ?? "" } }, el("span", {}, button.text), outside && icon("out"));
}

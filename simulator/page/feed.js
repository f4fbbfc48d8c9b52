// The messages of one chat: in order, with days between, at the bottom as long as one stays there.

import { bubble } from "./bubble.js";
import { el, icon } from "./dom.js";
import { t } from "./words.js";
import { dayKey, longDay } from "./zone.js";

const SHOWN = 150;
const NEAR = 60; // pixels that still count as the bottom

export class Feed {
  constructor({ person, bot, counted }) {
    Object.assign(this, { person, bot, counted, unread: 0, stick: true, shown: SHOWN });
    this.list = el("div", { class: "feed-list" });
    this.scroller = el("div", { class: "feed", role: "log", "aria-live": "polite", tabindex: "0", on: { scroll: () => this.scrolled() } }, this.list);
    this.downCount = el("span", { class: "count" });
    this.down = el("button", { type: "button", class: "down", hidden: true, on: { click: () => this.toBottom(true) } }, icon("down"), this.downCount);
    this.away = el("button", { type: "button", class: "away", hidden: true, on: { click: () => this.toChanged() } });
    this.element = el("div", { class: "feed-frame" }, this.scroller, this.away, this.down);
    // whatever grows or shrinks (a picture, the field below), who was at the bottom stays there
    const kept = new ResizeObserver(() => this.stick && this.toBottom());
    kept.observe(this.scroller);
    kept.observe(this.list);
  }

  show(chat) {
    this.chat = chat;
    this.nodes = new Map();
    this.scroller.setAttribute("aria-label", t("chat_of", { name: chat.title }));
    this.list.replaceChildren();
    const all = [...chat.messages.values()].filter((message) => this.isSeen(message));
    if (all.length > this.shown) this.list.append(this.earlier());
    for (const message of all.slice(-this.shown)) this.append(message);
    this.setUnread(0);
    this.away.hidden = true;
    this.toBottom();
  }

  earlier() {
    const more = () => {
      this.shown *= 4;
      this.show(this.chat);
      this.scroller.scrollTop = 0;
    };
    return el("button", { type: "button", class: "earlier", on: { click: more } }, t("earlier"));
  }

  // An ephemeral message stands on one phone alone.
  isSeen(message) {
    return message.only === null || message.only === this.person.id;
  }

  add(message) {
    if (!this.isSeen(message)) return;
    const mine = this.isMine(message);
    this.append(message).classList.add("fresh");
    if (mine) this.stick = true;
    if (this.stick && this.isVisible()) this.toBottom();
    else if (!mine) this.setUnread(this.unread + 1);
  }

  append(message) {
    const day = dayKey(new Date(message.date));
    const last = this.list.lastElementChild;
    if (last?.dataset.day !== day) this.list.append(this.separator(message, day));
    const node = this.draw(message);
    node.dataset.day = day;
    node.classList.toggle("joined", last?.dataset.side === node.dataset.side && last?.dataset.day === day);
    this.list.append(node);
    this.nodes.set(message.message_id, node);
    return node;
  }

  separator(message, day) {
    return el("div", { class: "service day", data: { day } }, el("span", {}, longDay(new Date(message.date))));
  }

  isMine(message) {
    return message.from.id === this.person.id;
  }

  draw(message) {
    const quoted = message.reply_to && this.chat.messages.get(message.reply_to);
    const mine = this.isMine(message);
    const node = bubble(message, { mine, group: this.chat.kind !== "private", bot: this.bot, quoted });
    node.dataset.side = message.kind === "service" ? "service" : message.from.id;
    return node;
  }

  // In its place, with a gentle light; who stood on a button stays on it.
  change(message, { quiet = false } = {}) {
    const old = this.nodes.get(message.message_id);
    if (!old) return;
    const node = this.draw(message);
    node.dataset.day = old.dataset.day;
    node.classList.toggle("joined", old.classList.contains("joined"));
    const place = this.focusIn(old);
    old.replaceWith(node);
    this.nodes.set(message.message_id, node);
    if (place) (node.querySelector(`${place}:enabled`) ?? node.querySelector(".buttons button:enabled") ?? this.scroller).focus({ preventScroll: true });
    if (quiet) return;
    node.classList.add("changed");
    this.noteAway(node);
  }

  focusIn(node) {
    const { activeElement: focused } = document;
    if (!node.contains(focused)) return null;
    return focused.dataset.row ? `[data-row="${focused.dataset.row}"][data-col="${focused.dataset.col}"]` : ".buttons button";
  }

  noteAway(node) {
    const box = node.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    const above = box.bottom < frame.top + 20;
    if (!this.isVisible() || (!above && box.top < frame.bottom - 20)) return;
    this.changedNode = node;
    this.away.textContent = t(above ? "changed_away" : "changed_below");
    this.away.hidden = false;
  }

  toChanged() {
    this.away.hidden = true;
    this.light(Number(this.changedNode.dataset.id));
  }

  // Brought into view, and lit for a moment.
  light(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    this.away.hidden = true;
    node.scrollIntoView({ block: "nearest", behavior: "smooth" });
    node.classList.remove("changed", "fresh");
    requestAnimationFrame(() => node.classList.add("changed"));
  }

  remove(id) {
    const node = this.nodes.get(id);
    if (!node) return;
    const before = node.previousElementSibling;
    const alone = before?.classList.contains("day") && node.nextElementSibling?.dataset.day !== node.dataset.day;
    if (alone) before.remove();
    node.remove();
    this.nodes.delete(id);
  }

  press(id, { row, col }) {
    this.nodes.get(id)?.querySelector(`[data-row="${row}"][data-col="${col}"]`)?.classList.add("pressed");
  }

  isVisible() {
    return this.scroller.clientHeight > 0;
  }

  scrolled() {
    if (!this.isVisible()) return;
    const { scrollHeight, scrollTop, clientHeight } = this.scroller;
    // what grows below is no scrolling: only who moves up leaves the bottom
    if (scrollHeight - scrollTop - clientHeight < NEAR) this.stick = true;
    else if (scrollTop < this.lastTop) this.stick = false;
    this.lastTop = scrollTop;
    if (this.stick && this.unread) this.setUnread(0);
    this.showDown();
    if (this.changedNode && !this.away.hidden) this.hideAwayWhenSeen();
  }

  hideAwayWhenSeen() {
    const box = this.changedNode.getBoundingClientRect();
    const frame = this.scroller.getBoundingClientRect();
    this.away.hidden = box.bottom > frame.top + 40 && box.top < frame.bottom - 40;
  }

  toBottom(smoothly = false) {
    this.scroller.scrollTo({ top: this.scroller.scrollHeight, behavior: smoothly ? "smooth" : "instant" });
    if (this.isVisible()) this.setUnread(0);
  }

  setUnread(count) {
    this.unread = count;
    this.showDown();
    this.counted(count);
  }

  showDown() {
    this.down.hidden = this.stick;
    this.downCount.textContent = this.unread || "";
    const label = this.unread ? t("new_messages", { n: this.unread }) : t("to_the_end");
    this.down.setAttribute("aria-label", label);
  }
}

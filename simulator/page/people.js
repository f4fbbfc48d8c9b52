// Whose phones are shown: a chip for each person, and a way for somebody new to come in.

import { ask } from "./dialogs.js";
import { el, icon } from "./dom.js";
import { startPayload } from "./links.js";
import { remember, remembered } from "./memory.js";
import { avatar } from "./phone.js";
import { addPerson, does } from "./stage.js";
import { language, t } from "./words.js";

const NARROW = matchMedia("(max-width: 719px)");

const PHONE = 346; // pixels that a phone and its margin need

// At the first look, as many phones as one row holds; the others are a chip away.
function beyond(store) {
  const room = Math.max(1, Math.floor((innerWidth - 16) / PHONE));
  return [...store.people.keys()].slice(room);
}

export class PeopleBar {
  constructor(store, { chosen, failed }) {
    Object.assign(this, { store, chosen, failed, chips: new Map() });
    this.hidden = new Set(remembered("hidden", null) ?? beyond(store));
    this.current = remembered("current", null);
    const add = el("button", { type: "button", class: "chip add", on: { click: () => this.addSomebody() } }, icon("plus"), t("person"));
    this.add = add;
    this.element = el("div", { class: "people", role: "group", "aria-label": t("people") }, add);
    NARROW.onchange = () => this.mark();
  }

  show(person) {
    if (this.chips.has(person.id)) return;
    const badge = el("span", { class: "badge", hidden: true });
    const props = { type: "button", class: "chip", title: [person.name, person.note].filter(Boolean).join(", "), "aria-label": t("show_phone", { name: person.name }), data: { person: person.id } };
    const chip = el("button", { ...props, on: { click: () => this.pressed(person.id) } }, avatar(person), el("span", {}, person.first_name), badge);
    this.chips.set(person.id, chip);
    this.add.before(chip);
    this.current ??= person.id;
  }

  isShown(id) {
    if (NARROW.matches) return id === this.onTop();
    return !this.hidden.has(id);
  }

  // On a narrow screen one phone at a time; whoever was remembered may not be there any more.
  onTop() {
    return this.chips.has(this.current) ? this.current : this.chips.keys().next().value;
  }

  pressed(id) {
    if (NARROW.matches) this.current = id;
    else if (this.hidden.has(id)) this.hidden.delete(id);
    else this.hidden.add(id);
    this.keep();
  }

  hide(id) {
    if (!NARROW.matches) this.hidden.add(id);
    this.keep();
  }

  reveal(id) {
    this.hidden.delete(id);
    this.current = id;
    this.keep();
  }

  keep() {
    remember("hidden", [...this.hidden]);
    remember("current", this.current);
    this.mark();
  }

  mark() {
    for (const [id, chip] of this.chips) chip.setAttribute("aria-pressed", this.isShown(id));
    this.chosen();
  }

  count(id, unread) {
    const badge = this.chips.get(id)?.querySelector(".badge");
    if (!badge) return;
    badge.textContent = unread > 99 ? "99+" : unread;
    badge.hidden = !unread;
  }

  async addSomebody(payload = "") {
    const { username } = this.store.bot;
    const link = payload && `https://t.me/${username}?start=${payload}`;
    const fields = [
      { name: "first_name", label: t("first_name"), required: true },
      { name: "last_name", label: t("last_name") },
      { name: "link", label: t("link_or_payload"), value: link },
    ];
    const answer = await ask({ title: t("add_person"), fields, ok: t("add") });
    if (!answer) return;
    try {
      await this.welcome(answer);
    } catch (refusal) {
      this.failed(refusal.message);
    }
  }

  async welcome({ first_name, last_name, link }) {
    const person = await addPerson({ first_name, last_name, language_code: language() });
    this.reveal(person.id);
    if (link) await does(person.id, "start", { payload: startPayload(link, this.store.bot.username) ?? link });
  }
}

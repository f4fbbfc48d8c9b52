// The bot's name written in the field: what it finds stands above, a tap sends it through the bot.

import { el } from "./dom.js";
import { does } from "./stage.js";
import { t } from "./words.js";

const REST = 250; // milliseconds without a letter before the bot is asked
const WAIT = 3; // seconds for its answer

export class Queries {
  constructor({ person, bot, field, where, doing, opens }) {
    Object.assign(this, { person, bot, field, where, doing, opens, asked: 0, first: null });
    this.element = el("div", { class: "suggest found", role: "listbox", "aria-label": t("found"), hidden: true });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  // What is written behind the bot's name; null where it does not stand first.
  get query() {
    const name = `@${this.bot.username} `;
    return this.field.value.startsWith(name) ? this.field.value.slice(name.length) : null;
  }

  begin(query) {
    this.field.value = `@${this.bot.username} ${query}`;
    this.field.focus();
    this.typed();
  }

  typed() {
    clearTimeout(this.rest);
    if (this.query === null) return this.close();
    this.rest = setTimeout(() => this.ask(), REST);
    return undefined;
  }

  async ask() {
    const { query } = this;
    if (query === null) return;
    this.asked += 1;
    const number = this.asked;
    const found = await this.doing(does(this.person.id, "search", { query, where: this.where(), wait: WAIT }));
    if (found?.answered && number === this.asked && this.query === query) this.show(found);
  }

  show({ query_id: id, results, button }) {
    const tapped = results.map((result) => () => this.choose(id, result.id));
    this.first = tapped[0] ?? null;
    const rows = results.map(({ title, description }, at) => this.row(title, description, tapped[at]));
    if (button) rows.push(this.row(button.text, "", () => this.open(button.start_parameter)));
    this.element.replaceChildren(...rows);
    this.element.hidden = !rows.length;
  }

  row(title, about, tapped) {
    const pressed = (event) => {
      event.preventDefault();
      tapped();
    };
    return el("div", { role: "option", "aria-selected": "false", on: { pointerdown: pressed } }, el("b", {}, title), el("span", {}, about));
  }

  open(payload) {
    this.end();
    this.opens(payload);
  }

  choose(query, result) {
    this.end();
    return this.doing(does(this.person.id, "choose", { query_id: query, result_id: result }));
  }

  // Whether the key was meant for the list.
  key(event) {
    if (this.query === null) return false;
    if (event.key === "Enter" && !event.shiftKey) {
      if (this.isOpen) this.first?.();
      return true;
    }
    if (event.key !== "Escape" || !this.isOpen) return false;
    this.close();
    return true;
  }

  end() {
    this.field.value = "";
    this.close();
  }

  close() {
    this.asked += 1;
    this.first = null;
    this.element.hidden = true;
    return undefined;
  }

  // A prepared text on its way into a chat that nobody plays here: what would be sent; null where there is none.
  async pass(query) {
    const found = await this.doing(does(this.person.id, "search", { query, where: "elsewhere", wait: WAIT }));
    const [result] = found?.results ?? [];
    if (!result) return null;
    return (await this.doing(does(this.person.id, "choose", { query_id: found.query_id, result_id: result.id })))?.text ?? null;
  }
}

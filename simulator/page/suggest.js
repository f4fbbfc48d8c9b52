// The person's own commands above the field, as soon as a slash is typed.

import { el } from "./dom.js";
import { t } from "./words.js";

let numbers = 0;

export class Suggest {
  constructor({ field, commands, chosen }) {
    Object.assign(this, { field, commands, chosen, at: 0, shown: [] });
    numbers += 1;
    this.id = `suggest-${numbers}`;
    this.element = el("div", { class: "suggest", role: "listbox", id: this.id, "aria-label": t("commands"), hidden: true });
    field.setAttribute("role", "combobox");
    field.setAttribute("aria-controls", this.id);
    field.setAttribute("aria-autocomplete", "list");
    this.close();
  }

  get isOpen() {
    return !this.element.hidden;
  }

  typed() {
    const word = /^\/([\w]*)$/.exec(this.field.value);
    const fitting = word ? this.commands().filter(({ command }) => command.startsWith(word[1].toLowerCase())) : [];
    if (fitting.length) this.open(fitting);
    else this.close();
  }

  // The bot may offer other commands while the list is open.
  refresh() {
    const offered = JSON.stringify(this.commands());
    if (!this.isOpen || offered === this.offered) return;
    if (this.field.value) this.typed();
    else if (this.commands().length) this.open(this.commands());
    else this.close();
  }

  open(commands) {
    this.offered = JSON.stringify(this.commands());
    this.shown = commands;
    this.at = 0;
    this.element.replaceChildren(...commands.map((command, at) => this.option(command, at)));
    this.element.hidden = false;
    this.field.setAttribute("aria-expanded", "true");
    this.mark();
  }

  option({ command, description }, at) {
    const pressed = (event) => {
      event.preventDefault();
      this.close();
      this.chosen(`/${command}`);
    };
    return el("div", { role: "option", id: `${this.id}-${at}`, on: { pointerdown: pressed } }, el("b", {}, `/${command}`), el("span", {}, description));
  }

  close() {
    this.element.hidden = true;
    this.field.setAttribute("aria-expanded", "false");
    this.field.removeAttribute("aria-activedescendant");
  }

  mark() {
    [...this.element.children].forEach((node, at) => node.setAttribute("aria-selected", at === this.at));
    const marked = this.element.children[this.at];
    this.field.setAttribute("aria-activedescendant", marked.id);
    marked.scrollIntoView({ block: "nearest" });
  }

  // Whether the key was meant for the list.
  key(event) {
    if (!this.isOpen) return false;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      this.at = (this.at + step + this.shown.length) % this.shown.length;
      this.mark();
    } else if (event.key === "Tab" && !event.shiftKey) {
      this.field.value = `/${this.shown[this.at].command} `;
      this.close();
    } else if (event.key === "Enter" && !event.shiftKey) {
      const { command } = this.shown[this.at];
      this.close();
      this.chosen(`/${command}`);
    } else if (event.key === "Escape") this.close();
    else return false;
    return true;
  }
}

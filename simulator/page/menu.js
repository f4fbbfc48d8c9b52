// A menu at a button: arrows move, Enter chooses, Escape and a press elsewhere close.

import { el, icon } from "./dom.js";

export function openMenu(anchor, items, { up = false } = {}) {
  if (anchor.getAttribute("aria-expanded") === "true") return;
  const chosen = (act) => () => {
    close();
    act();
  };
  const buttons = items.map(([name, label, act]) =>
    el("button", { type: "button", role: "menuitem", on: { click: chosen(act) } }, name.length > 2 ? icon(name) : el("i", {}, name), label),
  );
  const menu = el("div", { class: `menu ${up ? "up" : "below"}`, role: "menu", on: { keydown: moved } }, buttons);
  const elsewhere = (event) => !menu.contains(event.target) && close();

  function close() {
    const back = menu.contains(document.activeElement);
    menu.remove();
    anchor.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", elsewhere, true);
    if (back) anchor.focus();
  }

  function moved(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      const at = buttons.indexOf(document.activeElement);
      buttons[(at + step + buttons.length) % buttons.length].focus();
    } else if (event.key === "Escape" || event.key === "Tab") close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  anchor.setAttribute("aria-expanded", "true");
  anchor.after(menu);
  document.addEventListener("pointerdown", elsewhere, true);
  buttons[0].focus();
}

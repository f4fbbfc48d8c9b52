// Dark and light: as the system has it, or as it was chosen.

import { icon, iconButton } from "./dom.js";
import { remember, remembered } from "./memory.js";
import { t } from "./words.js";

const THEMES = { auto: "half", light: "sun", dark: "moon" };

export function themeButton() {
  const button = iconButton("half", "", () => show(next()));
  const names = Object.keys(THEMES);
  const next = () => names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
  const show = (name) => {
    document.documentElement.dataset.theme = name;
    remember("theme", name);
    button.replaceChildren(icon(THEMES[name]));
    button.title = t(`theme_${name}`);
    button.setAttribute("aria-label", button.title);
  };
  const kept = remembered("theme", "auto");
  show(kept in THEMES ? kept : "auto");
  return button;
}

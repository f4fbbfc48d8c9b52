// A Mini App over a phone, as Telegram shows it: its page in a frame, a way back and a way out.

import { el, iconButton } from "./dom.js";
import { t } from "./words.js";

const COLOURS = {
  light: { bg_color: "#ffffff", secondary_bg_color: "#efeff4", text_color: "#000000", hint_color: "#6d6d72", link_color: "#2463b4", section_bg_color: "#ffffff" },
  dark: { bg_color: "#17212b", secondary_bg_color: "#0e1621", text_color: "#f5f5f5", hint_color: "#a0aeb9", link_color: "#6ab3f3", section_bg_color: "#17212b" },
};

export function openMiniApp(phone, { url, init_data: initData }) {
  const scheme = isDark() ? "dark" : "light";
  const theme = { scheme, params: COLOURS[scheme] };
  const hash = new URLSearchParams({ tgWebAppData: initData, tgWebAppVersion: "9.1", tgWebAppPlatform: "web", tgWebAppTheme: JSON.stringify(theme) });
  const frame = el("iframe", { src: `${url}#${hash}`, title: phone.store.bot.first_name });
  const back = iconButton("back", t("back"), () => frame.contentWindow.postMessage({ event: "backButtonClicked" }, "*"), { hidden: true });
  const shut = iconButton("close", t("close"), close);
  const overlay = el("div", { class: "mini-app", role: "dialog", "aria-label": phone.store.bot.first_name }, el("div", { class: "bar" }, back, el("b", {}, phone.store.bot.first_name), shut), frame);

  function heard({ source, data }) {
    if (source !== frame.contentWindow) return;
    if (data.miniApp === "back") back.hidden = !data.shown;
    if (data.miniApp === "link") phone.openLink(data.url);
    if (data.miniApp === "close") close();
  }

  function close() {
    removeEventListener("message", heard);
    overlay.remove();
  }

  addEventListener("message", heard);
  phone.element.append(overlay);
  shut.focus();
}

function isDark() {
  const [red, green, blue] = getComputedStyle(document.body).color.match(/[\d.]+/g).map(Number);
  return red + green + blue > 384; // of the letters
}

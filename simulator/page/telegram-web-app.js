// What Telegram's own script gives a Mini App, as far as one needs it here: who opened it, the theme, the way back.

(() => {
  const said = new URLSearchParams(location.hash.slice(1));
  const initData = said.get("tgWebAppData") ?? "";
  const fields = Object.fromEntries(new URLSearchParams(initData));
  const heard = {};
  const tell = (what, details = {}) => parent.postMessage({ miniApp: what, ...details }, "*");
  const dress = (theme) => {
    for (const [name, colour] of Object.entries(theme.params)) {
      document.documentElement.style.setProperty(`--tg-theme-${name.replaceAll("_", "-")}`, colour);
    }
    app.colorScheme = theme.scheme;
    app.themeParams = theme.params;
  };
  const app = {
    initData,
    initDataUnsafe: { ...fields, user: JSON.parse(fields.user ?? "null") ?? undefined },
    version: "9.1",
    platform: "web",
    colorScheme: "light",
    themeParams: {},
    isExpanded: true,
    ready: () => tell("ready"),
    expand() {},
    close: () => tell("close"),
    openTelegramLink: (url) => tell("link", { url }),
    openLink: (url) => tell("link", { url }),
    onEvent: (name, does) => (heard[name] ??= []).push(does),
    BackButton: {
      isVisible: false,
      show: () => tell("back", { shown: true }),
      hide: () => tell("back", { shown: false }),
      onClick: (does) => app.onEvent("backButtonClicked", does),
    },
  };
  addEventListener("message", ({ source, data }) => {
    if (source !== parent) return;
    if (data.theme) dress(data.theme);
    for (const does of heard[data.event] ?? []) does();
  });
  dress(JSON.parse(said.get("tgWebAppTheme") ?? '{"scheme":"light","params":{}}'));
  window.Telegram = { WebApp: app };
})();

// Links as a phone treats them: those of the bot start it here, others open in a new tab.

const HOSTS = new Set(["t.me", "telegram.me", "telegram.dog"]);
const SAFE = new Set(["http:", "https:", "tg:", "ton:", "mailto:"]);

// The payload of a link that starts the bot, "" for one that only opens it; null for any other address.
export function startPayload(written, username) {
  const url = address(written);
  if (!url) return null;
  const ours = (name) => name.toLowerCase() === username.toLowerCase();
  if (url.protocol === "tg:" && /^\/*resolve$/.test(url.host + url.pathname)) {
    return ours(url.searchParams.get("domain") ?? "") ? (url.searchParams.get("start") ?? "") : null;
  }
  if (!HOSTS.has(url.host) || !ours(url.pathname.slice(1))) return null;
  return url.searchParams.get("start") ?? "";
}

export function address(written) {
  const text = written.trim();
  try {
    const url = new URL(/^[a-z][a-z0-9+.-]*:/i.test(text) ? text : `https://${text}`);
    return SAFE.has(url.protocol) ? url : null;
  } catch {
    return null;
  }
}

export function openOutside(written) {
  const url = address(written);
  if (url) window.open(url.href, "_blank", "noopener,noreferrer");
}

// The page opens without a network too: it and its files as they were last. What it asks is kept by the page alone.

const SHELF = "reper-page";
const SOON = 3000;
let deaf = 0; // until when nobody answers, as was seen just now
const TELEGRAM = new URLSearchParams(location.search).get("script");
const SHELL = [new URL("../app", location).href, new URL("app.js", location).href, new URL("app.css", location).href, TELEGRAM];

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(Promise.allSettled(SHELL.map((url) => bring(url, { mode: url === TELEGRAM ? "no-cors" : "same-origin" }))));
});
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
addEventListener("fetch", (event) => {
  const url = strip(event.request.url);
  if (event.request.method === "GET" && SHELL.includes(url)) event.respondWith(serve(url, event.request));
});

// Behind ? and # stands who has opened it.
function strip(url) {
  return url === TELEGRAM ? url : url.split(/[?#]/, 1)[0];
}

async function bring(url, request) {
  const answer = await fetch(url, request);
  if (answer.ok || answer.type === "opaque") await (await caches.open(SHELF)).put(url, answer.clone());
  return answer;
}

async function serve(url, { mode }) {
  const kept = await caches.match(url);
  if (kept && Date.now() < deaf) return kept;
  const newest = bring(url, { mode: mode === "navigate" ? "same-origin" : mode });
  newest.catch(() => {});
  const late = new Promise((_, fail) => setTimeout(fail, SOON));
  try {
    return await Promise.race([newest, late]);
  } catch {
    deaf = Date.now() + 3 * SOON;
    return kept ?? newest;
  }
}

// Draws the cards of /app/api, and knows nothing of money. It reads only; a tap on a row leads back into the chat.

const script = document.querySelector("script[src]");
const slow = new Promise((done) => setTimeout(done, 4000)); // its network may be closed where ours is open
if (!window.Telegram) await Promise.race([slow, new Promise((done) => (script.onload = script.onerror = done))]);

const app = window.Telegram?.WebApp;
const bot = document.documentElement.dataset.bot;
const proof = app?.initData || (new URLSearchParams(location.hash.slice(1)).get("tgWebAppData") ?? "");
const opened = new URLSearchParams(proof);
const reader = JSON.parse(opened.get("user") ?? "{}").id ?? "";
const shelf = `reper:${reader}`;
const main = document.querySelector("main");
const state = document.querySelector("#state");
const nav = document.querySelector("nav");
const DEEP = { svod: "pace", debts: "debts" };
const TURNED = { pace: turnMonth, payments: turnWeek };
const STALE = 60_000;
const EVERY = 5 * 60_000; // sooner than the session ends
const page = crypto.randomUUID?.() ?? String(Math.random());

let session = kept(sessionStorage, shelf) ?? "";
let last = kept(localStorage, shelf);
let me = null;
let department = 0;
let only = "";
let running = null;
let over = false;
const queries = {};
const cards = {};
const unfolded = {};

class Over extends Error {}
class Refused extends Error {}

function kept(store, key) {
  try {
    return JSON.parse(store.getItem(key));
  } catch {
    return null;
  }
}

function keep(store, key, value) {
  try {
    value === null ? store.removeItem(key) : store.setItem(key, JSON.stringify(value));
  } catch {
    // a full or forbidden store: the next opening begins without it
  }
}

function el(name, attributes = {}, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "on") for (const [what, does] of Object.entries(value)) node.addEventListener(what, does);
    else if (value !== "" && value !== null) node.setAttribute(key, value);
  }
  node.append(...inside.flat().filter((each) => each !== null && each !== ""));
  return node;
}

async function ask(path) {
  for (const word of session ? [`session ${session}`, `tma ${proof}`] : [`tma ${proof}`]) {
    const answer = await fetch(`app/api/${path}`, { headers: { Authorization: word, "X-Page": page } });
    if (answer.status === 401) {
      session = "";
      continue;
    }
    session = answer.headers.get("X-Session") ?? session;
    keep(sessionStorage, shelf, session);
    if (!answer.ok) throw Object.assign(new Refused(), { status: answer.status });
    return answer.json();
  }
  throw new Over();
}

function query(name) {
  const said = new URLSearchParams(queries[name]);
  if (department) said.set("department", department);
  return String(said) && `?${said}`;
}

async function load(name) {
  try {
    cards[name] = await ask(name + query(name));
  } catch (error) {
    if (!(error instanceof Refused) || error.status === 429 || error.status >= 500) throw error;
    delete cards[name]; // it is not this reader's any more
  }
}

async function refresh() {
  if (over) return;
  await (running ??= renew().finally(() => (running = null)));
}

async function renew() {
  main.setAttribute("aria-busy", "true");
  try {
    me = await ask("me");
    document.documentElement.lang = me.language;
    if (department && !me.departments.some((each) => each.id === department)) department = 0;
    for (const name of Object.keys(cards)) if (!me.sections.includes(name)) delete cards[name];
    const failed = (await Promise.allSettled(me.sections.map(load))).find((each) => each.reason);
    if (failed) throw failed.reason;
    last = { at: Date.now(), me, cards: { ...cards }, department };
    keep(localStorage, shelf, last);
    state.textContent = "";
  } catch (error) {
    if (error instanceof Over) return close();
    recall(error);
  }
  draw();
  main.removeAttribute("aria-busy");
}

function restore() {
  ({ me, department } = last);
  document.documentElement.lang = me.language;
  Object.assign(cards, last.cards);
}

// No network, or no answer: what was seen last, with its hour, and its day where that is not today's.
function recall(error) {
  if (!last) {
    const said = error instanceof TypeError ? "Нет сети · No network " : "";
    state.replaceChildren(said, el("button", { type: "button", on: { click: refresh } }, "↻ Повторить · Try again"));
    return;
  }
  restore();
  const at = new Date(last.at);
  const day = at.toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "short" };
  const time = at.toLocaleString(me.language, { ...day, hour: "2-digit", minute: "2-digit" });
  const said = error instanceof TypeError ? me.words.offline : (me.words.trouble ?? me.words.offline);
  const again = el("button", { type: "button", on: { click: refresh } }, me.words.retry);
  state.replaceChildren(`${said.replace("{time}", time)} `, again);
}

function close() {
  const again = last?.me.words.again ?? "Откройте заново из чата · Open it anew from the chat";
  last = me = null;
  over = true;
  keep(localStorage, shelf, null);
  keep(sessionStorage, shelf, null);
  for (const name of Object.keys(cards)) delete cards[name];
  main.replaceChildren();
  nav.replaceChildren();
  main.removeAttribute("aria-busy");
  state.replaceChildren(el("button", { type: "button", on: { click: () => app?.close() } }, again));
}

function draw() {
  if (!me) return;
  const focused = document.activeElement?.id;
  document.querySelector("h1").textContent = me.name;
  nav.setAttribute("aria-label", me.words.sections ?? me.role);
  nav.replaceChildren(...chooser(), ...me.sections.filter((name) => cards[name]).map(chip));
  main.replaceChildren(...me.sections.filter((name) => cards[name] && (!only || only === name)).map(section));
  if (me.empty) main.replaceChildren(el("section", {}, el("p", { class: "step" }, me.empty)));
  only ? app?.BackButton?.show() : app?.BackButton?.hide();
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

function chooser() {
  if (me.departments.length < 2) return [];
  const choose = async (event) => {
    const chosen = Number(event.target.value);
    await running;
    department = chosen;
    await refresh();
  };
  const options = me.departments.map(({ id, name }) => {
    const option = el("option", { value: id }, name);
    option.selected = id === department;
    return option;
  });
  return [el("select", { id: "department", "aria-label": me.words.department ?? me.role, on: { change: choose } }, options)];
}

function chip(name) {
  const on = { click: () => show(only === name ? "" : name) };
  return el("button", { id: `chip-${name}`, type: "button", "aria-pressed": String(only === name), on }, me.titles[name]);
}

function show(name) {
  only = name;
  draw();
  scrollTo(0, 0);
  document.querySelector("nav [aria-pressed=true]")?.scrollIntoView({ inline: "center", block: "nearest" });
}

function section(name) {
  const card = cards[name];
  const id = `card-${name}`;
  const turns = only === name && TURNED[name] ? [turn(name, -1, "‹"), turn(name, 1, "›")] : [];
  const node = el(
    "section",
    { "aria-labelledby": id },
    el("header", {}, el("h2", { id }, card.title), el("span", {}, turns)),
    el("p", { class: `head ${card.light ?? ""}`.trim() }, card.head),
    card.lines.map((line) => el("p", {}, line)),
    card.step ? el("button", { type: "button", class: "step", on: { click: () => leave("first") } }, card.step) : null,
  );
  if (card.picture) node.append(picture(card));
  if (card.rows.length) node.append(el("ul", {}, card.rows.map(row)));
  if (card.table) node.append(table(card.table, name));
  return node;
}

function picture(card) {
  const drawn = new DOMParser().parseFromString(card.picture, "image/svg+xml").documentElement;
  drawn.removeAttribute("height");
  drawn.removeAttribute("width");
  drawn.setAttribute("role", "img");
  drawn.setAttribute("aria-label", `${card.title}: ${card.head}`);
  return document.importNode(drawn, true);
}

function row({ label, value, start }) {
  const inside = [el("span", {}, label), el("span", {}, value)];
  return el("li", {}, start ? el("button", { type: "button", on: { click: () => leave(start) } }, inside) : inside);
}

function table({ head, rows }, name) {
  const titles = el("tr", {}, head.map((each) => el("th", { scope: "col" }, each)));
  const body = rows.map((each) => el("tr", {}, each.map((cell) => el("td", {}, cell))));
  const summary = el("summary", { id: `fold-${name}`, on: { click: () => (unfolded[name] = !node.open) } }, me.words.table);
  const node = el("details", {}, summary, el("table", {}, el("thead", {}, titles), el("tbody", {}, body)));
  node.open = unfolded[name] ?? only === name;
  return node;
}

function turn(name, by, sign) {
  const turned = async () => {
    TURNED[name](by);
    try {
      await load(name);
    } catch (error) {
      if (error instanceof Over) return close();
      delete queries[name];
      recall(error);
    }
    draw();
  };
  const label = (by < 0 ? me.words.earlier : me.words.later) ?? sign;
  return el("button", { id: `turn-${name}${by}`, type: "button", "aria-label": label, on: { click: turned } }, sign);
}

function turnMonth(by) {
  const month = new Date(`${queries.pace?.month ?? me.today.slice(0, 7)}-01T00:00:00Z`);
  month.setUTCMonth(month.getUTCMonth() + by);
  queries.pace = { month: day(month).slice(0, 7) };
}

function turnWeek(by) {
  const first = new Date(`${queries.payments?.from ?? me.today}T00:00:00Z`);
  first.setUTCDate(first.getUTCDate() - ((first.getUTCDay() + 6) % 7) + 7 * by);
  const last = new Date(first);
  last.setUTCDate(last.getUTCDate() + 6);
  queries.payments = { from: day(first), to: day(last) };
}

function day(at) {
  return at.toISOString().slice(0, 10);
}

function leave(start) {
  const link = `https://t.me/${bot}?start=${start}`;
  app?.openTelegramLink ? app.openTelegramLink(link) : open(link);
  app?.close?.();
}

function take(theme) {
  document.documentElement.dataset.theme = theme ?? "";
}

const asked = opened.get("start_param") ?? new URLSearchParams(location.search).get("open") ?? "";
take(app?.colorScheme);
app?.onEvent?.("themeChanged", () => take(app.colorScheme));
app?.BackButton?.onClick(() => show(""));
app?.ready?.();
app?.expand?.();
addEventListener("online", refresh);
navigator.serviceWorker?.register(`app/sw.js?${new URLSearchParams({ script: script.src })}`, { scope: "app" }).catch(() => {});
document.addEventListener("visibilitychange", () => document.hidden || Date.now() - (last?.at ?? 0) < STALE || refresh());
setInterval(() => document.hidden || refresh(), EVERY);
if (/^client_\d+$/.test(asked)) leave(`c_${asked.slice(7)}`);
only = DEEP[asked] ?? "";
if (last) {
  restore();
  draw();
  state.textContent = me.words.loading;
}
await refresh();

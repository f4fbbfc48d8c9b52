// Times on the page are those of one zone, whatever the zone of the browser.

import { language } from "./words.js";

let zone = "Europe/Moscow";
const formats = new Map();

export function useZone(name) {
  zone = name || Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export function zoneName() {
  return zone;
}

function format(options) {
  const key = `${zone} ${language()} ${JSON.stringify(options)}`;
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(language(), { ...options, timeZone: zone }));
  return formats.get(key);
}

export function wall(instant) {
  // h23 and digits, so that the parts are numbers in every language
  const shape = { year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric", hourCycle: "h23" };
  const parts = format(shape).formatToParts(instant);
  return Object.fromEntries(parts.filter((p) => p.type !== "literal").map((p) => [p.type, Number(p.value)]));
}

export function instantOf({ year, month, day, hour, minute }) {
  // the zone's offset is found by asking what the wall shows; twice, for the days when the offset changes
  const wanted = Date.UTC(year, month - 1, day, hour, minute);
  let guess = wanted;
  for (let time = 0; time < 2; time += 1) {
    const shown = wall(new Date(guess));
    guess += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
  }
  return new Date(guess);
}

export const hm = (instant) => format({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(instant);
export const hms = (instant) => format({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }).format(instant);
export const shortDay = (instant) => format({ weekday: "short", day: "numeric", month: "short" }).format(instant);
export const longDay = (instant) => format({ weekday: "long", day: "numeric", month: "long" }).format(instant);

export function dayKey(instant) {
  const { year, month, day } = wall(instant);
  return `${year}-${month}-${day}`;
}

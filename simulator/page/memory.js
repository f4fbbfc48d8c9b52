// What this browser remembers of the page. It may be forbidden to remember anything: then it simply forgets.

const PREFIX = "phones.";

export function remembered(name, otherwise) {
  try {
    const kept = localStorage.getItem(PREFIX + name);
    return kept === null ? otherwise : JSON.parse(kept);
  } catch {
    return otherwise;
  }
}

export function remember(name, value) {
  try {
    localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // private mode, or no room: nothing depends on it
  }
}

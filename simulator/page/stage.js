// The stage of the simulator, /sim/…: what can be asked and what a person can do.

export class Refusal extends Error {}

async function ask(method, path, body, options = {}) {
  const sent = body instanceof FormData ? body : body && JSON.stringify(body);
  const response = await fetch(`/sim/${path}`, { method, body: sent, ...options });
  const answer = await response.json().catch(() => {
    options.signal?.throwIfAborted(); // given up while the answer was coming: half an answer is none
    return { error: `${response.status} ${response.statusText}` };
  });
  if (!response.ok) throw new Refusal(answer.error);
  return answer;
}

export const state = () => ask("GET", "state");
export const chat = (id) => ask("GET", `chats/${id}`);
export const person = (id) => ask("GET", `people/${id}`);
export const people = () => ask("GET", "people");
export const commands = (id, where) => ask("GET", `people/${id}/commands?chat=${where}`);
export const addPerson = (facts) => ask("POST", "people", facts);
export const does = (id, deed, details = {}) => ask("POST", `people/${id}/${deed}`, details);
export const script = () => ask("GET", "script");
export const moveClock = (details, signal) => ask("POST", "clock", details, { signal });
export const log = (since, newest) => ask("GET", `log?since=${since}&newest=${newest}`);
export const faults = () => ask("GET", "faults");
export const addFault = (rule) => ask("POST", "faults", rule);
export const clearFaults = (details = {}) => ask("DELETE", "faults", details);

// A file of the script's: its content is base64.
export function sendOffered(id, { name, content }, details) {
  const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
  return sendFile(id, "document", new File([bytes], name), details);
}

export function sendFile(id, deed, file, details) {
  const form = new FormData();
  form.append("file", file, file.name);
  for (const [name, value] of Object.entries(details)) form.append(name, value);
  return ask("POST", `people/${id}/${deed}`, form);
}

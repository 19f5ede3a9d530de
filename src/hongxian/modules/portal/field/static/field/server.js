// The one way to the server. A refusal keeps the server's sentence; a broken line is another thing than a refusal.
export const API = "/api/v1/";
const PATIENCE = 45000;

export class Unreachable extends Error {}

export class Refused extends Error {
  constructor(status, body, wait) {
    super(body.title || body.detail || String(status));
    this.status = status;
    this.code = String(body.type || "").replace(/^about:/, "");
    this.title = body.title || "";
    this.body = body;
    this.wait = wait;
  }
  /** Worth trying again by itself: the server is busy, away, or restarting. */
  get passing() {
    return this.status === 429 || this.status === 408 || this.status >= 500;
  }
  /** Nobody is logged in, or the one who is must do something else first. */
  get login() {
    return this.status === 401 || this.code === "must_change_password";
  }
}

async function answer(path, options) {
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(), PATIENCE);
  try {
    return await fetch(API + path, { credentials: "same-origin", cache: "no-store", redirect: "error", ...options, signal: ending.signal });
  } catch {
    throw new Unreachable(path);
  } finally {
    clearTimeout(timer);
  }
}

async function refused(response) {
  let body = {};
  try {
    body = await response.json();
  } catch { /* a gateway's page */ }
  throw new Refused(response.status, body, Number(response.headers.get("Retry-After")) || 0);
}

async function parsed(response) {
  if (!response.ok) await refused(response);
  if (response.status === 204) return null;
  try {
    return await response.json();
  } catch {
    throw new Unreachable("cut short"); // the answer broke off, or a gateway gave a page
  }
}

export async function ask(path) {
  return parsed(await answer(path, { headers: { Accept: "application/json" } }));
}

/** The answer with its ETag; null where nothing changed since `tag`. */
export async function askIfNew(path, tag) {
  const headers = { Accept: "application/json", ...(tag ? { "If-None-Match": tag } : {}) };
  const response = await answer(path, { headers });
  if (response.status === 304) return null;
  return { tag: response.headers.get("ETag") || "", body: await parsed(response) };
}

/** `session` is the one asked for before: its token is worth nothing once somebody else has logged in here. */
export async function tell(session, method, path, body, key) {
  const isBytes = body instanceof Blob;
  const headers = { Accept: "application/json", "X-CSRFToken": session.csrf };
  if (body !== undefined) headers["Content-Type"] = isBytes ? "application/octet-stream" : "application/json";
  if (key) headers["Idempotency-Key"] = key;
  return parsed(await answer(path, { method, headers, body: body === undefined || isBytes ? body : JSON.stringify(body) }));
}

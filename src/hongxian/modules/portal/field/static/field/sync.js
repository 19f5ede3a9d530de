// Sends what waits: in order, each once, on from where it broke off. What the server no longer takes as it stands becomes
// a question to the person; what it refuses stays, with its sentence, until the person puts it away.
import { KINDS, waitsFor } from "./acts.js";
import { Refused, Unreachable, ask, askIfNew, tell } from "./server.js";
import { become, keepSnapshot, loadActs, state } from "./state.js";
import { StorageFull, changeAct, dropAct, fileArrived, filesOf, remove } from "./store.js";

const CHUNK = 128 * 1024;
const FIRST_WAIT = 4000;
const LONGEST_WAIT = 5 * 60000;
const IDLE_WAIT = 30000;

/** `trouble`: offline, login, busy, full or nothing; `progress`: bytes of a file that have arrived, by its key. */
export const status = { running: false, trouble: "", progress: new Map(), failures: 0, next: 0, last: 0 };

const ASKED = Symbol("asked");

let again = false;
let timer = 0;

function told() {
  dispatchEvent(new Event("field-sync"));
}

/** Send and fetch now. A second call while one runs makes it run once more. */
export async function sync() {
  if (status.running) {
    again = true;
    return;
  }
  status.running = true;
  told();
  try {
    if (navigator.locks) await navigator.locks.request("field-sync", { ifAvailable: true }, (lock) => (lock ? run() : busy()));
    else await run();
  } catch (error) {
    note(error);
  } finally {
    status.running = false;
    await loadActs();
    plan();
    told();
    if (again) {
      again = false;
      sync();
    }
  }
}

function busy() {
  status.trouble = "busy"; // another tab sends
}

function note(error) {
  status.failures += 1;
  if (error instanceof Refused && error.login) status.trouble = "login";
  else if (error instanceof StorageFull) status.trouble = "full";
  else status.trouble = "offline";
  if (!(error instanceof Refused || error instanceof Unreachable || error instanceof StorageFull)) console.error(error);
}

/** When to try again by itself: soon, then ever later; never while somebody must log in first. */
function plan() {
  clearTimeout(timer);
  const waiting = state.acts.filter((act) => act.state === "waiting" || act.state === "sending");
  if (!waiting.length || status.trouble === "login") {
    status.next = 0;
    return;
  }
  const soonest = Math.min(...waiting.map((act) => act.not_before || 0));
  const backing = status.failures ? Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (status.failures - 1)) : 0;
  const wait = Math.min(LONGEST_WAIT, backing || Math.max(0, soonest - Date.now()) || IDLE_WAIT);
  status.next = Date.now() + wait;
  timer = setTimeout(sync, wait);
}

async function run() {
  let session = await ask("field/session");
  await enter(session);
  status.trouble = "";
  status.failures = 0;
  await loadActs();
  for (let act = nextAct(session, new Set()), seen = new Set(); act; act = nextAct(session, seen)) {
    seen.add(act.id);
    try {
      await perform(session, act);
    } catch (error) {
      if (await settle(act, error)) {
        if (error instanceof Refused && error.status === 403) session = await same(session);
        continue;
      }
      throw error;
    } finally {
      await loadActs();
      told();
    }
  }
  await refresh(session);
  status.last = Date.now();
}

async function enter(session) {
  const change = await become(session);
  if (change) dispatchEvent(new CustomEvent("field-other", { detail: change }));
}

/** The token may have run out; it may also be another's session by now, and then nothing more goes. */
async function same(session) {
  const fresh = await ask("field/session");
  if (fresh.account !== session.account || fresh.capacity !== session.capacity) {
    await enter(fresh);
    throw new Unreachable("another session");
  }
  return fresh;
}

export async function refresh(session) {
  const known = state.snapshot && state.snapshot.account === session.account ? state.snapshot : null;
  const fresh = await askIfNew("field/snapshot", known && known.tag);
  if (fresh && fresh.body.account !== session.account) throw new Unreachable("another session");
  await keepSnapshot(session.account, fresh ? fresh.tag : known.tag, fresh ? fresh.body : known.body);
}

/** The first act that may go: nothing before it about the same thing is unsettled, and what it needs has gone. */
function nextAct(session, seen) {
  const unsettled = new Set();
  for (const act of state.acts) {
    if (act.account !== session.account || act.state === "done") continue;
    const [thing, { stands, inOrder }] = [act.about && act.about.key, KINDS[act.kind]];
    const isBlocked = ((stands || inOrder) && unsettled.has(thing)) || waitsFor(act).some((id) => !keyMade(id));
    const isDue = !act.not_before || act.not_before <= Date.now();
    if (act.capacity === session.capacity && !isBlocked && isDue && !seen.has(act.id) && ["waiting", "sending"].includes(act.state)) return act;
    if (thing && (stands || inOrder)) unsettled.add(thing);
  }
  return null;
}

function keyMade(id) {
  const found = state.acts.find((act) => act.id === id);
  return found ? found.server_key : id; // what was cleared away had gone under its own key
}

async function perform(session, given) {
  const before = Boolean(given.attempted);
  let act = await mark(given, { state: "sending", attempted: true, problem: "" });
  if (!act) return; // taken back a moment ago
  if (!act.server_key) {
    const key = await carryOut(session, act, before);
    if (key === ASKED) return;
    act = await mark(act, { server_key: key });
  }
  for (const file of await filesOf(act.id)) {
    if (file.state !== "done") await send(session, file, file.subject || KINDS[act.kind].subject, file.subject_key || act.server_key);
  }
  await finish(act.id);
}

/** On a full disk sending goes on: it is what makes room. */
async function mark(act, changes) {
  try {
    return await changeAct(act.id, changes);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    return { ...act, ...changes };
  }
}

async function finish(id) {
  try {
    await changeAct(id, { state: "done", done_at: new Date().toISOString(), tries: 0 });
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    await dropAct(id, ["waiting", "sending"]);
  }
}

async function arrived(file) {
  status.progress.delete(file.id);
  try {
    await fileArrived(file);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    await remove("files", file.id);
  }
}

async function carryOut(session, act, before) {
  const kind = KINDS[act.kind];
  if (kind.stands) {
    const done = before ? await doneBefore(act) : "";
    if (done) return done;
    const theirs = await ask(`field/dangers/${act.about.key}`);
    if (theirs.version !== act.base.version) return question(act, theirs);
  }
  const body = kind.own ? { id: act.id } : {};
  for (const [name, value] of Object.entries(act.body)) body[name] = value && value.$of ? keyMade(value.$of) : value;
  try {
    return kind.key(await tell(session, "POST", kind.path(act), body, act.id));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    if (error.code === "already_done") return error.body.subject_key;
    if (error.code === "stale" && kind.stands) return question(act, await ask(`field/dangers/${act.about.key}`));
    throw error;
  }
}

/** The answer to an earlier attempt may have been lost on the way: then the row changed, but by this very act. */
async function doneBefore(act) {
  try {
    return (await ask(`field/acts/${act.id}`)).subject_key;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return "";
    throw error;
  }
}

async function question(act, theirs) {
  await changeAct(act.id, { state: "question", theirs });
  return ASKED;
}

/** Whether what went wrong concerns this act alone; if not, nothing more is tried now. */
async function settle(act, error) {
  const tries = (act.tries || 0) + 1;
  const later = Date.now() + Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (tries - 1));
  if (!(error instanceof Refused)) {
    const isLost = error && error.name === "FileLost";
    await changeAct(act.id, isLost ? { state: "failed", problem: error.message } : { state: "waiting", tries });
    return isLost;
  }
  const isToken = error.status === 403 && !error.code && tries < 4;
  if (error.login || isToken || error.passing || (error.code === "stale" && tries < 6)) {
    await changeAct(act.id, { state: "waiting", tries, not_before: error.wait ? Date.now() + error.wait * 1000 : error.login || isToken ? 0 : later, problem: error.title });
    return !error.login && error.status !== 429;
  }
  await changeAct(act.id, { state: "failed", problem: error.title || `${error.status}` });
  return true;
}

/** One file, on from where it broke off: the server knows how much of it has arrived. */
async function send(session, file, kind, key) {
  const { id, sha256, size, taken_at, longitude, latitude, accuracy } = file;
  const start = { id, subject_kind: kind, subject_key: key, kind: file.kind, size, sha256, file_name: file.name, taken_at, longitude, latitude, accuracy };
  for (let round = 1; ; round += 1) {
    try {
      let { arrived: from, finished } = await tell(session, "POST", "attachments/uploads", start);
      while (!finished && from < size) {
        status.progress.set(id, from);
        told();
        ({ arrived: from } = await tell(session, "PUT", `attachments/uploads/${id}?offset=${from}`, await part(file, from)));
      }
      if (!finished) await tell(session, "POST", `attachments/uploads/${id}/finish`);
      break;
    } catch (error) {
      // cleared away meanwhile, another tab was at it, or the bytes came out wrong: once more from what is there
      const isWorthAnother = error instanceof Refused && (error.status === 404 || error.status === 409 || error.body.field === "sha256");
      if (!isWorthAnother || round >= 2) throw error;
    }
  }
  await arrived(file);
}

async function part(file, from) {
  try {
    return new Blob([await file.blob.slice(from, Math.min(from + CHUNK, file.size)).arrayBuffer()]);
  } catch (cause) {
    const lost = new Error(String(cause && cause.name));
    lost.name = "FileLost";
    throw lost;
  }
}

/** The person has decided: `mine` goes again on what stands now; `theirs` is left as it is. */
export async function decide(act, choice) {
  if (choice === "mine") await changeAct(act.id, { state: "waiting", base: act.theirs, attempted: false, tries: 0, not_before: 0 });
  else await changeAct(act.id, { state: "done", given_up: true, done_at: new Date().toISOString() });
  await loadActs();
  told();
  if (choice === "mine") sync();
}

export async function retry(act) {
  await changeAct(act.id, { state: "waiting", tries: 0, not_before: 0, problem: "" });
  await loadActs();
  sync();
}

export function start() {
  addEventListener("online", sync);
  addEventListener("field-kept", () => { told(); if (navigator.onLine) soon(); });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") sync(); });
  sync();
}

function soon() {
  clearTimeout(timer);
  const soonest = Math.min(...state.acts.filter((act) => act.state === "waiting").map((act) => act.not_before || 0), Infinity);
  timer = setTimeout(sync, Math.max(0, Math.min(soonest - Date.now(), 60000)) + 50);
}


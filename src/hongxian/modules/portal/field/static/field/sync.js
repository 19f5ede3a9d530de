// Sends what waits: in order, each once, on from where it broke off. What the server no longer takes as it stands becomes
// a question to the person; what it refuses stays, with its sentence, until the person puts it away.
import { KINDS, waitsFor } from "./acts.js";
import { Refused, Unreachable, ask, askIfNew, tell } from "./server.js";
import { become, keepSnapshot, loadActs, state, status } from "./state.js";
import { StorageFull, changeAct, dropAct, filesOf } from "./store.js";
import { send } from "./upload.js";

const FIRST_WAIT = 4000;
const LONGEST_WAIT = 5 * 60000;
const IDLE_WAIT = 30000;

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
  const waiting = state.acts.filter((act) => (act.state === "waiting" || act.state === "sending") && state.me && act.capacity === state.me.capacity);
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
  let session = await whose();
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

/** Whose session it is. A capacity that has lapsed is told once; then the session is that of the person's own post. */
async function whose() {
  try {
    return await ask("field/session");
  } catch (error) {
    if (error instanceof Refused && error.code === "capacity_lapsed") return ask("field/session");
    throw error;
  }
}

async function enter(session) {
  const change = await become(session);
  if (change) dispatchEvent(new CustomEvent("field-other", { detail: change }));
}

/** The token may have run out; it may also be another's session by now, and then nothing more goes. */
async function same(session) {
  const fresh = await whose();
  if (fresh.account !== session.account || fresh.capacity !== session.capacity) {
    await enter(fresh);
    again = true;
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
  const files = (await filesOf(act.id)).filter((file) => file.state !== "done");
  const results = files.some((file) => file.item) ? await resultsOf(act) : new Map();
  for (const file of files) await send(session, file, file.subject || KINDS[act.kind].subject, results.get(file.item) || file.subject_key || act.server_key);
  await finish(act.id);
}

/** The results that stand on a sheet by their items, whoever told them first: photos hang on those. */
async function resultsOf(act) {
  const sheet = await ask(`checks/${act.server_key}`);
  return new Map(sheet.answers.map((each) => [each.item, each.id]));
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
    if (error.code === kind.asks) return question(act, error.body);
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
  const isToken = error.status === 403 && (!error.code || error.code === "capacity_lapsed") && tries < 4;
  if (error.login || isToken || error.passing || (error.code === "stale" && tries < 6)) {
    await changeAct(act.id, { state: "waiting", tries, not_before: error.wait ? Date.now() + error.wait * 1000 : error.login || isToken ? 0 : later, problem: error.title });
    return !error.login && error.status !== 429;
  }
  await changeAct(act.id, { state: "failed", problem: error.title || `${error.status}` });
  return true;
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


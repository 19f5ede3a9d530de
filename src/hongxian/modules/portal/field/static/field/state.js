// Who is at work on this phone, what was downloaded, what waits: read once, told to every screen.
import { actsOf, get, meta, put, setMeta } from "./store.js";

export const state = { me: null, snapshot: null, acts: [] };
/** Of the sending. `trouble`: offline, login, busy, full or nothing; `progress`: bytes of a file that have arrived, by its
 * key. */
export const status = { running: false, trouble: "", progress: new Map(), failures: 0, next: 0, last: 0 };

export function who() {
  if (!state.me) throw new Error("nobody");
  return state.me;
}

/** Read everything of the one who was at work last. Nothing of anybody else comes into the page. */
export async function load() {
  const me = await meta("me");
  state.me = me || null;
  state.snapshot = me ? (await get("snapshots", me.account)) || null : null;
  state.acts = me ? await actsOf(me.account) : [];
}

export async function loadActs() {
  state.acts = state.me ? await actsOf(state.me.account) : [];
}

/** The one who is logged in is at work: empty where nothing changed, `first` or `other` where somebody else was not or was
 * at work before. Whatever another one left stays on the phone, out of sight. */
export async function become(session) {
  const { csrf, ...me } = session;
  const change = !state.me ? "first" : state.me.account !== me.account ? "other" : "";
  if (JSON.stringify(me) !== JSON.stringify(state.me)) await setMeta("me", me);
  if (change) await load();
  else state.me = me;
  return change;
}

export async function keepSnapshot(account, tag, body) {
  const row = { account, tag, body, taken_at: new Date().toISOString() };
  await put("snapshots", row);
  if (state.me && state.me.account === account) state.snapshot = row;
}

export const places = () => (state.snapshot ? state.snapshot.body.places : []);
export const dangers = () => (state.snapshot ? state.snapshot.body.dangers : []);
export const tasks = () => (state.snapshot && state.snapshot.body.tasks) || [];
export const may = (permission) => Boolean(state.snapshot && state.snapshot.body.may.includes(permission));
export const word = (key) => (state.snapshot && state.snapshot.body.words[key]) || key.split(/[#:]/).pop();
export const open = () => state.acts.filter((act) => act.state !== "done");
/** Done in a post or mandate that the person holds no more: nobody will take it as it stands. */
export const isLapsed = (act) => Boolean(act.state !== "done" && state.me && state.me.capacities && !state.me.capacities.includes(act.capacity));
export const about = (key) => state.acts.filter((act) => act.about && act.about.key === key);

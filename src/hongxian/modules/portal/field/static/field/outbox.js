// What waits on the phone, how far each has come, and what only the person can decide.
import { waitsFor } from "./acts.js";
import { badge, fill, h, moment, notice, say, size, toast } from "./dom.js";
import { contents, exported, titleOf } from "./contents.js";
import { isLapsed, loadActs, state, status } from "./state.js";
import { dropAct, filesOfAccount } from "./store.js";
import { retry, sync } from "./sync.js";
import { T } from "./text.js";

const COLOURS = { waiting: "blue", sending: "blue", done: "green", question: "orange", failed: "red" };
const GONE = 50;

export function login() {
  return `/accounts/login/?next=${encodeURIComponent("/field/")}`;
}

/** What stands in the way, and what to do about it. */
export function trouble() {
  const count = state.acts.filter((act) => act.state !== "done").length;
  if (status.trouble === "login") {
    if (!state.me) return notice("warning", T.first_login, h("br"), h("a", { className: "button primary", href: login() }, T.log_in));
    return notice("warning", say(count ? T.log_in_again : T.log_in_again_none, { name: state.me.name, count }), h("br"), h("a", { className: "button primary", href: login() }, T.log_in));
  }
  if (status.trouble === "full") return notice("error", T.full_short);
  if (status.trouble === "offline") return notice("info", navigator.onLine ? T.server_busy : T.offline, status.next ? `　${say(T.next_try, { at: moment(status.next) })}` : "");
  return status.trouble === "busy" ? notice("info", T.busy) : null;
}

export async function showSync(main) {
  const draw = async () => {
    const files = state.me ? await filesOfAccount(state.me.account) : [];
    const open = state.acts.filter((act) => act.state !== "done");
    const gone = state.acts.filter((act) => act.state === "done").reverse();
    const of = (name) => open.filter((act) => act.state === name).length;
    const bytes = files.filter((file) => file.state !== "done").reduce((sum, file) => sum + file.size, 0);
    const room = await storage();
    fill(main, 
      h("h1", null, T.sync_title),
      h("button", { type: "button", className: "button primary wide", disabled: status.running, onclick: sync }, status.running ? T.syncing : T.sync_now),
      h("p", { className: "hint" }, say(T.last_sync, { at: status.last ? moment(status.last) : state.snapshot ? moment(state.snapshot.taken_at) : T.never })),
      trouble(),
      open.length ? h("p", { className: "counts" }, say(T.counts, { waiting: of("waiting") + of("sending"), size: size(bytes), question: of("question"), failed: of("failed") })) : notice("success", T.all_sent),
      h("ul", { className: "acts" }, open.map((act) => line(act, files))),
      open.length ? h("details", null, h("summary", null, T.export_title), h("p", { className: "hint" }, T.export_hint), exporting(open, say(T.export_all, { count: open.length }))) : null,
      gone.length ? h("details", null, h("summary", null, say(T.clear_done, { count: gone.length })), h("button", { type: "button", className: "button", onclick: () => clear(gone, draw) }, say(T.clear_done, { count: gone.length })),
        h("ul", { className: "acts" }, gone.slice(0, GONE).map((act) => line(act, files)))) : null,
      room && h("p", { className: "hint" }, room));
  };
  await draw();
  return { redraw: draw };
}

async function storage() {
  if (!navigator.storage || !navigator.storage.estimate) return "";
  const { usage, quota } = await navigator.storage.estimate();
  return say(T.storage, { used: size(usage || 0), free: size(Math.max(0, (quota || 0) - (usage || 0))) });
}

async function clear(gone, draw) {
  for (const act of gone) await dropAct(act.id, ["done"]);
  await loadActs();
  await draw();
}

function line(act, files) {
  const own = files.filter((file) => file.act === act.id);
  const sent = own.reduce((sum, file) => sum + (file.state === "done" ? file.size : status.progress.get(file.id) || 0), 0);
  const before = waitsFor(act).map((id) => state.acts.find((each) => each.id === id)).find((each) => each && each.state !== "done");
  const lapsed = isLapsed(act);
  const otherCapacity = !lapsed && state.me && act.capacity !== state.me.capacity && act.state !== "done";
  return h("li", { className: act.state },
    h("div", null, h("strong", null, titleOf(act)), badge(COLOURS[act.state], act.given_up ? T.given_up : T.states[act.state])),
    h("span", { className: "hint" }, moment(act.created_at), act.files ? `　${say(T.with_files, { count: act.files, size: size(act.bytes) })}` : ""),
    act.files && act.state !== "done" ? h("progress", { max: act.bytes, value: sent, title: say(T.arrived, { done: size(sent), all: size(act.bytes) }) }) : null,
    act.files && act.state !== "done" ? h("span", { className: "hint" }, say(T.arrived, { done: size(sent), all: size(act.bytes) })) : null,
    before && h("p", { className: "hint" }, say(T.waits_for, { name: titleOf(before) })),
    otherCapacity && h("p", { className: "hint" }, say(T.other_capacity, { post: act.capacity_name || T.other_post })),
    lapsed && [notice("warning", say(T.capacity_over, { post: act.capacity_name || T.other_post })), h("div", { className: "row" }, exporting([act], T.export_one), putAway(act)), said(act)],
    act.problem && act.state !== "done" ? notice(act.state === "failed" ? "error" : "info", act.problem === "NotFoundError" || act.problem === "NotReadableError" ? T.file_lost : act.problem) : null,
    act.state === "question" && !lapsed && h("a", { className: "button primary wide", href: `#/question/${act.id}` }, T.decide),
    act.state === "failed" && !lapsed && [h("div", { className: "row" }, h("button", { type: "button", className: "button", onclick: () => retry(act) }, T.retry), exporting([act], T.export_one), putAway(act)), said(act)]);
}

function putAway(act) {
  return h("button", { type: "button", className: "button danger", onclick: async () => {
    if (!confirm(act.server_key ? T.put_away_rest_sure : T.put_away_sure)) return;
    await dropAct(act.id, ["failed", "question", ...(isLapsed(act) ? ["waiting", "sending"] : [])]);
    await loadActs();
    dispatchEvent(new Event("field-sync"));
  } }, T.put_away);
}

export function exporting(acts, words) {
  return h("button", { type: "button", className: "button", onclick: async () => {
    try {
      await exported(acts);
      toast(T.exported);
    } catch (error) {
      toast(say(T.not_exported, { why: error.message }));
    }
  } }, words);
}

function said(act) {
  return h("details", null, h("summary", null, T.show), h("dl", null, contents(act).map(([label, value]) => [h("dt", null, label), h("dd", null, value)])));
}

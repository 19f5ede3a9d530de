// The checks that are to be made: a list of them, for the first screen and for the page of a place.
import { badge, h, notice, say } from "./dom.js";
import { about, state, tasks } from "./state.js";
import { T } from "./text.js";

const MOST = 8;

/** What this phone has of a check that has not yet gone; undefined where nothing. */
export function waitingOf(key) {
  const open = about(key).filter((act) => act.state !== "done" && !act.given_up);
  return open.find((act) => act.state === "failed" || act.state === "question") || open.pop();
}

/** Whether it was handed in here and has gone: then it stands only until the day's work is downloaded anew. */
const hasGone = (key) => about(key).some((act) => act.kind === "hand_in" && act.state === "done" && act.done_at > state.snapshot.taken_at);

/** The checks at an enterprise, or all; nothing where there are none. */
export function checksOf(enterprise, title) {
  const rows = tasks().filter((task) => (!enterprise || task.enterprise === enterprise) && !hasGone(task.key));
  if (!rows.length || enterprise === undefined) return "";
  const more = state.snapshot.body.more_tasks && !enterprise;
  return h("section", null, h("h2", null, `${title}（${rows.length}）`),
    h("ul", { className: "places" }, rows.slice(0, enterprise ? rows.length : MOST).map(line)),
    rows.length > MOST && !enterprise && h("details", null, h("summary", null, `${title}（${rows.length - MOST}）`), h("ul", { className: "places" }, rows.slice(MOST).map(line))),
    more && notice("info", say(T.more_tasks, { count: rows.length })));
}

function line(task) {
  const list = listOf(task);
  const waiting = waitingOf(task.key);
  return h("li", null, h("a", { href: `#/check/${task.key}` },
    h("span", { className: "name" }, list ? list.title : ""), h("span", { className: "more" }, task.where),
    h("span", { className: "badges" }, task.overdue ? badge("red", T.is_overdue) : badge("grey", say(T.due_by, { day: task.due_on })), waiting && badge({ failed: "red", question: "orange" }[waiting.state] || "blue", T.states[waiting.state]))));
}

export const listOf = (task) => state.snapshot.body.checklists.find((each) => each.key === task.checklist);

// What can be done on the phone: where each act goes, on what it stands, and how it is kept until it has gone.
import { newKey } from "./dom.js";
import { whereNow } from "./media.js";
import { keepAct } from "./store.js";
import { loadActs, who } from "./state.js";

/** `path` and `subject` say where the act goes and what its photos hang on afterwards, unless a file names its own;
 * `stands` acts change a row that may have changed meanwhile, `inOrder` acts go one after the other with all their files.
 * `own` rows bear the key that was made here; `asks` is the refusal that is a question to the person. */
export const KINDS = {
  visit: { path: () => "grid/visits", own: true, subject: "grid_visit", key: (row) => row.id },
  premises: { path: () => "grid/premises", own: true, asks: "alike", subject: "grid_premises", key: (row) => row.id },
  escalation: { path: () => "grid/escalations", own: true, subject: "grid_escalation", key: (row) => row.id },
  finding: { path: () => "grid/findings", own: true, subject: "hidden_danger", key: (row) => row.hidden_danger },
  check: { path: () => "checks", own: true, asks: "conflict", subject: "check", inOrder: true, key: (row) => row.id },
  hand_in: { path: () => "checks", subject: "check", inOrder: true, key: (row) => row.id },
  danger: { path: () => "hidden-dangers", subject: "hidden_danger", key: (row) => row.id },
  report_rectified: { path: (act) => `hidden-dangers/${act.about.key}/report-rectified`, subject: "hidden_danger", stands: true, key: (row) => row.id },
  close: { path: (act) => `hidden-dangers/${act.about.key}/close`, subject: "hidden_danger", stands: true, key: (row) => row.id },
  return: { path: (act) => `hidden-dangers/${act.about.key}/return`, subject: "hidden_danger", stands: true, key: (row) => row.id },
};

/** A value that the server will give to another act first. */
export const keyOf = (act) => ({ $of: act });

export function waitsFor(act) {
  return Object.values(act.body).filter((value) => value && value.$of).map((value) => value.$of);
}

/** Keep an act and its files on the phone, as the one who is at work now. Raises StorageFull; then nothing is kept. */
export async function act(kind, { about, body, files = [], base = null, draft = "", undo = 0 }) {
  const me = who();
  const row = {
    id: newKey(),
    account: me.account,
    capacity: me.capacity,
    capacity_name: [me.organisation_name, me.post_name].filter(Boolean).join(" · "),
    kind,
    about,
    body,
    base,
    at: await whereNow(0),
    created_at: new Date().toISOString(),
    state: "waiting",
    tries: 0,
    not_before: undo ? Date.now() + undo : 0,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    files: files.length,
  };
  await keepAct(row, files.map((file) => ({ ...file, act: row.id, account: me.account, arrived: 0, state: "waiting" })), draft);
  await loadActs();
  dispatchEvent(new Event("field-kept"));
  return row;
}

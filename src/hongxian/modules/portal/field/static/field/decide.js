// What follows from a person's decision where somebody else was first. Nothing is merged and nothing overwritten unasked;
// what was entered here goes on, or stays until it is put away.
import { loadActs, state } from "./state.js";
import { changeAct, filesOf, put } from "./store.js";
import { sync } from "./sync.js";

const AGAIN = { state: "waiting", attempted: false, tries: 0, not_before: 0, problem: "" };
const left = () => ({ state: "done", given_up: true, done_at: new Date().toISOString() });

/** A danger: `mine` goes again upon what stands now, or theirs is left as it is. */
export async function decideDanger(act, isMine) {
  await changeAct(act.id, isMine ? { ...AGAIN, base: act.theirs } : left());
  await settled();
}

/** Premises of that name stand: these are others, or they are `same` and what hangs on them hangs on that. */
export async function decidePremises(act, same) {
  await changeAct(act.id, same ? { ...AGAIN, server_key: same.id, given_up: true } : { ...AGAIN, body: { ...act.body, apart: true } });
  await settled();
}

/** The sheet is still open: of each item that differs `mine` or `theirs`; all else goes as it was entered. */
export async function decideItems(act, choices) {
  const differing = new Map(act.theirs.conflicts.map((each) => [each.item, each]));
  const answers = act.body.answers.map((answer) => {
    const other = differing.get(answer.item);
    if (!other) return answer;
    return { ...answer, ...(choices[answer.item] === "theirs" ? other.theirs : {}), seen: other.version };
  });
  await changeAct(act.id, { ...AGAIN, body: { ...act.body, answers } });
  await settled();
}

/** The other sheet was handed in: one's own is a further check, or is left. */
export async function decideSheet(act, isMine) {
  const handIn = state.acts.find((each) => each.kind === "hand_in" && each.body.id && each.body.id.$of === act.id && each.state !== "done");
  if (!isMine) {
    await changeAct(act.id, left());
    if (handIn) await changeAct(handIn.id, left());
    await settled();
    return;
  }
  const { checklist, enterprise } = act.theirs;
  const items = new Map(act.body.answers.map((each) => [each.id, each.item]));
  for (const file of await filesOf(act.id)) if (!file.item && items.has(file.subject_key)) await put("files", { ...file, item: items.get(file.subject_key) });
  const answers = act.body.answers.map(({ id, ...answer }) => ({ ...answer, seen: 0 }));
  await changeAct(act.id, { ...AGAIN, body: { ...act.body, task: undefined, checklist, enterprise, answers } });
  if (handIn) await changeAct(handIn.id, { ...AGAIN, body: { ...handIn.body, task: undefined } });
  await settled();
}

async function settled() {
  await loadActs();
  dispatchEvent(new Event("field-sync"));
  sync();
}

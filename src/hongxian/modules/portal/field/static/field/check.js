// One checklist, filled where one stands: item by item, with a photo where one is asked for, handed in with a signature.
// What is half filled stays on the phone; handed in, it goes in two acts: the answers with their photos, then the rest.
import { act, keyOf } from "./acts.js";
import { badge, field, fill, h, newKey, notice, say, toast } from "./dom.js";
import { draft, evidence, hasLooseSignature, restore } from "./files.js";
import { trouble } from "./place.js";
import { about, loadActs, tasks, who } from "./state.js";
import { dropAct, filesOf, get, put } from "./store.js";
import { listOf, waitingOf } from "./tasks.js";
import { T } from "./text.js";
import { placeWith, taken, today } from "./today.js";

const OUTCOMES = ["ok", "not_ok", "not_applicable"];
const OF_RESULT = "check_result";

export async function showCheck(main, key) {
  const before = waitingOf(key);
  const takenTask = tasks().find((each) => each.key === key);
  // somebody else may have done it meanwhile: what was filled here still stands, with the list by which it was filled
  const stood = (before && before.base) || ((await get("drafts", `${who().account}:check:${key}`)) || {}).about || {};
  const task = takenTask || stood.task;
  const list = (takenTask && listOf(takenTask)) || stood.list;
  const place = task && placeWith(task.enterprise);
  const back = h("a", { className: "back", href: place ? `#/place/${place.key}` : "#/today" }, T.back);
  if (before || !list) { fill(main, back, ...(before ? waits(task, list, before) : [h("h1", null, T.tasks_title), notice("warning", T.check_gone)]), taken()); return {}; }
  const kept = await draft(`check:${key}`, { task, list });
  const alert = h("div", { role: "alert" });
  const left = h("p", { className: "counts", role: "status" });
  const known = new Map((task.sheet ? task.sheet.answers : []).map((each) => [each.item, each]));
  const form = h("form", { noValidate: true, oninput: () => changed(), onsubmit: (event) => { event.preventDefault(); handIn(form, kept, task, list, known, alert); } });
  const rows = list.items.map((item, at) => row(item, list.items[at - 1], kept, () => kept.keep(form)));
  const rest = h("button", { type: "button", className: "button wide", onclick: () => {
    list.items.forEach((item) => { if (!form.elements[`o:${item.key}`].value) form.elements[`o:${item.key}`].value = "ok"; });
    changed();
  } }, T.check_rest_ok);
  form.append(...rows.map((each) => each.box), rest,
    field(T.check_by, h("input", { name: "checker", maxLength: 120, value: who().name })),
    h("details", null, h("summary", null, T.check_evidence), evidence(["photo", "voice", "signature"], own(kept.files, ""), () => kept.keep(form))),
    alert, h("button", { className: "button primary wide" }, T.check_submit));
  for (const [item, answer] of known) {
    if (!form.elements[`o:${item}`]) continue;
    form.elements[`o:${item}`].value = answer.outcome;
    form.elements[`n:${item}`].value = answer.note;
    form.elements[`f:${item}`].value = answer.rectification;
  }
  restore(form, kept.values);
  function draw() {
    rows.forEach((each) => each.draw(form));
    const open = list.items.filter((item) => !form.elements[`o:${item.key}`].value).length;
    left.textContent = open ? say(T.check_left, { count: open }) : "";
    rest.hidden = !open;
  }
  function changed() { draw(); kept.keep(form); }
  draw();
  fill(main, back, h("h1", null, list.title),
    !takenTask && notice("warning", T.check_elsewhere),
    h("p", { className: "hint" }, task.where), task.overdue ? badge("red", T.is_overdue) : badge("grey", say(T.due_by, { day: task.due_on })), left, form, taken());
  return {};
}

/** What became of a sheet that was filled here and has not gone: also where its task is no longer in the day's work. */
function waits(task, list, before) {
  const title = h("h1", null, before.about.words);
  const sync = h("a", { className: "button wide", href: "#/sync" }, T.tabs.sync);
  if (before.state === "question") return [title, notice("warning", T.question_waits), h("a", { className: "button primary wide", href: `#/question/${before.id}` }, T.decide)];
  if (before.state !== "failed") return [title, notice("info", T.check_waiting)];
  const again = list && h("button", { type: "button", className: "button primary wide", onclick: () => takeBack(task, list) }, T.check_again);
  return [title, notice("error", say(T.check_failed, { why: before.problem })), again, sync];
}

/** One item: three answers for a thumb; where it is not in order, what was found and a photo. */
function row(item, last, kept, onChange) {
  const choices = h("div", { className: "choices" }, OUTCOMES.map((value) => h("label", { className: `choice ${value}` }, h("input", { type: "radio", name: `o:${item.key}`, value }), h("span", null, T.check_outcomes[value]))));
  const wrong = h("div", null, field(T.check_note, h("textarea", { name: `n:${item.key}`, maxLength: 500, rows: 2 })), field(T.check_fixed, h("input", { name: `f:${item.key}`, maxLength: 500 }), T.optional));
  const photos = h("div");
  let isDrawn = false;
  const box = h("fieldset", { className: "item" },
    h("legend", null, `${item.code} ${item.title}`),
    item.section && (!last || last.section !== item.section) && h("p", { className: "hint" }, item.section),
    item.basis && h("details", null, h("summary", null, T.check_basis), h("p", { className: "hint" }, item.basis)), choices, wrong, photos);
  return { box, draw: (form) => {
    const outcome = form.elements[`o:${item.key}`].value;
    wrong.hidden = outcome !== "not_ok";
    photos.hidden = outcome !== "not_ok" && !item.photo_required;
    if (!photos.hidden && !isDrawn) { isDrawn = true; photos.append(evidence(["photo"], own(kept.files, item.key), onChange)); }
  } };
}

/** Of the files of the draft those of one item, as a list of its own that writes through to all. */
function own(files, item) {
  const of = () => files.filter((file) => (file.item || "") === item);
  return {
    filter: (test) => of().filter(test),
    map: (turn) => of().map(turn),
    push: (file) => files.push({ ...file, item }),
    splice: (at, count) => of().slice(at, at + count).forEach((file) => files.splice(files.findIndex((each) => each.id === file.id), 1)),
  };
}

async function handIn(form, kept, task, list, known, alert) {
  const value = (name, item) => form.elements[`${name}:${item.key}`].value.trim();
  const photos = new Set(kept.files.filter((file) => file.kind === "photo").map((file) => file.item));
  const codes = (test) => list.items.filter(test).map((item) => item.code).join("、");
  const missing = [
    [T.check_item_needed, codes((item) => !value("o", item))],
    [T.check_note_needed, codes((item) => value("o", item) === "not_ok" && !value("n", item))],
    [T.check_photo_needed, codes((item) => item.photo_required && value("o", item) !== "not_applicable" && !photos.has(item.key) && !known.has(item.key))],
  ].filter(([, found]) => found);
  if (missing.length) {
    alert.replaceChildren(...missing.map(([words, found]) => notice("error", say(words, { codes: found }))));
    return;
  }
  if (hasLooseSignature(form)) { alert.replaceChildren(notice("error", T.sign_loose)); return; }
  const keys = new Map(list.items.map((item) => [item.key, known.has(item.key) ? known.get(item.key).key : newKey()]));
  const answers = list.items.map((item) => {
    const isWrong = value("o", item) === "not_ok";
    const fixed = isWrong ? value("f", item) : "";
    const stood = known.get(item.key) || { location: "", grade: "", version: 0 };
    return { id: keys.get(item.key), item: item.key, outcome: value("o", item), note: isWrong ? value("n", item) : "", location: stood.location, grade: fixed ? "general" : isWrong ? stood.grade : "", removed_on_the_spot: Boolean(fixed), rectification: fixed, seen: stood.version };
  });
  const files = kept.files.map(({ item, ...file }) => (item ? { ...file, item, subject: OF_RESULT, subject_key: keys.get(item) } : file));
  const words = { about: { key: task.key, name: task.where, words: list.title } };
  try {
    kept.over();
    const filled = await act("check", { ...words, files, draft: kept.key, base: { task, list }, body: { task: task.key, checked_on: today(), check_channel: "on_site", checker: form.elements.checker.value.trim(), answers } });
    await act("hand_in", { ...words, body: { id: keyOf(filled.id), answers: [], submit: { report_form: "itemised" } } });
    toast(T.saved);
    location.hash = "#/today";
  } catch (error) {
    kept.again();
    alert.replaceChildren(trouble(error));
  }
}

/** What was refused stands on the form again, with the photos that had not yet arrived. */
async function takeBack(task, list) {
  const acts = about(task.key).filter((each) => each.state !== "done");
  const filled = acts.find((each) => each.kind === "check");
  if (filled) {
    const values = { checker: filled.body.checker };
    for (const each of filled.body.answers) Object.assign(values, { [`o:${each.item}`]: each.outcome, [`n:${each.item}`]: each.note, [`f:${each.item}`]: each.rectification });
    const items = new Map(filled.body.answers.map((each) => [each.id, each.item]));
    const files = (await filesOf(filled.id)).filter((file) => file.blob).map(({ subject_key, item, ...file }) => ({ ...file, id: newKey(), subject: undefined, item: item || items.get(subject_key) || "" }));
    await put("drafts", { key: `${filled.account}:check:${task.key}`, values, files, about: { task, list } });
  }
  for (const each of acts) await dropAct(each.id, ["failed", "waiting"]);
  await loadActs();
  dispatchEvent(new Event("field-redraw"));
}

// Where somebody else was first: both sides, who and when, for the person to decide.
import { exporting } from "./outbox.js";
import { found } from "./contents.js";
import { shown } from "./danger.js";
import { decideDanger, decideItems, decidePremises, decideSheet } from "./decide.js";
import { fill, h, moment, notice, say, size, toast } from "./dom.js";
import { state } from "./state.js";
import { filesOf } from "./store.js";
import { T } from "./text.js";

export async function showQuestion(main, id) {
  const act = state.acts.find((each) => each.id === id);
  const back = h("a", { className: "back", href: "#/sync" }, T.back);
  if (!act || act.state !== "question") { fill(main, back, h("h1", null, T.question_title), notice("info", T.not_found)); return {}; }
  const sides = { check: ofCheck, premises: ofPremises }[act.kind] || ofDanger;
  fill(main, back, h("h1", null, T.question_title), await sides(act), act.kind === "check" && exporting([act], T.export_mine));
  return {};
}

function button(words, done, decide, isFirst) {
  return h("button", { type: "button", className: `button wide${isFirst ? " primary" : ""}`, onclick: async () => { await decide(); toast(done); location.hash = "#/sync"; } }, words);
}

const about = (act) => h("p", null, h("strong", null, act.about.words || act.about.name), act.about.words ? [h("br"), act.about.name] : "");
const withFiles = (act) => (act.files ? [h("dt", null, T.attached), h("dd", null, say(T.with_files, { count: act.files, size: size(act.bytes) }))] : null);
const by = (name, at) => h("p", { className: "hint" }, say(T.changed_by, { name, at: moment(at) }));

function ofDanger(act) {
  const { theirs, base } = act;
  const names = Object.keys(T.rows).filter((name) => shown(theirs, name) !== shown(base, name));
  return [notice("warning", T.question_hint), about(act),
    h("section", { className: "side theirs" }, h("h2", null, T.theirs), theirs.changed_by && by(theirs.changed_by, theirs.changed_at),
      h("dl", null, names.map((name) => [h("dt", null, T.rows[name]), h("dd", null, h("strong", null, shown(theirs, name)), h("span", { className: "hint" }, `${T.your_base}：${shown(base, name)}`))]))),
    h("section", { className: "side yours" }, h("h2", null, T.yours),
      h("dl", null, h("dt", null, T.verbs[act.kind]), h("dd", null, h("strong", null, act.body.rectification || act.body.opinion || act.body.reason)), withFiles(act))),
    button(T.keep_mine, T.kept_mine, () => decideDanger(act, true), true), button(T.take_theirs, T.took_theirs, () => decideDanger(act, false))];
}

async function ofCheck(act) {
  const { conflicts, handed_in_at: handedIn } = act.theirs;
  const photos = new Map();
  for (const file of await filesOf(act.id)) if (file.item) photos.set(file.item, (photos.get(file.item) || 0) + 1);
  const names = [...new Set(conflicts.map((each) => each.theirs_by))].join("、");
  const choices = {};
  const first = h("button", { type: "button", className: "button wide primary", onclick: async () => { await decideItems(act, choices); toast(T.kept_mine); location.hash = "#/sync"; } }, T.keep_mine);
  const pick = (each) => (choice) => { choices[each.item] = choice; first.textContent = Object.values(choices).includes("theirs") ? T.by_choice : T.keep_mine; };
  const told = { name: names, count: conflicts.length, at: moment(handedIn) };
  const rows = conflicts.map((each) => item(each, photos.get(each.item), handedIn ? null : pick(each)));
  const all = act.files ? h("p", { className: "hint" }, say(T.with_files, { count: act.files, size: size(act.bytes) })) : "";
  if (handedIn) return [notice("warning", say(T.question_handed_in, told)), about(act), rows, all, h("p", { className: "hint" }, T.further_hint),
    button(T.keep_mine, T.kept_mine, () => decideSheet(act, true), true), button(T.take_theirs, T.took_theirs, () => decideSheet(act, false))];
  return [notice("warning", say(T.question_open, told)), about(act), rows, all, first];
}

function item(each, photos, pick) {
  const name = `pick:${each.item}`;
  const choice = (value, words) => h("label", { className: "choice pick" }, h("input", { type: "radio", name, value, checked: value === "mine", onchange: () => pick(value) }), h("span", null, words));
  return h("fieldset", { className: "item" }, h("legend", null, `${each.code} ${each.title}`),
    h("section", { className: "side theirs" }, h("h2", null, T.theirs), by(each.theirs_by, each.theirs_at), h("p", null, h("strong", null, found(each.theirs)))),
    h("section", { className: "side yours" }, h("h2", null, T.yours), h("p", null, h("strong", null, found(each.yours))), photos ? h("p", { className: "hint" }, say(T.photos_of_mine, { count: photos })) : ""),
    pick ? h("div", { className: "choices" }, choice("mine", T.pick_mine), choice("theirs", T.pick_theirs)) : "");
}

function ofPremises(act) {
  const line = (row) => [[T.premises_name, row.name], [T.premises_kind, T.premises_kinds[row.premises_kind]], [T.address, row.location], [T.note, row.note]].filter(([, value]) => value).map(([label, value]) => [h("dt", null, label), h("dd", null, value)]);
  return [notice("warning", T.question_premises),
    act.theirs.standing.map((row) => h("section", { className: "side theirs" }, h("h2", null, T.theirs), by(row.recorded_by_name, row.recorded_at), h("dl", null, line(row)),
      button(T.same_premises, T.joined, () => decidePremises(act, row), true))),
    h("section", { className: "side yours" }, h("h2", null, T.yours), h("dl", null, line(act.body), withFiles(act))),
    button(T.other_premises, T.kept_mine, () => decidePremises(act, null))];
}

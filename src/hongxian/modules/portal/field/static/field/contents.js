// What an act says, in words: on the screen, and as one file that anybody can read where it can no longer be sent.
import { h, moment, say, size } from "./dom.js";
import { state, word } from "./state.js";
import { filesOf } from "./store.js";
import { T } from "./text.js";
import { outcomeWord } from "./today.js";

export function titleOf(act) {
  return `${T.kinds[act.kind]}：${act.about.words || act.about.name}${act.kind === "visit" ? `　${outcomeWord(act.body.outcome)}` : ""}`;
}

/** What was found at an item of a checklist. */
export function found(answer) {
  if (!answer.outcome) return T.not_itemised;
  const more = [answer.note, answer.location, answer.grade && word(`grade#${answer.grade}`), answer.removed_on_the_spot && `${T.check_fixed}：${answer.rectification}`];
  return [T.check_outcomes[answer.outcome], ...more].filter(Boolean).join("　");
}

const WORDS = {
  outcome: (value) => outcomeWord(value),
  grade: (value) => word(`grade#${value}`),
  danger_category: (value) => word(`danger_category#${value}`),
  premises_kind: (value) => T.premises_kinds[value],
  kind: (value) => T.escalation_kinds[value],
  removed_on_the_spot: () => T.yes,
  visited_at: moment,
};

const titlesOf = (act) => Object.fromEntries(((act.base && act.base.list && act.base.list.items) || []).map((item) => [item.key, `${item.code} ${item.title}`]));

/** Label and value of everything that was entered; keys of the system's own apart. */
export function contents(act) {
  const titles = titlesOf(act);
  const rows = Object.entries(T.fields).filter(([name]) => act.body[name]).map(([name, label]) => [label, (WORDS[name] || String)(act.body[name])]);
  const answers = (act.body.answers || []).map((each) => [titles[each.item] || T.item, found(each)]);
  return [[T.where, act.about.name], ...rows, ...answers].filter(([, value]) => value);
}

/** One file with all that these acts say and their photos, given to the person to keep or to pass on. */
export async function exported(acts) {
  const page = document.implementation.createHTMLDocument(T.export_title);
  page.documentElement.lang = "zh-CN";
  page.head.prepend(h("meta", { charset: "utf-8" }));
  const me = state.me;
  page.body.append(h("h1", null, T.export_title), h("p", null, say(T.export_by, { name: me.name, at: moment(new Date().toISOString()), count: acts.length })));
  for (const act of acts) page.body.append(await section(page, act));
  const file = new Blob(["<!doctype html>", page.documentElement.outerHTML], { type: "text/html;charset=utf-8" });
  const link = h("a", { href: URL.createObjectURL(file), download: `${T.export_file}-${new Date().toISOString().slice(0, 16).replace(/[:T]/g, "")}.html` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

async function section(page, act) {
  const box = page.adoptNode(h("section", null, h("h2", null, titleOf(act))));
  const rows = [[T.done_at, moment(act.created_at)], [T.done_as, act.capacity_name], [T.state, [T.states[act.state], act.problem].filter(Boolean).join("　")], ...contents(act)];
  box.append(h("dl", null, rows.filter(([, value]) => value).map(([label, value]) => [h("dt", null, h("strong", null, label)), h("dd", null, value)])));
  const titles = titlesOf(act);
  for (const file of (await filesOf(act.id)).filter((each) => each.blob)) {
    const address = await asAddress(file.blob);
    const words = `${{ photo: T.photo, voice: T.record, signature: T.sign }[file.kind]}　${titles[file.item] || ""}　${moment(file.taken_at)}　${size(file.size)}`;
    const seen = page.createElement(file.kind === "voice" ? "audio" : "img"); // of that page: this one need not load it
    for (const [name, value] of Object.entries({ src: address, controls: "", alt: "", width: "480" })) seen.setAttribute(name, value);
    box.append(h("figure", null, h("figcaption", null, words)));
    box.lastChild.prepend(seen);
  }
  return box;
}

function asAddress(blob) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result);
    reader.onerror = () => failed(new Error(T.file_lost));
    reader.readAsDataURL(blob);
  });
}

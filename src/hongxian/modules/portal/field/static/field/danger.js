// Hidden dangers: entering one where it is found, and what is to be re-checked or rectified.
import { act, keyOf } from "./acts.js";
import { badge, field, fill, h, notice, say, toast } from "./dom.js";
import { draft, evidence, hasLooseSignature, restore } from "./files.js";
import { about, dangers, may, state, who, word } from "./state.js";
import { T } from "./text.js";
import { placeOf, trouble } from "./place.js";
import { similar } from "./similar.js";
import { allPlaces, taken, today, visitHere } from "./today.js";

const GRADES = ["", "general", "major"];

export async function showNewDanger(main, key) {
  const place = placeOf(key);
  const isPatrol = Boolean(place && place.grid);
  const visit = place && visitHere(place.key);
  const back = h("a", { className: "back", href: place ? `#/place/${key}` : "#/dangers" }, T.back);
  if (!place) {
    const choice = allPlaces();
    fill(main, back, h("h1", null, T.add_danger), choice.length ? h("ul", { className: "places" }, choice.map((each) => h("li", null, h("a", { href: `#/danger?place=${each.key}` }, h("span", { className: "name" }, each.name))))) : notice("warning", T.no_place_to_choose));
    return {};
  }
  if (isPatrol && !visit) { fill(main, back, h("h1", null, T.add_danger), notice("warning", T.visit_first)); return {}; }
  const kept = await draft(`danger:${key}`);
  const alert = h("div", { role: "alert" });
  const how = field(T.how, h("textarea", { name: "rectification", maxLength: 1000, rows: 2 }));
  const categories = Object.entries(state.snapshot.body.words).filter(([each]) => each.startsWith("danger_category#"));
  const form = h("form", { oninput: () => { how.hidden = !form.elements.removed_on_the_spot.checked; kept.keep(form); }, onsubmit: (event) => { event.preventDefault(); save(form, kept, place, visit, alert); } },
    field(T.description, h("textarea", { name: "description", maxLength: 1000, rows: 3, required: true })),
    similar(() => form),
    evidence(["photo", "voice"], kept.files, () => kept.keep(form)),
    field(T.location, h("input", { name: "location", maxLength: 120 })),
    may("hidden_danger.grade") && field(T.grade, h("select", { name: "grade" }, GRADES.map((value) => h("option", { value }, value ? word(`grade#${value}`) : T.grade_later)))),
    field(T.category, h("select", { name: "danger_category" }, h("option", { value: "" }, T.category_none), categories.map(([each, label]) => h("option", { value: each.split("#")[1] }, label)))),
    h("label", { className: "check" }, h("input", { type: "checkbox", name: "removed_on_the_spot" }), T.on_the_spot), how,
    alert, h("button", { className: "button primary wide" }, T.save));
  form.noValidate = true;
  restore(form, kept.values);
  how.hidden = !form.elements.removed_on_the_spot.checked;
  fill(main, back, h("h1", null, `${T.add_danger}：${place.name}`), form);
  return {};
}

async function save(form, kept, place, visit, alert) {
  const value = (name) => (form.elements[name] ? form.elements[name].value.trim() : "");
  const removed = form.elements.removed_on_the_spot.checked;
  const missing = !value("description") ? T.description_needed : removed && !value("rectification") ? T.how_needed : "";
  if (missing) { alert.replaceChildren(notice("error", missing)); return; }
  const told = { description: value("description"), location: value("location"), grade: removed ? "general" : value("grade"), danger_category: value("danger_category"), removed_on_the_spot: removed, rectification: removed ? value("rectification") : "" };
  const isOwn = !place.grid;
  try {
    kept.over();
    await act(isOwn ? "danger" : "finding", {
      about: { key: place.key, name: place.name, words: told.description },
      body: isOwn ? { ...told, enterprise: place.enterprise, origin: "enterprise_self_check", found_on: today(), found_by: who().name } : { ...told, visit: keyOf(visit.id) },
      files: kept.files,
      draft: kept.key,
    });
    toast(T.saved);
    location.hash = isOwn ? "#/dangers" : `#/place/${place.key}`;
  } catch (error) {
    kept.again();
    alert.replaceChildren(trouble(error));
  }
}

export async function showDangers(main) {
  const draw = () => {
  const groups = [
    [T.re_check, dangers().filter((danger) => danger.steps.includes("close"))],
    [T.to_rectify, dangers().filter((danger) => danger.steps.includes("report_rectified"))],
    [T.mine, dangers().filter((danger) => !danger.steps.length)],
  ];
  const here = state.acts.filter((each) => (each.kind === "danger" || each.kind === "finding") && each.state !== "done");
  fill(main, h("h1", null, T.dangers_title), taken(),
    may("hidden_danger.register") && h("a", { className: "button wide primary", href: "#/danger" }, T.add_danger),
    here.length ? h("section", null, h("h2", null, T.waiting_here), h("ul", { className: "places" }, here.map((each) => h("li", null, h("a", { href: "#/sync" },
      h("span", { className: "name" }, each.about.words), h("span", { className: "more" }, each.about.name), h("span", { className: "badges" }, badge("blue", T.states[each.state]))))))) : null,
    groups.map(([title, rows]) => (rows.length ? h("section", null, h("h2", null, `${title}（${rows.length}）`), h("ul", { className: "places" }, rows.map(line))) : null)),
    !groups.some(([, rows]) => rows.length) && notice("info", T.no_dangers),
    state.snapshot && state.snapshot.body.more_dangers && notice("info", T.more_dangers));
  };
  draw();
  return { redraw: draw };
}

function line(danger) {
  const waiting = about(danger.key).some((each) => each.state !== "done");
  return h("li", null, h("a", { href: `#/danger/${danger.key}` }, h("span", { className: "name" }, danger.description), h("span", { className: "more" }, `${danger.where}　${danger.location}`),
    h("span", { className: "badges" }, danger.grade && badge(danger.grade === "major" ? "red" : "yellow", word(`grade#${danger.grade}`)), due(danger), waiting && badge("blue", T.waiting_here))));
}

function due(danger) {
  if (danger.state !== "rectifying" || danger.days_left === null) return null;
  if (danger.days_left < 0) return badge("red", say(T.overdue, { days: -danger.days_left }));
  return danger.days_left ? badge("grey", say(T.days_left, { days: danger.days_left })) : badge("orange", T.today_last);
}

/** A value of a danger as a person reads it. */
export function shown(danger, name) {
  const value = danger[name];
  if (value === null || value === undefined || value === "") return T.none;
  if (name === "grade") return word(`grade#${value}`);
  if (name === "state") return word(`hidden_danger:${value}`);
  return String(value);
}

export async function showDanger(main, key) {
  const danger = dangers().find((each) => each.key === key);
  const back = h("a", { className: "back", href: "#/dangers" }, T.back);
  if (!danger) { fill(main, back, h("h1", null, T.dangers_title), notice("warning", T.not_found)); return {}; }
  const isWaiting = about(key).some((each) => each.state !== "done");
  fill(main, back, h("h1", null, danger.description),
    h("dl", null, Object.entries(T.rows).filter(([name]) => name !== "description" && danger[name]).map(([name, label]) => [h("dt", null, label), h("dd", null, shown(danger, name))])),
    isWaiting ? notice("info", T.pending) : danger.steps.map((verb) => h("a", { className: `button wide${verb === "return" ? "" : " primary"}`, href: `#/danger/${key}/${verb}` }, T.verbs[verb])),
    taken());
  return {};
}

export async function showStep(main, key, verb) {
  const danger = dangers().find((each) => each.key === key);
  const back = h("a", { className: "back", href: `#/danger/${key}` }, T.back);
  if (!danger || !danger.steps.includes(verb)) { fill(main, back, h("h1", null, T.dangers_title), notice("warning", T.not_found)); return {}; }
  const kept = await draft(`${verb}:${key}`);
  const alert = h("div", { role: "alert" });
  const name = { report_rectified: "rectification", close: "opinion", return: "reason" }[verb];
  const form = h("form", { oninput: () => kept.keep(form), onsubmit: async (event) => {
    event.preventDefault();
    const words = form.elements.words.value.trim();
    const day = form.elements.due_on ? form.elements.due_on.value : "";
    const missing = !words ? say(T.verb_needed, { field: T.verb_fields[verb] }) : verb === "return" && !day ? T.due_needed : hasLooseSignature(form) ? T.sign_loose : "";
    if (missing) { alert.replaceChildren(notice("error", missing)); return; }
    const days = { report_rectified: { rectified_on: today() }, close: { verified_on: today() }, return: { due_on: day } }[verb];
    try {
      kept.over();
      await act(verb, { about: { key, name: danger.where, words: danger.description }, body: { [name]: words, ...days }, base: danger, files: kept.files, draft: kept.key });
      toast(T.saved);
      location.hash = `#/danger/${key}`;
    } catch (error) { kept.again(); alert.replaceChildren(trouble(error)); }
  } },
  field(T.verb_fields[verb], h("textarea", { name: "words", rows: 3, maxLength: verb === "report_rectified" ? 1000 : 500 })),
  verb === "return" && field(T.due_on, h("input", { type: "date", name: "due_on", min: today() })),
  may("hidden_danger.register") && evidence(["photo", "voice", "signature"], kept.files, () => kept.keep(form)),
  alert, h("button", { className: "button primary wide" }, T.save));
  restore(form, kept.values);
  fill(main, back, h("h1", null, T.verbs[verb]), h("p", { className: "hint" }, `${danger.where}　${danger.description}`), form);
  return {};
}

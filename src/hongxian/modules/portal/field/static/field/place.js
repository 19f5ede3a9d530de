// One place: what came of the visit in one tap, then what was found, and what must go up.
import { act, keyOf } from "./acts.js";
import { checksOf } from "./tasks.js";
import { badge, field, fill, h, moment, notice, say, toast } from "./dom.js";
import { draft, evidence, hasLooseSignature, restore } from "./files.js";
import { told, watchWhere, whereNow } from "./media.js";
import { dangers, loadActs, may, state, word } from "./state.js";
import { StorageFull, dropAct, filesOf, put } from "./store.js";
import { T } from "./text.js";
import { allPlaces, inOrder, outcomeWord, taken, visitHere } from "./today.js";

const UNDO = 6000;

export const placeOf = (key) => allPlaces().find((place) => place.key === key);

/** What went wrong when an act was to be kept, in words; what was typed stays on the screen. */
export function trouble(error) {
  return notice("error", error instanceof StorageFull ? T.full : say(T.failed_to_keep, { why: error.message }));
}

export async function showPlace(main, key) {
  const place = placeOf(key);
  if (!place) { fill(main, h("h1", null, T.tabs.today), notice("warning", T.not_found), h("a", { className: "button", href: "#/today" }, T.back)); return {}; }
  watchWhere();
  const kept = await draft(`visit:${key}`);
  const alert = h("div", { role: "alert" });
  const form = h("form", { oninput: () => kept.keep(form), onsubmit: (event) => event.preventDefault() },
    h("details", { open: Boolean(kept.files.length || kept.values.note) }, h("summary", null, T.evidence),
      field(T.note, h("textarea", { name: "note", maxLength: 500, rows: 2 })),
      evidence(["photo", "voice", "signature"], kept.files, () => kept.keep(form))));
  restore(form, kept.values);
  const isMine = Boolean(place.grid);
  const slot = h("div");
  const redraw = () => { const visit = visitHere(key); slot.replaceChildren(visit ? recorded(place, visit) : ""); };
  redraw();
  fill(main, 
    h("a", { className: "back", href: "#/today" }, T.back),
    h("h1", null, place.name),
    h("p", { className: "hint" }, [place.code, place.address, place.place, place.grid_name].filter(Boolean).join("　")),
    place.last_visited_at ? h("p", { className: "hint" }, say(T.last_visit, { outcome: outcomeWord(place.last_outcome), at: moment(place.last_visited_at) })) : isMine && h("p", { className: "hint" }, T.never_visited),
    slot,
    isMine && h("section", null, h("h2", null, T.outcome), h("p", { className: "hint" }, T.outcome_hint), form,
      h("div", { className: "outcomes" }, Object.entries(T.outcomes).map(([outcome, label]) => h("button", { type: "button", className: `outcome ${outcome}`, onclick: () => record(place, outcome, form, kept, alert) }, label)))),
    alert,
    may("hidden_danger.register") && h("a", { className: "button wide", href: `#/danger?place=${key}` }, T.add_danger),
    isMine && h("a", { className: "button wide", href: `#/tell-up?place=${key}` }, T.tell_up),
    checksOf(place.enterprise, T.tasks_here),
    here(place) || "",
    taken(),
  );
  return { redraw };
}

function recorded(place, visit) {
  return h("div", { className: "notice success" }, say(T.recorded, { name: "", outcome: outcomeWord(visit.body.outcome) }), "　", badge(visit.state === "done" ? "green" : "blue", T.states[visit.state]), nextOne(place));
}

function nextOne(place) {
  const next = inOrder(allPlaces()).find((row) => row.place.key !== place.key && !row.isDone && row.place.is_due);
  return next ? h("a", { className: "button wide primary", href: `#/place/${next.place.key}` }, say(T.next_place, { name: next.place.name })) : h("p", null, T.all_done);
}

function here(place) {
  const rows = dangers().filter((danger) => place.enterprise && danger.enterprise === place.enterprise);
  return rows.length ? h("section", null, h("h2", null, T.dangers_here), h("ul", { className: "places" }, rows.map((danger) => h("li", null,
    h("a", { href: `#/danger/${danger.key}` }, h("span", { className: "name" }, danger.description), h("span", { className: "badges" }, badge("grey", word(`hidden_danger:${danger.state}`)))))))) : null;
}

/** The unit as the server knows it, or as the act before will make it known. */
export function unitOf(place) {
  if (place.here) return { premises: keyOf(place.here) };
  return place.enterprise ? { enterprise: place.enterprise } : { premises: place.premises };
}

async function record(place, outcome, form, kept, alert) {
  if (hasLooseSignature(form)) { alert.replaceChildren(notice("error", T.sign_loose)); return; }
  form.parentElement.querySelectorAll(".outcome").forEach((button) => { button.disabled = true; });
  const at = await whereNow(3000);
  try {
    kept.over();
    const made = await act("visit", {
      about: { key: place.key, name: place.name },
      body: { ...unitOf(place), grid: place.grid, outcome, visited_at: new Date().toISOString(), note: form.elements.note.value, ...told(at) },
      files: kept.files,
      draft: kept.key,
      undo: UNDO,
    });
    dispatchEvent(new Event("field-redraw"));
    toast(say(T.recorded, { name: place.name, outcome: outcomeWord(outcome) }), T.undo, () => undo(made), UNDO);
    navigator.storage && navigator.storage.persist && navigator.storage.persist();
  } catch (error) {
    kept.again();
    alert.replaceChildren(trouble(error));
    form.parentElement.querySelectorAll(".outcome").forEach((button) => { button.disabled = false; });
  }
}

/** What was tapped by mistake is taken back; note and photos stand on the form again. */
async function undo(made) {
  const files = await filesOf(made.id);
  const isGone = await dropAct(made.id, ["waiting"]);
  if (isGone && (files.length || made.body.note)) await put("drafts", { key: `${made.account}:visit:${made.about.key}`, values: { note: made.body.note }, files });
  await loadActs();
  dispatchEvent(new Event("field-redraw"));
  toast(isGone ? T.undone : T.too_late);
}

export async function showTellUp(main, key) {
  const place = placeOf(key);
  const visit = place && visitHere(key);
  const grid = place && (state.snapshot ? state.snapshot.body.grids : []).find((each) => each.key === place.grid);
  const alert = h("div", { role: "alert" });
  const back = h("a", { className: "back", href: `#/place/${key}` }, T.back);
  if (!visit || !grid) { fill(main, back, h("h1", null, T.tell_up_title), notice("warning", visit ? T.not_found : T.visit_first)); return {}; }
  const kept = await draft(`tell-up:${key}`);
  const refused = visit.body.outcome === "entry_refused";
  const form = h("form", { oninput: () => kept.keep(form), onsubmit: async (event) => {
    event.preventDefault();
    const to = form.elements.to.value;
    const content = form.elements.content.value.trim();
    if (!content) { alert.replaceChildren(notice("error", say(T.verb_needed, { field: T.tell_up_what }))); return; }
    try {
      kept.over();
      await act("escalation", { about: { key: place.key, name: place.name }, draft: kept.key,
        body: { visit: keyOf(visit.id), kind: form.elements.kind.value, content, to_upper: to === "", ...(to ? { recipient: to } : {}) } });
      toast(T.saved);
      location.hash = `#/place/${key}`;
    } catch (error) { kept.again(); alert.replaceChildren(trouble(error)); }
  } },
  field(T.tell_up_title, h("select", { name: "kind" }, Object.entries(T.escalation_kinds).map(([value, label]) => h("option", { value, selected: (value === "entry_refused") === refused }, label)))),
  field(T.tell_up_to, h("select", { name: "to" }, grid.has_upper && h("option", { value: "" }, T.upper_grid), grid.recipients.map((each) => h("option", { value: each.key }, each.name)))),
  field(T.tell_up_what, h("textarea", { name: "content", maxLength: 1000, rows: 4 })),
  alert, h("button", { className: "button primary wide" }, T.save));
  restore(form, kept.values);
  fill(main, back, h("h1", null, `${T.tell_up_title}：${place.name}`), form);
  return {};
}

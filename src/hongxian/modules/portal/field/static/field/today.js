// The first screen: where to go today, the nearest first where the phone knows where it is.
import { checksOf } from "./tasks.js";
import { badge, fill, h, moment, notice, say } from "./dom.js";
import { metres, watchWhere, whereKnown } from "./media.js";
import { setMeta, meta } from "./store.js";
import { places, state, who } from "./state.js";
import { sync } from "./sync.js";
import { T } from "./text.js";

export const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
export const outcomeWord = (key) => T.outcomes[key] || key;

/** What this phone itself did at a place today and what became of it; undefined where nothing. */
export function visitHere(key) {
  return state.acts.filter((act) => act.kind === "visit" && act.about.key === key && act.created_at && sameDay(act.created_at) && act.state !== "failed" && !act.given_up).pop();
}
const sameDay = (iso) => { const at = new Date(iso); return at.toDateString() === new Date().toDateString(); };

/** The premises that were added here and are not yet in what was downloaded stand in the list as well. */
export function allPlaces() {
  const known = new Set(places().map((place) => place.key));
  const added = state.acts.filter((act) => act.kind === "premises" && !known.has(act.id) && !known.has(act.server_key) && act.state !== "failed");
  return [...places(), ...added.map((act) => ({
    key: act.id, premises: act.id, here: act.id, name: act.body.name, address: act.body.location, code: "", place: act.about.place, grid: act.body.grid,
    longitude: act.body.longitude === undefined ? null : Number(act.body.longitude), latitude: act.body.latitude === undefined ? null : Number(act.body.latitude), is_due: true,
  }))];
}

export const placeWith = (enterprise) => allPlaces().find((place) => place.enterprise === enterprise);

export function inOrder(list) {
  const here = whereKnown();
  const rows = list.map((place, order) => ({ place, order, isDone: Boolean(visitHere(place.key)) || (place.last_visited_at && sameDay(place.last_visited_at)), metres: here ? metres(here, place) : null }));
  const rank = (row) => (row.isDone ? 2 : row.place.is_due ? 0 : 1);
  return rows.sort((a, b) => rank(a) - rank(b) || (here ? (a.metres === null) - (b.metres === null) || a.metres - b.metres : 0) || a.order - b.order);
}

export const far = (m) => (m === null ? "" : m < 1000 ? say(T.metres, { m }) : say(T.kilometres, { km: (m / 1000).toFixed(1) }));

export async function showToday(main) {
  if (await meta("near")) watchWhere();
  const found = h("input", { type: "search", placeholder: T.find, "aria-label": T.find, oninput: () => draw() });
  const list = h("ul", { className: "places" });
  const draw = () => {
    const wanted = found.value.trim().toLowerCase();
    const rows = inOrder(allPlaces()).filter(({ place }) => !wanted || [place.name, place.address, place.code, place.place].some((each) => (each || "").toLowerCase().includes(wanted)));
    list.replaceChildren(...rows.map(line));
    if (!rows.length) list.append(h("li", { className: "empty" }, wanted ? T.no_match : T.no_places));
    near.textContent = whereKnown() ? T.near : waiting ? T.near_wait : T.near;
    near.setAttribute("aria-pressed", String(Boolean(whereKnown())));
  };
  let waiting = false;
  const near = h("button", { type: "button", className: "button", onclick: async () => { waiting = true; await setMeta("near", true); watchWhere(); draw(); } }, T.near);
  const whole = () => {
    const rows = inOrder(allPlaces());
    const grids = state.snapshot ? state.snapshot.body.grids : [];
    const more = state.snapshot && state.snapshot.body.more_places;
    if (document.activeElement !== found) {
      fill(main, 
        h("h1", null, T.tabs.today),
        h("p", { className: "hint" }, `${who().name}　${who().organisation_name}`),
        taken(),
        rows.some((row) => row.place.grid) ? h("p", { className: "counts" }, h("strong", null, say(T.due, { count: rows.filter((row) => !row.isDone && row.place.is_due).length })), "　", say(T.done_today, { count: rows.filter((row) => row.isDone).length })) : "",
        h("div", { className: "row" }, rows.length > 1 ? near : null, h("a", { className: "button", href: "#/scan" }, T.tabs.scan)),
        checksOf(null, T.tasks_title),
        found, list,
        ...(more ? [notice("info", say(T.more_places, { count: places().length }))] : []),
        ...(grids.length ? [h("a", { className: "button wide", href: "#/premises" }, T.add_premises)] : []));
    }
    draw();
  };
  whole();
  return { redraw: whole, where: draw };
}

function line({ place, isDone, metres: m }) {
  const here = visitHere(place.key);
  const outcome = here ? here.body.outcome : isDone ? place.last_outcome : "";
  return h("li", null, h("a", { href: `#/place/${place.key}` },
    h("span", { className: "name" }, place.name),
    h("span", { className: "more" }, [far(m), place.address || place.place].filter(Boolean).join("　")),
    h("span", { className: "badges" },
      outcome && badge(outcome === "normal" ? "green" : "orange", outcomeWord(outcome)),
      (here && here.state !== "done") || place.here ? badge("blue", T.waiting_here) : null,
      !isDone && place.due_until ? h("span", { className: "hint" }, place.is_due ? say(T.due_until, { day: place.due_until }) : T.not_due) : null)));
}

/** When the day's work was downloaded, and that it may be old. */
export function taken() {
  if (!state.snapshot) return h("div", null, notice("warning", T.none_yet, h("br"), T.first_login));
  const isOld = state.snapshot.body.day !== today();
  return h("div", { className: "taken" },
    h("span", null, say(T.downloaded, { at: moment(state.snapshot.taken_at) })),
    h("button", { type: "button", className: "small", onclick: sync }, T.update),
    isOld && notice("warning", say(T.stale_day, { day: state.snapshot.body.day })));
}

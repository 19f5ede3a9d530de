// A workshop that stands in no register, entered where it is found; it can be visited at once.
import { act } from "./acts.js";
import { field, fill, h, notice, toast } from "./dom.js";
import { draft, restore } from "./files.js";
import { told, watchWhere, whereNow } from "./media.js";
import { trouble } from "./place.js";
import { state } from "./state.js";
import { T } from "./text.js";
import { today } from "./today.js";

export async function showPremises(main) {
  const grids = state.snapshot ? state.snapshot.body.grids : [];
  const back = h("a", { className: "back", href: "#/today" }, T.back);
  if (!grids.length) { fill(main, back, h("h1", null, T.premises_title), notice("warning", T.no_grid)); return {}; }
  watchWhere();
  const kept = await draft("premises");
  const alert = h("div", { role: "alert" });
  const form = h("form", { oninput: () => kept.keep(form), onsubmit: async (event) => {
    event.preventDefault();
    const value = (name) => form.elements[name].value.trim();
    if (!value("name")) { alert.replaceChildren(notice("error", T.premises_name_needed)); return; }
    const grid = grids.find((each) => each.key === value("grid"));
    const { longitude, latitude } = told(await whereNow(3000));
    try {
      kept.over();
      const made = await act("premises", {
        about: { key: "", name: value("name"), place: grid.name },
        body: { grid: grid.key, name: value("name"), premises_kind: value("premises_kind"), location: value("location"), note: value("note"), found_on: today(), ...(longitude ? { longitude, latitude } : {}) },
        draft: kept.key,
      });
      toast(T.saved);
      location.hash = `#/place/${made.id}`;
    } catch (error) { kept.again(); alert.replaceChildren(trouble(error)); }
  } },
  field(T.premises_name, h("input", { name: "name", maxLength: 120 })),
  field(T.premises_kind, h("select", { name: "premises_kind" }, Object.entries(T.premises_kinds).map(([value, label]) => h("option", { value }, label)))),
  field(T.grid, h("select", { name: "grid" }, grids.map((grid) => h("option", { value: grid.key }, grid.name)))),
  field(T.address, h("input", { name: "location", maxLength: 200 })),
  field(T.note, h("textarea", { name: "note", maxLength: 500, rows: 2 })),
  alert, h("button", { className: "button primary wide" }, T.save));
  restore(form, kept.values);
  fill(main, back, h("h1", null, T.add_premises), form);
  return {};
}

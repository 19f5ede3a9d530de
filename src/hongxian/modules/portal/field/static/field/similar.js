// What dangers entered before suggest about the one being described: asked for by a press, and only with a connection.
import { fill, h, notice, say } from "./dom.js";
import { ask } from "./server.js";
import { word } from "./state.js";
import { T } from "./text.js";

export function similar(form) {
  const found = h("div", { "aria-live": "polite" });
  const look = async (event) => {
    const written = form().elements.description.value.trim().slice(0, 300);
    if (written.length < 2) { fill(found, notice("warning", T.description_needed)); return; }
    const button = event.target;
    button.disabled = true;
    try {
      show(found, form(), await ask(`hidden-dangers/suggestions?description=${encodeURIComponent(written)}`));
    } catch {
      fill(found, notice("info", T.similar_away));
    } finally {
      button.disabled = false;
    }
  };
  return h("div", { className: "similar" }, h("button", { type: "button", className: "button", onclick: look }, T.similar), found);
}

function show(box, form, told) {
  const choose = (value) => () => { form.elements.danger_category.value = value; form.dispatchEvent(new Event("input")); };
  fill(box,
    told.danger_category.map((each) => h("p", null,
      h("button", { type: "button", className: "button", onclick: choose(each.value) }, say(T.similar_category, { category: word(`danger_category#${each.value}`), count: each.count, voting: each.voting })))),
    told.similar.length
      ? h("ul", { className: "places" }, told.similar.map((each) => h("li", null, h("span", { className: "name" }, each.description), h("span", { className: "more" }, `${each.where}　${each.found_on}　${say(T.similar_alike, { percent: Math.round(each.alike * 100) })}`), h("span", { className: "more" }, each.rectification || each.measures || T.similar_untold))))
      : notice("info", T.similar_none));
}

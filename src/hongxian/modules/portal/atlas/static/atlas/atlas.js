// The map of the page: draws what /api/v1/atlas/ tells. Without this file the page shows the same figures as a table.
import { AGO, CLOSER, DEEPER, FAILED, SAID, SUMMARY } from "./text.js";

const box = document.getElementById("map");
const form = document.querySelector("[data-atlas-form]");
const says = document.getElementById("map-says");
const day = document.getElementById("atlas-day");
const ABOVE = { red: 4000, orange: 3000, yellow: 2000, blue: 1000 };
const CHINA = [[18, 73], [54, 135]];

const told = () => JSON.parse(document.getElementById("atlas-told")?.textContent || "null");
const make = (tag, className = "", words = "") => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.textContent = words;
  return made;
};

async function ask(path, more = {}) {
  const { layers = "", place = "", on = "", known = "" } = told() || {};
  const query = new URLSearchParams({ layers, place, on, known: known === "on", ...more });
  const answer = await fetch(`${box.dataset.api}${path}?${query}`, { credentials: "same-origin", headers: { Accept: "application/json" } });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.title || String(answer.status));
  return body;
}

// A popup: every figure with its word and the way to its rows.
function popup(spot, deeper) {
  const whole = make("div", "atlas-popup");
  whole.append(make("h3", "", spot.name));
  const list = make("ul");
  for (const each of spot.figures) {
    const line = make("li");
    const link = each.href ? make("a", "", String(each.number)) : make("span", "", String(each.number));
    if (each.href) link.href = each.href;
    line.append(make("span", `badge ${each.colour}`, each.words), " ", link);
    list.append(line);
  }
  whole.append(list);
  if (deeper) {
    const button = make("button", "button small", spot.kind === "place" ? DEEPER : CLOSER);
    button.type = "button";
    button.addEventListener("click", deeper);
    whole.append(button);
  }
  return whole;
}

function start(L) {
  const map = L.map(box, { minZoom: 4, maxZoom: 18, zoomSnap: 0.5, maxBounds: [[-10, 50], [65, 160]], attributionControl: true });
  map.attributionControl.setPrefix(false);
  map.zoomControl.setPosition("topright");
  const first = told();
  for (const address of first?.tiles || []) {
    L.tileLayer(address, { maxZoom: 18, referrerPolicy: "origin", attribution: first.credit }).addTo(map);
  }
  const lines = L.layerGroup().addTo(map);
  const outlines = L.geoJSON(null, {
    style: () => ({ color: "#5b6b79", weight: 1.2, fillColor: "#1c4f86", fillOpacity: 0.04 }),
    onEachFeature: (feature, layer) => layer.bindTooltip(feature.properties.name, { permanent: false, sticky: true }),
  }).addTo(map);
  const marks = L.layerGroup().addTo(map);
  let asked = 0;
  let fitted = false;

  function graticule() {
    lines.clearLayers();
    if ((first?.tiles || []).length) return;
    const bounds = map.getBounds();
    const step = [20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005].find((each) => (bounds.getEast() - bounds.getWest()) / each >= Math.max(2, box.clientWidth / 200)) || 0.005;
    const digits = step < 0.01 ? 3 : step < 0.1 ? 2 : step < 1 ? 1 : 0;
    const style = { color: "#c3ccd5", weight: 1, interactive: false };
    const write = (at, words) => L.marker(at, { interactive: false, keyboard: false, icon: L.divIcon({ className: "graticule", html: make("span", "", words), iconSize: null }) }).addTo(lines);
    for (let x = Math.ceil(bounds.getWest() / step) * step; x < bounds.getEast(); x += step) {
      L.polyline([[bounds.getSouth(), x], [bounds.getNorth(), x]], style).addTo(lines);
      write([bounds.getNorth(), x], `${x.toFixed(digits)}°E`);
    }
    for (let y = Math.ceil(bounds.getSouth() / step) * step; y < bounds.getNorth(); y += step) {
      L.polyline([[y, bounds.getWest()], [y, bounds.getEast()]], style).addTo(lines);
      write([y, bounds.getWest()], `${y.toFixed(digits)}°N`);
    }
  }

  function put(spot) {
    const lead = spot.figures[0];
    if (!lead) return;
    const plain = spot.kind === "point" && lead.layer === "enterprise"; // a firm about which nothing else is told
    const label = make("span", plain ? "spot dot" : `spot ${lead.colour}`, plain ? "" : `${lead.words} `);
    if (!plain) label.append(make("b", "", String(lead.number)));
    const summary = SUMMARY(spot.name, spot.figures);
    const mark = L.marker([spot.latitude, spot.longitude], { icon: L.divIcon({ className: "", html: label, iconSize: null }), title: summary, alt: summary, riseOnHover: true, zIndexOffset: ABOVE[lead.colour] || 0 });
    let deeper = null;
    if (spot.kind === "cell") deeper = () => { map.closePopup(); map.fitBounds([[spot.box[1], spot.box[0]], [spot.box[3], spot.box[2]]]); };
    if (spot.place) deeper = () => go({ place: spot.place });
    mark.bindPopup(() => popup(spot, deeper), { minWidth: 180 });
    marks.addLayer(mark);
    mark.getElement()?.setAttribute("aria-label", summary);
  }

  // The fill of a place: the darker, the more rows of the first layer.
  function fill() {
    const { places = {} } = told()?.shade || {};
    const most = Math.max(1, ...Object.values(places));
    outlines.eachLayer((each) => each.setStyle({ fillOpacity: 0.03 + 0.37 * (places[each.feature.properties.code] || 0) / most }));
  }

  async function draw() {
    if (!told()) return;
    const mine = ++asked;
    const bounds = map.getBounds();
    const bbox = [Math.max(bounds.getWest(), -180), Math.max(bounds.getSouth(), -90), Math.min(bounds.getEast(), 180), Math.min(bounds.getNorth(), 90)].map((each) => each.toFixed(6)).join(",");
    try {
      const found = await ask("map", { bbox, zoom: Math.min(18, Math.max(3, Math.round(map.getZoom()))) });
      if (mine !== asked) return;
      marks.clearLayers();
      found.spots.forEach(put);
      fill();
      box.dataset.mode = found.mode;
      box.dataset.drawn = String(Number(box.dataset.drawn || 0) + 1);
      says.textContent = SAID(found.mode, found.spots.length, outlines.getLayers().length ? told().shade?.words : "");
    } catch (error) {
      if (mine === asked) says.textContent = FAILED(error.message);
    }
  }

  // What the map is to show first: the outlines, else where anything stands.
  async function fit() {
    outlines.clearLayers();
    try {
      outlines.addData(await ask("outlines"));
    } catch { /* the map stands without them */ }
    let bounds = outlines.getBounds();
    if (!bounds.isValid()) {
      const found = await ask("map", { bbox: `${CHINA[0][1]},${CHINA[0][0]},${CHINA[1][1]},${CHINA[1][0]}`, zoom: 9 }).catch(() => ({ spots: [] }));
      bounds = L.latLngBounds(found.spots.map((each) => [each.latitude, each.longitude]));
    }
    fitted = true;
    map.fitBounds(bounds.isValid() ? bounds : CHINA, { padding: [30, 30], maxZoom: 14, animate: false });
  }

  const go = (more) => { location.search = new URLSearchParams({ ...plain(), ...more }).toString(); };
  const plain = () => { const { layers, place, on, known } = told(); return Object.fromEntries(Object.entries({ layers, place, on, known }).filter(([, value]) => value)); };

  map.on("moveend", () => { if (!fitted) return; graticule(); draw(); });
  let shown = told()?.place;
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.target.id !== "figures") return;
    if (told()?.place !== shown) { shown = told()?.place; fit(); } else draw();
  });
  fit().catch((error) => { says.textContent = FAILED(error.message); });
}

// The slider writes the day; it is asked for when the hand comes to rest.
function slide() {
  const field = form.elements.on;
  const output = document.getElementById("atlas-day-says");
  const dayOf = (ago) => { const at = new Date(`${day.dataset.today}T00:00:00Z`); at.setUTCDate(at.getUTCDate() + ago); return at.toISOString().slice(0, 10); };
  const say = () => { output.textContent = AGO(-day.value); };
  const follow = () => { day.value = Math.round((new Date(`${field.value}T00:00:00Z`) - new Date(`${day.dataset.today}T00:00:00Z`)) / 86400000) || 0; say(); };
  let timer = 0;
  const soon = () => { clearTimeout(timer); timer = setTimeout(() => form.dispatchEvent(new Event("day")), 350); };
  day.addEventListener("input", () => { field.value = dayOf(Number(day.value)); say(); soon(); });
  field.addEventListener("change", () => { if (field.value) { follow(); soon(); } });
  follow();
}

if (box && form && day) {
  slide();
  if (window.L) start(window.L);
}

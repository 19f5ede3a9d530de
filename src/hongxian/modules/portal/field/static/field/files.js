// Photos, a voice, a signature on a form, and what is half typed: kept as it grows, so that a phone that dies loses nothing.
import { h, moment, notice, say, size, toast } from "./dom.js";
import { MOST_PHOTOS, canRecord, pad, photo, record, watchWhere } from "./media.js";
import { who } from "./state.js";
import { StorageFull, get, put } from "./store.js";
import { T } from "./text.js";

/** A box for evidence. `files` are those chosen so far; `onChange` is called after each. */
export function evidence(kinds, files, onChange) {
  const list = h("ul", { className: "files" });
  const trouble = h("div", { role: "alert" });
  const changed = () => { draw(); onChange(); };
  const add = async (chosen) => {
    trouble.replaceChildren();
    for (const each of chosen) {
      if (files.filter((file) => file.kind === "photo").length >= MOST_PHOTOS) {
        trouble.replaceChildren(notice("error", say(T.too_many_photos, { most: MOST_PHOTOS })));
        break;
      }
      try {
        files.push(await photo(each));
      } catch (error) {
        trouble.append(notice("error", error.message));
      }
    }
    changed();
  };
  const picker = (label, options) => {
    const input = h("input", { type: "file", accept: "image/*", className: "hidden-file", ...options, onchange: async () => { await add([...input.files]); input.value = ""; } });
    return h("label", { className: "button" }, label, input);
  };
  const draw = () => list.replaceChildren(...files.map((file, at) => shown(file, () => { files.splice(at, 1); changed(); })));
  draw();
  watchWhere();
  return h("div", { className: "evidence" },
    kinds.includes("photo") && h("div", { className: "row" }, picker(T.camera, { capture: "environment" }), picker(T.album, { multiple: true })),
    kinds.includes("voice") && canRecord() && voice(files, changed, trouble),
    kinds.includes("signature") && signature(files, changed),
    trouble, list);
}

function shown(file, drop) {
  const words = { photo: T.photo_of, voice: T.voice_of, signature: T.signature_of }[file.kind];
  const address = URL.createObjectURL(file.blob);
  const seen = file.kind === "voice" ? h("audio", { controls: true, src: address }) : h("img", { src: address, alt: "", onload: () => URL.revokeObjectURL(address) });
  return h("li", null, seen,
    h("span", null, say(words, { size: size(file.size), at: moment(file.taken_at) }), h("br"), file.accuracy === undefined ? T.no_place : say(T.place_of, { m: file.accuracy })),
    h("button", { type: "button", className: "small", onclick: drop }, T.remove));
}

function voice(files, changed, trouble) {
  let end = null;
  const button = h("button", { type: "button", className: "button", onclick: async () => {
    if (end) { end(); return; }
    try {
      end = await record((file) => {
        end = null;
        button.textContent = T.record;
        note.textContent = "";
        if (file) { files.push(file); changed(); }
      });
      button.textContent = T.stop;
      note.textContent = T.recording;
    } catch (error) {
      end = null;
      trouble.replaceChildren(notice("error", say(T.no_microphone, { why: error.name })));
    }
  } }, T.record);
  const note = h("span", { className: "hint", role: "status" });
  return h("div", { className: "row" }, button, note);
}

function signature(files, changed) {
  const canvas = h("canvas", { width: 640, height: 280, className: "pad" });
  const signing = pad(canvas);
  return h("details", null, h("summary", null, T.sign), canvas, h("div", { className: "row" },
    h("button", { type: "button", className: "button", onclick: signing.clear }, T.sign_again),
    h("button", { type: "button", className: "button", onclick: async () => {
      const file = await signing.file();
      if (!file) return;
      files.push(file);
      signing.clear();
      changed();
    } }, T.put_signature)));
}

/** Whether somebody signed and the signature is not among the files yet: it would be left behind. */
export const hasLooseSignature = (form) => Boolean(form.querySelector("canvas.pad[data-signed]"));

/** Gives what was half typed under that name, and keeps what is typed from now on. */
export async function draft(name, about) {
  const key = `${who().account}:${name}`;
  const found = (await get("drafts", key)) || { values: {}, files: [] };
  let timer = 0;
  let isOver = false;
  return {
    key,
    files: found.files,
    values: found.values,
    keep(form) {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        if (isOver) return;
        const values = Object.fromEntries([...new FormData(form)].filter(([, value]) => typeof value === "string"));
        try {
          await put("drafts", { key, values, files: found.files, about });
        } catch (error) {
          if (error instanceof StorageFull) toast(T.full_short);
        }
      }, 400);
    },
    over() { isOver = true; clearTimeout(timer); },
    /** It was not kept after all. */
    again() { isOver = false; },
  };
}

/** Put back into a form what was half typed. */
export function restore(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const control = form.elements[name];
    if (!control) continue;
    if (control.type === "checkbox") control.checked = true;
    else control.value = value;
  }
}

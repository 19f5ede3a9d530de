// What the phone keeps: the day's work, the acts that wait, their photos, what is half typed. One transaction writes all
// of a thing or nothing of it; a full disk is told as StorageFull, and what stood before stands.
const NAME = "hongxian-field";

/** Steps from nothing to the present shape, each run once. Never change one: add the next. */
const STEPS = [
  (db) => {
    db.createObjectStore("meta", { keyPath: "key" });
    db.createObjectStore("snapshots", { keyPath: "account" });
    db.createObjectStore("acts", { keyPath: "id" }).createIndex("account", ["account", "seq"]);
    const files = db.createObjectStore("files", { keyPath: "id" });
    files.createIndex("act", "act");
    files.createIndex("account", "account");
  },
  (db) => db.createObjectStore("drafts", { keyPath: "key" }),
];

export class StorageFull extends Error {}
export class OtherVersion extends Error {}

let opened = null;

function open() {
  if (opened) return opened;
  opened = new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, STEPS.length);
    request.onupgradeneeded = (event) => {
      for (let step = event.oldVersion; step < STEPS.length; step += 1) STEPS[step](request.result, request.transaction);
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => { db.close(); opened = null; dispatchEvent(new Event("field-newer")); };
      db.onclose = () => { opened = null; };
      resolve(db);
    };
    request.onerror = () => { opened = null; reject(request.error.name === "VersionError" ? new OtherVersion() : told(request.error)); };
    request.onblocked = () => dispatchEvent(new Event("field-blocked"));
  });
  return opened;
}

function told(error) {
  return error && error.name === "QuotaExceededError" ? new StorageFull(error.message) : error || new Error("storage");
}

/** Run `work(store…)` within one transaction over the named stores; what `work` gives, once all of it stands. */
async function within(names, mode, work) {
  const db = await open();
  return new Promise((resolve, reject) => {
    let given;
    const transaction = db.transaction(names, mode);
    transaction.oncomplete = () => resolve(given);
    transaction.onabort = () => reject(told(transaction.error));
    try {
      const done = work(...names.map((name) => transaction.objectStore(name)), (value) => { given = value; });
      if (done !== undefined) given = done;
    } catch (error) {
      try { transaction.abort(); } catch { /* ended already */ }
      reject(told(error));
    }
  });
}

function read(name, ask) {
  return within([name], "readonly", (store, give) => {
    const request = ask(store);
    request.onsuccess = () => give(request.result);
  });
}

export const get = (name, key) => read(name, (store) => store.get(key));
export const put = (name, row) => within([name], "readwrite", (store) => { store.put(row); });
export const remove = (name, key) => within([name], "readwrite", (store) => { store.delete(key); });

export async function meta(key) {
  const row = await get("meta", key);
  return row ? row.value : undefined;
}
export const setMeta = (key, value) => put("meta", { key, value });

export const actsOf = (account) => read("acts", (store) => store.index("account").getAll(IDBKeyRange.bound([account, 0], [account, Infinity])));
export const filesOf = (act) => read("files", (store) => store.index("act").getAll(act));
export const filesOfAccount = (account) => read("files", (store) => store.index("account").getAll(account));

/** Keep an act with its files: all or nothing. It comes after all acts kept before, whatever the phone's clock says. */
export function keepAct(act, files, draft) {
  return within(["acts", "files", "drafts"], "readwrite", (acts, blobs, drafts) => {
    const last = acts.index("account").openCursor(IDBKeyRange.bound([act.account, 0], [act.account, Infinity]), "prev");
    last.onsuccess = () => {
      act.seq = last.result ? last.result.value.seq + 1 : 1;
      acts.add(act);
      files.forEach((file) => blobs.add(file));
      if (draft) drafts.delete(draft);
    };
  });
}

/** Change some fields of an act as it stands now; the act as it then is, or undefined where it is gone. */
export function changeAct(id, changes) {
  return within(["acts"], "readwrite", (acts, give) => {
    const found = acts.get(id);
    found.onsuccess = () => {
      if (!found.result) return;
      const changed = { ...found.result, ...changes };
      acts.put(changed);
      give(changed);
    };
  });
}

/** Take back an act that waits, whatever hangs on it too; false where it is on its way already. */
export function dropAct(id, states) {
  return within(["acts", "files"], "readwrite", (acts, files, give) => {
    give(false);
    const found = acts.get(id);
    found.onsuccess = () => {
      if (!found.result || !states.includes(found.result.state)) return;
      acts.delete(id);
      const keys = files.index("act").getAllKeys(id);
      keys.onsuccess = () => keys.result.forEach((key) => files.delete(key));
      give(true);
    };
  });
}

/** A file has arrived: its bytes go, what it was stays until its act is cleared. */
export function fileArrived(file) {
  return put("files", { ...file, blob: null, arrived: file.size, state: "done" });
}

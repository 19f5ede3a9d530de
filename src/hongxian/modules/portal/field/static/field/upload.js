// Sends one file in parts, on from where it broke off: the server knows how much of it has arrived.
import { Refused, tell } from "./server.js";
import { status } from "./state.js";
import { StorageFull, fileArrived, remove } from "./store.js";

const CHUNK = 128 * 1024;

/** The file then hangs on the row of that kind and key. */
export async function send(session, file, kind, key) {
  const { id, sha256, size, taken_at, longitude, latitude, accuracy } = file;
  const start = { id, subject_kind: kind, subject_key: key, kind: file.kind, size, sha256, file_name: file.name, taken_at, longitude, latitude, accuracy };
  for (let round = 1; ; round += 1) {
    try {
      let { arrived: from, finished } = await tell(session, "POST", "attachments/uploads", start);
      while (!finished && from < size) {
        status.progress.set(id, from);
        dispatchEvent(new Event("field-sync"));
        ({ arrived: from } = await tell(session, "PUT", `attachments/uploads/${id}?offset=${from}`, await part(file, from)));
      }
      if (!finished) await tell(session, "POST", `attachments/uploads/${id}/finish`);
      break;
    } catch (error) {
      // cleared away meanwhile, another tab was at it, or the bytes came out wrong: once more from what is there
      const isWorthAnother = error instanceof Refused && (error.status === 404 || error.status === 409 || error.body.field === "sha256");
      if (!isWorthAnother || round >= 2) throw error;
    }
  }
  await arrived(file);
}

async function part(file, from) {
  try {
    return new Blob([await file.blob.slice(from, Math.min(from + CHUNK, file.size)).arrayBuffer()]);
  } catch (cause) {
    const lost = new Error(String(cause && cause.name));
    lost.name = "FileLost";
    throw lost;
  }
}

async function arrived(file) {
  status.progress.delete(file.id);
  try {
    await fileArrived(file);
  } catch (error) {
    if (!(error instanceof StorageFull)) throw error;
    await remove("files", file.id);
  }
}

// Reports that wait on this phone: one row each, files and all, until the receipt is there.
const NAME = "events";
const TABLE = "waiting";

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(TABLE, { keyPath: "key" });
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new DOMException("no room", "AbortError"));
  });
}

async function run(mode, act) {
  const database = await opened();
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(TABLE, mode);
    const request = act(transaction.objectStore(TABLE));
    transaction.oncomplete = () => {
      database.close();
      resolve(request.result);
    };
    // A full phone ends the transaction by abort alone.
    transaction.onerror = transaction.onabort = () => {
      database.close();
      reject(transaction.error ?? new DOMException("the phone kept nothing", "QuotaExceededError"));
    };
  });
}

const all = () => run("readonly", (table) => table.getAll());

// In the order in which they were written, whatever the phone's clock says.
export async function keep(report) {
  const number = 1 + Math.max(0, ...(await all()).map((row) => row.number ?? 0));
  await run("readwrite", (table) => table.put({ ...report, number }));
}
export const drop = (key) => run("readwrite", (table) => table.delete(key));
export const waiting = async (owner) =>
  (await all()).filter((row) => row.owner === owner).sort((one, other) => one.number - other.number);

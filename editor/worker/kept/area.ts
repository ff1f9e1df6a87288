/**
 * The browser's private file area, as folders of files. Only workers may write there without a copy in between. A folder is
 * whole when its last file is written: see `write`.
 */

/** The parts of the browser's interface that are used: this file is also read with Node's types, which know none of it. */
interface FileHandle {
  readonly getFile: () => Promise<Blob>;
  readonly createSyncAccessHandle: () => Promise<{
    readonly write: (bytes: Uint8Array, options: { readonly at: number }) => number;
    readonly truncate: (size: number) => void;
    readonly flush: () => void;
    readonly close: () => void;
  }>;
}

interface Folder {
  readonly getDirectoryHandle: (name: string, options?: { readonly create: boolean }) => Promise<Folder>;
  readonly getFileHandle: (name: string, options?: { readonly create: boolean }) => Promise<FileHandle>;
  readonly removeEntry: (name: string, options?: { readonly recursive: boolean }) => Promise<void>;
  readonly keys: () => AsyncIterable<string>;
}

interface Host {
  readonly storage?: {
    readonly getDirectory?: () => Promise<Folder>;
    readonly estimate?: () => Promise<{ readonly quota?: number; readonly usage?: number }>;
  };
  readonly locks?: { readonly request: <T>(name: string, work: () => Promise<T>) => Promise<T> };
}

/** The browser has no such area, or has closed it to this page. */
export class NoArea extends Error {}

/** There is no room for what was to be written. Nothing of it is left. */
export class NoRoom extends Error {}

const FOLDER = "rosters";
const host = () => (globalThis as unknown as { navigator?: Host }).navigator ?? {};

/** Throws NoArea. */
async function area(): Promise<Folder> {
  try {
    const root = await host().storage?.getDirectory?.();
    if (root) return await root.getDirectoryHandle(FOLDER, { create: true });
  } catch {
    // Closed, as in the private windows of some browsers.
  }
  throw new NoArea();
}

/** One writer at a time, among all tabs: none takes another's unfinished folder for a remnant. */
function alone<T>(work: () => Promise<T>): Promise<T> {
  const { locks } = host();
  return locks ? locks.request("fen-rosters", work) : work();
}

/** Bytes that this page may still write; null: the browser does not say. */
export async function room(): Promise<number | null> {
  const estimate = await host().storage?.estimate?.();
  if (estimate?.quota === undefined || estimate.usage === undefined) return null;
  return Math.max(0, estimate.quota - estimate.usage);
}

/** Names of the folders. Throws NoArea. */
export async function folders(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await area()).keys()) names.push(name);
  return names;
}

/** Null: there is no such file. Throws NoArea. */
export async function read(folder: string, file: string): Promise<Blob | null> {
  const all = await area();
  try {
    const own = await all.getDirectoryHandle(folder);
    return await (await own.getFileHandle(file)).getFile();
  } catch {
    return null;
  }
}

/**
 * Writes a new folder, its files in the order given: whoever reads it takes it for whole when the last one is there. Where
 * that fails nothing is left of it. Throws NoArea, NoRoom.
 */
export function write(folder: string, files: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<void> {
  return alone(async () => {
    const all = await area();
    try {
      const own = await all.getDirectoryHandle(folder, { create: true });
      for (const [name, bytes] of files) await put(await own.getFileHandle(name, { create: true }), bytes);
    } catch (error) {
      await all.removeEntry(folder, { recursive: true }).catch(() => {});
      throw error instanceof Error && /Quota|NoRoom/.test(`${error.name} ${error.constructor.name}`)
        ? new NoRoom()
        : error;
    }
  });
}

async function put(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  if (!handle.createSyncAccessHandle) throw new NoArea();
  const out = await handle.createSyncAccessHandle();
  try {
    out.truncate(0);
    let at = 0;
    while (at < bytes.length) {
      const written = out.write(bytes.subarray(at), { at });
      // Some browsers write less than they were given where there is no room.
      if (written <= 0) throw new NoRoom();
      at += written;
    }
    out.flush();
  } finally {
    out.close();
  }
}

/** Deletes folders. Throws NoArea. */
export async function remove(names: readonly string[]): Promise<void> {
  await alone(async () => {
    const all = await area();
    for (const name of names) await all.removeEntry(name, { recursive: true }).catch(() => {});
  });
}

/** Deletes the folders that nobody finished: those without this file. */
export async function tidy(last: string): Promise<void> {
  await alone(async () => {
    const all = await area();
    for (const name of await folders()) {
      if ((await read(name, last)) === null) await all.removeEntry(name, { recursive: true }).catch(() => {});
    }
  });
}

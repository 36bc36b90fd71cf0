import { createStore, del, get, set } from "idb-keyval";
import type { Files } from "./job.ts";

const store = createStore("openimo", "compiled-packages");

/** Keeps an account's last compiled package over a reload. @returns Whether the browser keeps it: some do not, or have no room. */
export async function keepCompiled(account: string, files: Files): Promise<boolean> {
  try {
    await set(account, files, store);
    return true;
  } catch {
    return false;
  }
}

/** What was kept last. It is read as any package is, so nothing here is believed. */
export async function keptCompiled(account: string): Promise<Files | undefined> {
  try {
    const kept: unknown = await get(account, store);
    return kept instanceof Map ? kept : undefined;
  } catch {
    return undefined;
  }
}

export async function forgetCompiled(account: string): Promise<void> {
  try {
    await del(account, store);
  } catch {
    // Where nothing is kept, nothing has to be forgotten.
  }
}

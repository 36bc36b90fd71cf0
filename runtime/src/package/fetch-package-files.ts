import type { PackageFiles } from "./package-files.ts";

/** The part of the global `fetch` that is needed; pass `fetch` itself. */
type FetchLike = (url: string, init: { signal?: AbortSignal }) => Promise<Response>;

export interface FetchPackageOptions {
  readonly signal?: AbortSignal;
}

/**
 * Reads a package's files over HTTP. A body longer than the loader allows is cancelled, not held: a server cannot make
 * the reader run out of memory. What was read is checked by `loadPackage`, so the server is not trusted.
 * @param baseUrl Address of the package's folder, with or without a slash at its end.
 */
export function fetchPackageFiles(baseUrl: string, fetch: FetchLike, options: FetchPackageOptions = {}): PackageFiles {
  const base = baseUrl.endsWith("/") ? baseUrl : `${baseUrl}/`;
  return {
    async read(path, maxBytes) {
      const response = await fetch(base + path, options.signal === undefined ? {} : { signal: options.signal });
      if (!response.ok) throw new Error(`HTTP status ${response.status}`);
      if (response.body === null) return new Uint8Array(0);
      return readAtMost(response.body, maxBytes);
    },
  };
}

async function readAtMost(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const reader = body.getReader();
  const chunks: Uint8Array[] = [];
  let total = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    total += value.length;
    if (total > maxBytes) {
      await reader.cancel();
      throw new Error(`more than ${maxBytes} bytes`);
    }
    chunks.push(value);
  }
  const bytes = new Uint8Array(total);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** An archive that is not what it has to be: the part of it, what was expected there, what was found. */
export class ArchiveError extends Error {
  override readonly name = "ArchiveError";
  constructor(
    readonly where: string,
    readonly expected: string,
    readonly found: string,
    options?: ErrorOptions,
  ) {
    super(`${where}: expected ${expected}, found ${found}`, options);
  }
}

/** Runs a decoder of a library, whose errors say nothing about where they arose. */
export function decoded<T>(where: string, expected: string, decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    if (cause instanceof ArchiveError) throw cause;
    throw new ArchiveError(where, expected, cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

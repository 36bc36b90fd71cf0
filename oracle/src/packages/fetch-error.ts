/** A package that could not be fetched: where, and why. */
export class FetchError extends Error {
  override readonly name = "FetchError";
  constructor(
    readonly where: string,
    readonly reason: string,
    /** Whether the same may work later: a server that fails or is not there, not one that gives something else. */
    readonly mayPass: boolean,
    options?: ErrorOptions,
  ) {
    super(`${where}: ${reason}`, options);
  }
}

/** Where a package is asked for, without what may be a secret of it. */
export function whereOf(url: URL): string {
  return `${url.origin}${url.pathname}`;
}

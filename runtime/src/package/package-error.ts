/** A package that is not what it says it is: the file, what was expected of it, what was found. */
export class PackageError extends Error {
  override readonly name = "PackageError";
  constructor(
    readonly file: string,
    readonly expected: string,
    readonly found: string,
    options?: ErrorOptions,
  ) {
    super(`${file}: expected ${expected}, found ${found}`, options);
  }
}

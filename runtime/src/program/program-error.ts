/** A program breaks a rule of `docs/tensor-programs.md`. It must not be run. */
export class ProgramError extends Error {
  override readonly name = "ProgramError";
  /** @param where Part of the program, for example `instructions[2]`. */
  constructor(
    readonly where: string,
    readonly expected: string,
    readonly found: string,
  ) {
    super(`${where}: expected ${expected}, found ${found}`);
  }
}

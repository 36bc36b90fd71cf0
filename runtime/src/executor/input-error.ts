/** An input that the program's input rule does not accept. */
export class InputError extends Error {
  override readonly name = "InputError";
  /**
   * @param expectedBytes The most bytes of an acceptable input.
   * @param tokenBytes Bytes of one token where the input is a prompt of any number of tokens.
   */
  constructor(
    readonly expectedBytes: number,
    readonly foundBytes: number,
    tokenBytes?: number,
  ) {
    const length = tokenBytes === undefined ? `exactly ${expectedBytes}` : `${tokenBytes} to ${expectedBytes}`;
    super(`input: expected ${length} bytes, found ${foundBytes}`);
  }
}

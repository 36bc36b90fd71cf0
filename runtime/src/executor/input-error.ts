/** An input that the program's input rule does not accept. */
export class InputError extends Error {
  override readonly name = "InputError";
  constructor(
    readonly expectedBytes: number,
    readonly foundBytes: number,
  ) {
    super(`input: expected exactly ${expectedBytes} bytes, found ${foundBytes}`);
  }
}

/** A model that cannot be compiled; the message names the node and what to change. */
export class CompileError extends Error {
  override readonly name = "CompileError";
}

/** A file of samples or labels that can't be used; the message is a sentence that names it. */
export class SampleError extends Error {
  override readonly name = "SampleError";
}

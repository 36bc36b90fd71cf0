import { BaseError } from "viem";

/** Too few providers gave the same answer, so nothing is decided on it. */
export class QuorumError extends BaseError {
  override readonly name = "QuorumError";

  /**
   * @param said Who said what, for people.
   * @param cause Why the first provider that gave no answer gave none: where it is unreachable, so is the quorum.
   */
  constructor(method: string, quorum: number, said: readonly string[], cause: Error | undefined) {
    const what = said.length === 0 ? "None answered" : said.join("; ");
    const sentence = `${method} needs the same answer of ${quorum} RPC provider${quorum === 1 ? "" : "s"}. ${what}.`;
    super(sentence, { ...(cause === undefined ? {} : { cause }), name: "QuorumError" });
  }
}

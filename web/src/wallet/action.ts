import type { Address, Hex } from "viem";
import type { Messages } from "../messages/messages.ts";

/** Something that a person can sign: what a flow returns and the transaction engine carries out. */
export interface Action {
  /** The same action of the same person has the same key, so that it can't be sent twice at a time. */
  readonly key: string;
  /** What it does, in the words of its button. */
  label(messages: Messages): string;
  readonly to: Address;
  readonly data: Hex;
  readonly valueWei?: bigint;
}

import type { Address } from "viem";
import type { Client } from "../chain/connection.ts";
import { refusalIn } from "../chain/contract-error.ts";
import { type Call, gasFor } from "../chain/transact.ts";
import type { Priority } from "./outbox.ts";

/** `undefined` is what the RPC takes by itself: usually on top of the pool, in the block to come. */
type Place = "latest" | undefined;

const PLACES: Readonly<Record<Priority, readonly [Place, Place]>> = {
  // An answer counts from the block after its request's on, which the newest block may be.
  ordinary: [undefined, "latest"],
  // A rival's transaction in the pool that is never mined must not have the right move refused.
  urgent: ["latest", undefined],
};

/**
 * Gas of a call, which doubles as the trial of it, at the newest block or in the one to come: what either takes is sent.
 * @throws viem's error of the first place when the contract refuses at both.
 */
export async function gasAtEither(
  client: Client,
  from: Address,
  call: Call,
  callbackGasLimit: bigint,
  priority: Priority = "ordinary",
): Promise<bigint> {
  const [first, second] = PLACES[priority];
  try {
    return await gasFor(client, from, call, callbackGasLimit, first);
  } catch (error) {
    if (refusalIn(error) === undefined) throw error;
    try {
      return await gasFor(client, from, call, callbackGasLimit, second);
    } catch {
      throw error;
    }
  }
}

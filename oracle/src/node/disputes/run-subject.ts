import type { AskedInputs } from "@openimo/runtime";
import type { Hex } from "viem";
import type { Request } from "../../chain/request.ts";
import type { ServedModel } from "../served-models.ts";

/** What is run again: a request with the seed that its answer on chain was given under. */
export type RunSubject = {
  readonly id: bigint;
  readonly request: Request;
  readonly blockNumber: bigint;
  /** The first four bytes of the hash of the request's block. */
  readonly seedSalt: Hex;
  readonly model: ServedModel;
};

/** The request's input; throws when it isn't to be had or isn't the one that was committed to. */
export type FindInputs = (subject: RunSubject) => Promise<AskedInputs>;

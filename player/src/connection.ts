import type { Deployment } from "@openimo/contracts";
import type { Address, Chain, Client, Hex, Transport } from "viem";

/** Where a dispute is read: a chain, and our contracts on it. */
export type CourtConnection = {
  readonly client: Client<Transport, Chain>;
  readonly deployment: Pick<Deployment, "disputeCourt" | "inferenceOracle">;
};

/** A call to a contract, encoded. */
export type Call = {
  readonly to: Address;
  readonly data: Hex;
  /** wei */
  readonly value?: bigint;
};

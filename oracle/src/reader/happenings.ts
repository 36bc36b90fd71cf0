import type { inferenceOracleAbi } from "@openimo/contracts";
import { type Address, type DecodeEventLogReturnType, type Hash, keccak256 } from "viem";
import type { Position } from "./chain-events.ts";

/** What changed how a request stands. */
export type Happening = Position & { readonly id: bigint } & What;

type What =
  | { readonly type: "answered"; readonly proposer: Address; readonly outputHash: Hash }
  | { readonly type: "takenOver" | "final"; readonly proposer: Address }
  | { readonly type: "delivered"; readonly success: boolean }
  | { readonly type: "overturned"; readonly outputHash: Hash }
  | { readonly type: "contradicted" | "void" };

/** A decoded event of the oracle. */
type OracleLog = DecodeEventLogReturnType<typeof inferenceOracleAbi>;

/** The change that an event tells, or undefined for one that changes the state of no request. */
export function changeTold(log: { readonly eventName: string; readonly args: unknown }): What | undefined {
  const { eventName, args } = log as OracleLog;
  switch (eventName) {
    case "AICallbackResult":
      return { type: "answered", proposer: args.invoker, outputHash: keccak256(args.output) };
    case "TakenOver":
      return { type: "takenOver", proposer: args.proposer };
    case "Delivered":
      return { type: "delivered", success: args.success };
    case "Contradicted":
      return { type: "contradicted" };
    case "Overturned":
      return { type: "overturned", outputHash: args.outputHash };
    case "Finalised":
      return { type: "final", proposer: args.proposer };
    case "Expired":
      return { type: "void" };
    default:
      return undefined;
  }
}

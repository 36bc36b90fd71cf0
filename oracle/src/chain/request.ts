import type { inferenceOracleAbi } from "@openimo/contracts";
import type { ContractFunctionArgs, ContractFunctionReturnType } from "viem";

/** The terms of a request, as the event `Requested` tells them and as every action on it passes them in. */
export type Request = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

/** How a request stands at one block. */
export type RequestState = ContractFunctionReturnType<typeof inferenceOracleAbi, "view", "requestState">;

/** `RequestStatus` of the contract. */
export const STATUS = { unknown: 0, open: 1, answered: 2, final: 3, void: 4, disputed: 5 } as const;
export const STATUS_NAMES = ["unknown", "open", "answered", "final", "void", "disputed"] as const;

/** `DeliverAt` of the contract. */
export const DELIVER_AT = { finality: 0, answer: 1 } as const;

/** Whether a request of this status has an answer, which may still change unless it is final. */
export const hasAnswer = (status: number): boolean =>
  status === STATUS.answered || status === STATUS.disputed || status === STATUS.final;

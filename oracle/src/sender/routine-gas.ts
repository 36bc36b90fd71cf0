import { type Hex, slice } from "viem";
import type { Call } from "../chain/transact.ts";
import { GAS_MARGIN_PERCENT, ROUTINE_GAS_MS, ROUTINE_STORAGE_GAS } from "../limits.ts";

const SELECTOR_BYTES = 4;

/**
 * What calls of one function took when they were estimated last, for calls whose gas depends on nothing but how many storage slots are
 * filled for the first time. Gas that isn't used isn't paid.
 */
export class RoutineGas {
  readonly #known = new Map<Hex, { readonly gas: bigint; readonly untilMs: number }>();

  /** @param estimatedGas As the RPC estimated, with the usual margin. */
  learn(call: Call, estimatedGas: bigint, nowMs: number): void {
    const gas = (estimatedGas * (100n + GAS_MARGIN_PERCENT)) / 100n + ROUTINE_STORAGE_GAS;
    this.#known.set(functionOf(call), { gas, untilMs: nowMs + ROUTINE_GAS_MS });
  }

  /** @returns undefined when it has to be estimated. */
  of(call: Call, nowMs: number): bigint | undefined {
    const known = this.#known.get(functionOf(call));
    return known !== undefined && nowMs < known.untilMs ? known.gas : undefined;
  }

  /** A block refused such a call, so what was learnt may not hold any more. */
  forget(call: Call): void {
    this.#known.delete(functionOf(call));
  }
}

const functionOf = ({ to, data }: Call): Hex => `${to}${slice(data, 0, SELECTOR_BYTES).slice(2)}`;

import type { Requantisation } from "../instructions/requantisation.ts";
import { requantise } from "./requantise.ts";

/** min(high, max(low, requantise(accumulator, multiplier, shift))). */
export function requantiseClamped(accumulator: number, multiplier: number, to: Requantisation): number {
  return Math.min(to.high, Math.max(to.low, requantise(accumulator, multiplier, to.shift)));
}

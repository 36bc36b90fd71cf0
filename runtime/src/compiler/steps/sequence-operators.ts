import type { FloatTensor } from "../float-tensor.ts";
import type { OperatorFamily } from "../operators/operator.ts";
import type { OperatorCall } from "../operators/operator-call.ts";

/** x [steps, width], turned by the table's pairs of cos and sin [positions, headSize]; row r is at position r. */
function rotaryPosition(call: OperatorCall): FloatTensor {
  const [{ shape, values }, table] = [call.input(0), call.input(1)];
  const [steps, width] = shape;
  const [positions, headSize] = table.shape;
  if (steps > positions || width % headSize !== 0) return call.fail(`${steps} steps of ${width} with its table`);
  const y = call.allocate(shape);
  for (let i = 0; i < y.length; i += 2) {
    const pair = Math.floor(i / width) * headSize + ((i % width) % headSize);
    const [cos, sin] = [table.values[pair], table.values[pair + 1]];
    y[i] = values[i] * cos - values[i + 1] * sin;
    y[i + 1] = values[i] * sin + values[i + 1] * cos;
  }
  return { shape, values: y };
}

/**
 * Attention of every step to itself and all steps before: of q [steps, heads * size], k and v [steps, keyHeads * size].
 * Outputs: the mixed values [steps, heads * size], and the scores [heads, steps, steps], 0 where a step is later.
 */
function causalAttention(call: OperatorCall): FloatTensor[] {
  const [q, k, v] = [call.input(0), call.input(1), call.input(2)];
  const { heads, keyHeads, scale } = attentionAttributes(call);
  const [steps, width] = q.shape;
  const keyWidth = k.shape[1];
  const size = width / heads;
  const mixed = call.allocate([steps, width]);
  const scores = call.allocate([heads, steps, steps]);
  call.spend(2 * steps * steps * width);
  for (let h = 0; h < heads; h++) {
    const from = Math.floor((h * keyHeads) / heads) * size;
    for (let t = 0; t < steps; t++) {
      const row = scores.subarray((h * steps + t) * steps, (h * steps + t) * steps + t + 1);
      for (let j = 0; j <= t; j++) {
        let sum = 0;
        for (let d = 0; d < size; d++) sum += q.values[t * width + h * size + d] * k.values[j * keyWidth + from + d];
        row[j] = sum * scale;
      }
      const most = row.reduce((all, each) => Math.max(all, each));
      const powers = row.map((each) => Math.exp(each - most));
      const total = powers.reduce((all, each) => all + each);
      for (let j = 0; j <= t; j++) {
        const share = powers[j] / total;
        for (let d = 0; d < size; d++) mixed[t * width + h * size + d] += share * v.values[j * keyWidth + from + d];
      }
    }
  }
  return [
    { shape: [steps, width], values: mixed },
    { shape: [heads, steps, steps], values: scores },
  ];
}

/** What a CausalAttention has besides its operands. */
export function attentionAttributes(call: OperatorCall) {
  return {
    heads: call.integer("heads", 1),
    keyHeads: call.integer("keyHeads", 1),
    /** Most steps of a run: rows of the caches. */
    stepLimit: call.integer("stepLimit", 1),
    /** What a product of query and key is multiplied with. */
    scale: call.float("scale", 1),
  };
}

/**
 * What a recognised step is made of, over all steps of a run at once: the caches of a run's steps are the rows before.
 * No file has these operators.
 */
export const SEQUENCE: OperatorFamily = { CausalAttention: causalAttention, RotaryPosition: rotaryPosition };

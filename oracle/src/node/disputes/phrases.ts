import { ether, idHex } from "../../chain/format.ts";
import type { CaseStep } from "./decide-case.ts";

/** What a step of a case does, as the rest of a sentence that begins with "would". */
export function phraseOf(step: CaseStep, requestId: bigint, valueWei: bigint): string {
  const which = `the dispute about request ${idHex(requestId)}`;
  switch (step.type) {
    case "silence":
      return `give up the operator's claim in ${which}, since it has committed to no trace`;
    case "claim":
      return `claim the right answer in ${which} with ${ether(valueWei)} at stake`;
    case "commitTrace":
      return `commit to the trace of the posted answer in ${which}`;
    case "openDuel":
      return `open a duel with claim ${step.rival.id} in ${which}`;
    case "move":
      return `move in duel ${step.duel.id} of ${which}`;
    case "timeout":
      return `eliminate the claim that did not act in time in duel ${step.duel.id} of ${which}`;
    case "conclude":
      return `take the verdict of ${which}`;
    case "settle":
      return `share out a bond that was lost in ${which}`;
    default:
      throw new TypeError(`no step: ${step satisfies never}`);
  }
}

export const contradictPhrase = (requestId: bigint, bondWei: bigint, posted: string, computed: string): string =>
  `contradict the answer to request ${idHex(requestId)} with ${ether(bondWei)} at stake: ` +
  `two executions give an answer with hash ${computed}, and the posted one has ${posted}`;

export const commitPhrase = (requestId: bigint): string =>
  `commit to the claim of the right answer to request ${idHex(requestId)}`;

import {
  type CaseState,
  CLAIM_STATUS,
  CLAIM_STATUS_NAMES,
  type KnownClaim,
  type KnownDuel,
  lastTurn,
  readCaseState,
  readClaims,
  readDuels,
  sidesOf,
  turnEnd,
  unpackPlace,
  VERDICT,
  VERDICT_NAMES,
} from "@openimo/player";
import { keccak256 } from "viem";
import { idHex, instant } from "../../chain/format.ts";
import { CHAIN_ARGS, connectFrom } from "../../command-line/chain-options.ts";
import { defineCommand } from "../../command-line/command.ts";
import { parseRequestId } from "../../command-line/ids.ts";
import { findDispute, REQUEST_ARG } from "./target.ts";

const claimRow = ({ id, key, output, state }: KnownClaim) => ({
  claimId: id,
  status: CLAIM_STATUS_NAMES[state.status],
  sponsor: state.sponsor,
  number: state.number,
  generation: key.generation,
  attempt: key.attempt,
  outputHash: output === undefined ? key.outputHash : keccak256(output),
  traceRoot: key.traceRoot,
});

function duelRow(duel: KnownDuel) {
  const { mover, other } = sidesOf(duel.duel, lastTurn(duel));
  const place = unpackPlace(lastTurn(duel).state);
  const { item, step, instruction, index, phase } = place;
  const phaseName = ["move", "prove", "end"][phase];
  return {
    ...{ duelId: duel.id, mover, other, turns: duel.turns.length, phase: phaseName },
    ...{ item, step, instruction, index, turnEnd: turnEnd(place) },
  };
}

/** What happens next in a case, and when. */
function outlook({ verdict, proposerStatus, commitEnd, claimsEnd, liveCount, generation }: CaseState): string[] {
  if (verdict === VERDICT.answer) return ["verdict  one answer survived"];
  if (verdict === VERDICT.void) return ["verdict  no answer survived, twice: everything was returned to the requester"];
  const lines = [`claims   ${liveCount} live, others may come until ${instant(claimsEnd)}`];
  if (generation > 1)
    lines.push("         No claim of the first generation survived: this is the second, and the last.");
  if (proposerStatus === CLAIM_STATUS.live) {
    lines.push(`         The operator who answered has until ${instant(commitEnd)} to commit to a trace.`);
  }
  return lines;
}

export const show = defineCommand({
  summary: "Show the dispute of a request: who claims what, who has to act, and until when",
  example: "openimo dispute show 0x6f1c… --json",
  args: { ...REQUEST_ARG, ...CHAIN_ARGS },
  async run({ args }) {
    const id = parseRequestId(args.request);
    const connection = await connectFrom(args);
    const { asked, found } = await findDispute(connection, id);
    const [state, claims, duels] = await Promise.all([
      readCaseState(connection, found.id),
      readClaims(connection, found),
      readDuels(connection, found),
    ]);
    const { verdict, proposerStatus, ...rest } = state;
    const claimRows = claims.map(claimRow);
    const duelRows = duels.map(duelRow);
    const lines = [
      `case     ${found.id}`,
      `request  ${idHex(asked.id)}`,
      `answered by ${found.openedCase.proposer}, whose first claim is ${CLAIM_STATUS_NAMES[proposerStatus]}`,
      ...outlook(state),
      ...claimRows.map((row) => `claim    ${row.claimId}  ${row.status}, by ${row.sponsor}`),
      ...(verdict === VERDICT.none ? duelRows : []).map(
        (row) => `duel     ${row.duelId}  ${row.turns} turns; ${row.mover} has to act until ${instant(row.turnEnd)}`,
      ),
    ];
    return {
      json: {
        ...{ requestId: idHex(asked.id), caseId: found.id, openedCase: found.openedCase },
        ...{ verdict: VERDICT_NAMES[verdict], proposerStatus: CLAIM_STATUS_NAMES[proposerStatus], ...rest },
        ...{ claims: claimRows, duels: duelRows },
      },
      text: lines.join("\n"),
    };
  },
});

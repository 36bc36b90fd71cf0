import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { fromHex, toHex } from "@openimo/runtime";
import { isShapeEnough, nextMove, openItem, openingMove, PHASE, proveEnd, proveFault } from "@openimo/runtime/dispute";
import { type Address, concat, encodeFunctionData, type Hash, type Hex, keccak256 } from "viem";
import type { Request } from "../chain/request.ts";
import type { Call } from "../chain/transact.ts";
import type { Case, ClaimKey, DuelMove, Settlement } from "./court-types.ts";
import type { KnownClaim } from "./read-case.ts";
import { type KnownDuel, lastTurn, sidesOf } from "./read-duels.ts";
import { type Side, statementOf } from "./side.ts";
import { unpackPlace } from "./unpack-place.ts";

const abi = disputeCourtAbi;
const NOTHING = new Uint8Array(0);
const hexes = (nodes: readonly Uint8Array[]): Hex[] => nodes.map(toHex);

export async function contradictCall(oracle: Address, request: Request, side: Side, salt?: Hash): Promise<Call> {
  const args = [request, await statementOf(side, salt)] as const;
  const data = encodeFunctionData({ abi: inferenceOracleAbi, functionName: "contradict", args });
  return { to: oracle, data, value: request.bondWei };
}

/** Takes the court's verdict about a case of this model. */
export function finaliseDisputeCall(
  to: Address,
  request: Request,
  { programRoot, weightsRoot }: Pick<Case, "programRoot" | "weightsRoot">,
  winner: ClaimKey,
): Call {
  const args = [request, { programRoot, weightsRoot }, winner] as const;
  return { to, data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "finaliseDispute", args }) };
}

/** What the author of a claim commits to before others see it. */
export const commitClaimCall = (to: Address, commitment: Hash): Call => ({
  to,
  data: encodeFunctionData({ abi, functionName: "commit", args: [commitment] }),
});

type Payment = { readonly value: bigint; readonly salt?: Hash };

/** @param payment What is sent: at least the claim's bond, in wei. */
export async function claimCall(to: Address, openedCase: Case, side: Side, { value, salt }: Payment): Promise<Call> {
  const args = [openedCase, await statementOf(side, salt)] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "claim", args }), value };
}

/** The proposer's trace, with its first move against a rival; by the proposer itself, so without a signature. */
export async function commitTraceCall(to: Address, openedCase: Case, side: Side, rival: KnownClaim): Promise<Call> {
  const isOwn = rival.key.traceRoot === toHex(side.trace.root);
  const opening = isOwn ? NO_MOVE : await openingOf(side, rival);
  const args = [openedCase, await statementOf(side), "0x", rival.key, opening] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "commitTrace", args }) };
}

export const silenceCall = (to: Address, openedCase: Case): Call => ({
  to,
  data: encodeFunctionData({ abi, functionName: "silence", args: [openedCase] }),
});

const NO_MOVE: DuelMove = { index: 0n, nodes: [], preimage: "0x" };

function moveWords({ index, nodes, preimage }: Awaited<ReturnType<typeof nextMove>>): DuelMove {
  return { index: BigInt(index), nodes: hexes(nodes), preimage: toHex(preimage) };
}

async function openingOf({ disputed: { hasher, program }, trace }: Side, { top }: KnownClaim): Promise<DuelMove> {
  return moveWords(await openingMove(hasher, program, trace, top.map(fromHex)));
}

type Pair = { readonly own: KnownClaim; readonly rival: KnownClaim };

export async function openDuelCall(to: Address, openedCase: Case, side: Side, { own, rival }: Pair): Promise<Call> {
  const args = [openedCase, own.key, rival.key, await openingOf(side, rival)] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "openDuel", args }) };
}

export const timeoutCall = (to: Address, known: KnownDuel): Call => {
  const args = [known.duel, lastTurn(known).state] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "timeout", args }) };
};

export const settleCourtCall = (to: Address, openedCase: Case, settlement: Settlement): Call => ({
  to,
  data: encodeFunctionData({ abi, functionName: "settle", args: [openedCase, settlement] }),
});

export const withdrawCourtCall = (to: Address, account: Address): Call => ({
  to,
  data: encodeFunctionData({ abi, functionName: "withdraw", args: [account] }),
});

/**
 * The one legal action of a side that has to act in a duel: a move, or the proof at its end.
 * @throws RangeError when the other side's trace doesn't differ there: then only a liar is to act.
 */
export async function moveCall(
  to: Address,
  openedCase: Case,
  { disputed, trace }: Side,
  { own, duel: known }: { readonly own: KnownClaim; readonly duel: KnownDuel },
): Promise<Call> {
  const { state, shown, preimage } = lastTurn(known);
  const place = unpackPlace(state);
  const { mover, other } = sidesOf(known.duel, lastTurn(known));
  const rivalId = mover === own.id ? other : mover;
  if (place.phase === PHASE.end) {
    const isEnough = isShapeEnough(disputed.program, place);
    const proof = isEnough ? undefined : await proveEnd(disputed, trace, place);
    const item = isEnough ? [] : hexes(openItem(disputed, trace, place.item));
    const end = {
      emptySiblings: hexes(proof?.emptySiblings ?? []),
      witness: toHex(proof?.witness ?? NOTHING),
    };
    const args = [openedCase, state, own.key, rivalId, item, end] as const;
    return { to, data: encodeFunctionData({ abi, functionName: "proveEnd", args }) };
  }
  if (place.phase === PHASE.prove) {
    const proof = await proveFault(disputed, trace, place, fromHex(preimage));
    const fault = {
      preimage: toHex(proof.preimage),
      element: BigInt(proof.element),
      record: toHex(proof.record),
      witness: toHex(proof.witness),
    };
    const args = [openedCase, state, own.key, rivalId, hexes(openItem(disputed, trace, place.item)), fault] as const;
    return { to, data: encodeFunctionData({ abi, functionName: "proveFault", args }) };
  }
  const { hasher, program } = disputed;
  const move = await nextMove(hasher, program, trace, { place, shown: shown.map(fromHex) });
  const { caseId, programRoot, first, second } = known.duel;
  const words = moveWords(move);
  const turn = [state.place, state.movesHash, words.index, words.nodes] as const;
  if (!move.ends) return { to, data: encodeFunctionData({ abi, functionName: "move", args: [known.id, ...turn] }) };
  const sides = [programRoot, keccak256(concat([caseId, first, second]))] as const;
  if (words.preimage === "0x") {
    return { to, data: encodeFunctionData({ abi, functionName: "moveOn", args: [...sides, ...turn] }) };
  }
  const args = [...sides, state.place, state.movesHash, words] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "moveToLeaf", args }) };
}

import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import { fromHex, toHex } from "@openimo/runtime";
import { nextMove, openingOf, PHASE, proveEnd, proveFault } from "@openimo/runtime/dispute";
import { type Address, encodeFunctionData, type Hex } from "viem";
import type { Request } from "../chain/request.ts";
import type { Call } from "../chain/transact.ts";
import type { Case, ClaimKey, Settlement } from "./court-types.ts";
import type { KnownClaim } from "./read-case.ts";
import { type KnownDuel, lastTurn } from "./read-duels.ts";
import { type Side, statementOf } from "./side.ts";
import { unpackPlace } from "./unpack-place.ts";

const abi = disputeCourtAbi;
const hexes = (nodes: readonly Uint8Array[]): Hex[] => nodes.map(toHex);

export async function contradictCall(oracle: Address, request: Request, side: Side): Promise<Call> {
  const args = [request, await statementOf(side)] as const;
  const data = encodeFunctionData({ abi: inferenceOracleAbi, functionName: "contradict", args });
  return { to: oracle, data, value: request.bondWei };
}

/** Takes the court's verdict. */
export const finaliseDisputeCall = (oracle: Address, request: Request, winner: ClaimKey): Call => ({
  to: oracle,
  data: encodeFunctionData({ abi: inferenceOracleAbi, functionName: "finaliseDispute", args: [request, winner] }),
});

export async function claimCall(to: Address, openedCase: Case, side: Side, value: bigint): Promise<Call> {
  const args = [openedCase, await statementOf(side)] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "claim", args }), value };
}

export async function commitTraceCall(to: Address, openedCase: Case, side: Side): Promise<Call> {
  const args = [openedCase, await statementOf(side)] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "commitTrace", args }) };
}

export const silenceCall = (to: Address, openedCase: Case): Call => ({
  to,
  data: encodeFunctionData({ abi, functionName: "silence", args: [openedCase] }),
});

type Pair = { readonly own: KnownClaim; readonly rival: KnownClaim };

export async function openDuelCall(to: Address, openedCase: Case, side: Side, { own, rival }: Pair): Promise<Call> {
  const { nodes, preimage } = await openingOf(side.disputed.program, side.trace);
  const args = [openedCase, own.key, rival.key, hexes(nodes), toHex(preimage)] as const;
  return { to, data: encodeFunctionData({ abi, functionName: "openDuel", args }) };
}

export const timeoutCall = (to: Address, known: KnownDuel): Call => {
  const { duel, nodes } = lastTurn(known);
  return { to, data: encodeFunctionData({ abi, functionName: "timeout", args: [duel, known.setting, nodes] }) };
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
  const { duel, nodes, shown, preimage } = lastTurn(known);
  const place = unpackPlace(duel);
  if (place.phase === PHASE.end) {
    const proof = await proveEnd(disputed, trace, place.step);
    const end = { key: own.key, emptySiblings: hexes(proof.emptySiblings), witness: toHex(proof.witness) };
    return { to, data: encodeFunctionData({ abi, functionName: "proveEnd", args: [openedCase, duel, nodes, end] }) };
  }
  if (place.phase === PHASE.prove) {
    const proof = await proveFault(disputed, trace, place, fromHex(preimage));
    const fault = {
      preimage: toHex(proof.preimage),
      element: BigInt(proof.element),
      record: toHex(proof.record),
      witness: toHex(proof.witness),
    };
    const args = [openedCase, duel, nodes, own.key, fault] as const;
    return { to, data: encodeFunctionData({ abi, functionName: "proveFault", args }) };
  }
  const { hasher, program } = disputed;
  const move = await nextMove(hasher, program, trace, { place, shown: shown.map(fromHex) });
  const [index, list] = [BigInt(move.index), hexes(move.nodes)];
  const data = move.ends
    ? encodeFunctionData({
        ...{ abi, functionName: "moveOn" },
        args: [duel, known.setting, index, list, toHex(move.preimage)],
      })
    : encodeFunctionData({ abi, functionName: "move", args: [duel, index, list] });
  return { to, data };
}

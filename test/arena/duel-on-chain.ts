import { disputeCourtAbi } from "@openimo/contracts";
import {
  type Address,
  concat,
  encodeAbiParameters,
  type Hex,
  keccak256,
  type Log,
  parseAbiParameters,
  parseEventLogs,
  type TransactionReceipt,
  zeroHash,
} from "viem";
import type { HDAccount } from "viem/accounts";
import { readTurn } from "../../oracle/src/dispute/turns.ts";
import { unpackPlace } from "../../oracle/src/dispute/unpack-place.ts";
import { openItem } from "../../runtime/src/dispute/disputed-item.ts";
import { type DuelMove as Move, nextMove } from "../../runtime/src/dispute/duel-player.ts";
import { type EndProof, proveEnd } from "../../runtime/src/dispute/end-witness.ts";
import { type FaultProof, proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { isShapeEnough, PHASE } from "../../runtime/src/dispute/place.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import { GAS_PRICE_WEI } from "./court-world.ts";
import type { Dispute, Duel, DuelMove, DuelState, Player } from "./dispute.ts";

/** What the court repays of a move and of a proof. */
export const MOVE_GAS = 60_000n;
const PROOF_GAS = 120_000n;
const LINK = parseAbiParameters("bytes32, address, uint256, bool");

const hexes = (nodes: readonly Uint8Array[]): Hex[] => nodes.map(toHex);

/** A proof as the contract takes it. */
export function faultWords(proof: FaultProof) {
  return {
    preimage: toHex(proof.preimage),
    element: BigInt(proof.element),
    record: toHex(proof.record),
    witness: toHex(proof.witness),
  };
}

/** A move as the contract takes it. @param leaves Of a liar: what it shows for a leaf with this hash. */
export function moveWords({ index, nodes, preimage, leaf }: Move, leaves?: ReadonlyMap<Hex, Uint8Array>): DuelMove {
  const shown = leaf === null ? preimage : (leaves?.get(toHex(leaf)) ?? preimage);
  return { index: BigInt(index), nodes: hexes(nodes), preimage: toHex(shown) };
}

function endWords({ emptySiblings, witness }: EndProof) {
  return { emptySiblings: hexes(emptySiblings), witness: toHex(witness) };
}

const NO_PROOF = { emptySiblings: [], witness: "0x" } as const;

/** A duel as the chain's events tell it. */
export class DuelOnChain {
  readonly dispute: Dispute;
  readonly duel: Duel;
  readonly duelId: Hex;
  state!: DuelState;
  shown: readonly Hex[] = [];
  preimage: Hex = "0x";
  /** Claims that the duel has eliminated. */
  eliminated: Hex[] = [];
  /** Who acted for which claim, and what it is worth. */
  readonly payments: { readonly mover: Address; readonly amountWei: bigint; readonly side: Hex }[] = [];

  constructor(dispute: Dispute, duel: Duel, duelId: Hex) {
    this.dispute = dispute;
    this.duel = duel;
    this.duelId = duelId;
  }

  /** The claim that has to act, and the other one. */
  get mover(): Hex {
    return this.place.isSecond ? this.duel.second : this.duel.first;
  }
  get other(): Hex {
    return this.place.isSecond ? this.duel.first : this.duel.second;
  }

  /** The duel as it is known now, for who hears of nothing more. */
  copy(): DuelOnChain {
    const copy = new DuelOnChain(this.dispute, this.duel, this.duelId);
    return Object.assign(copy, { state: this.state, shown: this.shown, preimage: this.preimage });
  }

  /** Takes over what a transaction has changed. */
  read({ logs }: { readonly logs: Log[] }): void {
    for (const { args } of parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelTurn", logs })) {
      this.#enterPayment(args.actor, args.movesHash);
      Object.assign(this, readTurn(args));
    }
    for (const { args } of parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelEnded", logs })) {
      this.#enterPayment(args.actor, args.movesHash);
      this.state = { ...this.state, movesHash: args.movesHash };
    }
    const gone = parseEventLogs({ abi: disputeCourtAbi, eventName: "ClaimEliminated", logs });
    this.eliminated.push(...gone.map(({ args }) => args.claimId));
  }

  /** What is owed for the turn that made the chain of moves this one. */
  #enterPayment(mover: Address, movesHash: Hex): void {
    const before = this.state?.movesHash ?? zeroHash;
    for (const gasUnits of [MOVE_GAS, PROOF_GAS]) {
      for (const forSecond of [false, true]) {
        const amountWei = gasUnits * GAS_PRICE_WEI;
        if (keccak256(encodeAbiParameters(LINK, [before, mover, amountWei, forSecond])) !== movesHash) continue;
        this.payments.push({ mover, amountWei, side: forSecond ? this.duel.second : this.duel.first });
        return;
      }
    }
    throw new Error("A turn is worth neither a move nor a proof.");
  }

  /** Where the duel is. */
  get place() {
    return unpackPlace(this.state);
  }

  /** Acts for the side that has to, with that side's trace, as anybody may. */
  async act(player: Player, by = player.account): Promise<void> {
    const { phase } = this.place;
    if (phase === PHASE.move) await this.#move(player, by);
    else if (phase === PHASE.end) await this.#proveEnd(player, by);
    else await this.#proveFault(player, by);
  }

  async #move({ disputed, trace, leaves }: Player, by: HDAccount): Promise<void> {
    const { world } = this.dispute;
    const situation = { place: this.place, shown: this.shown.map(fromHex) };
    const move = await nextMove(world.hasher, disputed.program, trace, situation);
    this.#done(move.ends ? "moveOn" : "move", await this.send(by, move.ends, moveWords(move, leaves)));
  }

  /** Sends a move. */
  send(by: HDAccount, ends: boolean, move: DuelMove): Promise<TransactionReceipt> {
    const { world } = this.dispute;
    const { place, movesHash } = this.state;
    const { caseId, programRoot, first, second } = this.duel;
    const { index, nodes, preimage } = move;
    const turn = [place, movesHash, index, nodes] as const;
    if (!ends) return world.send(by, { ...world.court, functionName: "move", args: [this.duelId, ...turn] });
    const sides = keccak256(concat([caseId, first, second]));
    if (preimage === "0x") {
      return world.send(by, { ...world.court, functionName: "moveOn", args: [programRoot, sides, ...turn] });
    }
    const args = [programRoot, sides, place, movesHash, move] as const;
    return world.send(by, { ...world.court, functionName: "moveToLeaf", args });
  }

  async #proveEnd(player: Player, by: HDAccount): Promise<void> {
    const { dispute, state, place } = this;
    const { disputed, trace } = player;
    const proof = isShapeEnough(disputed.program, place) ? NO_PROOF : endWords(await proveEnd(disputed, trace, place));
    const item = isShapeEnough(disputed.program, place) ? [] : hexes(openItem(disputed, trace, place.item));
    const args = [dispute.openedCase, state, dispute.key(player), await this.#rivalOf(player), item, proof] as const;
    const receipt = await dispute.world.send(by, { ...dispute.world.court, functionName: "proveEnd", args });
    this.#done("proveEnd", receipt);
  }

  async #proveFault(player: Player, by: HDAccount): Promise<void> {
    const { dispute, state, place } = this;
    const proof = faultWords(await proveFault(player.disputed, player.trace, place, fromHex(this.preimage)));
    const item = hexes(openItem(player.disputed, player.trace, place.item));
    const args = [dispute.openedCase, state, dispute.key(player), await this.#rivalOf(player), item, proof] as const;
    const receipt = await dispute.world.send(by, { ...dispute.world.court, functionName: "proveFault", args });
    this.#done("proveFault", receipt);
  }

  async #rivalOf(player: Player): Promise<Hex> {
    const { first, second } = this.duel;
    return (await this.dispute.claimId(player)) === first ? second : first;
  }

  async timeout(account: HDAccount): Promise<void> {
    const { world } = this.dispute;
    const args = [this.duel, this.state] as const;
    this.#done("timeout", await world.send(account, { ...world.court, functionName: "timeout", args }));
  }

  #done(step: string, receipt: TransactionReceipt): void {
    this.dispute.note(step, receipt);
    this.read(receipt);
  }
}

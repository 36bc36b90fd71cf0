import { disputeCourtAbi } from "@openimo/contracts";
import { type Address, type Hex, type Log, parseEventLogs, type TransactionReceipt } from "viem";
import type { HDAccount } from "viem/accounts";
import { nextMove } from "../../runtime/src/dispute/duel-player.ts";
import { proveEnd } from "../../runtime/src/dispute/end-witness.ts";
import { type FaultProof, proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { type DuelPlace, PHASE } from "../../runtime/src/dispute/place.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import { GAS_PRICE_WEI } from "./court-world.ts";
import type { Dispute, Duel, Nodes, Player, Setting } from "./dispute.ts";

/** What the court repays of a move and of a proof. */
export const MOVE_GAS = 60_000n;
const PROOF_GAS = 120_000n;

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

/** A duel as the chain's events tell it. */
export class DuelOnChain {
  readonly dispute: Dispute;
  readonly setting: Setting;
  duel!: Duel;
  nodes!: Nodes;
  shown: readonly Hex[] = [];
  preimage: Hex = "0x";
  /** Claims that the duel has eliminated. */
  eliminated: Hex[] = [];
  readonly duelId: Hex;
  /** Who acted for which claim, and what it is worth. */
  readonly payments: { readonly mover: Address; readonly amountWei: bigint; readonly side: Hex }[] = [];

  constructor(dispute: Dispute, setting: Setting, duelId: Hex) {
    this.dispute = dispute;
    this.setting = setting;
    this.duelId = duelId;
  }

  /** Enters what is owed for acting for a side. */
  pay({ address }: HDAccount, gasUnits: bigint, side = this.duel.mover): void {
    this.payments.push({ mover: address, amountWei: gasUnits * GAS_PRICE_WEI, side });
  }

  /** The duel as it is known now, for who hears of nothing more. */
  copy(): DuelOnChain {
    const copy = new DuelOnChain(this.dispute, this.setting, this.duelId);
    return Object.assign(copy, { duel: this.duel, nodes: this.nodes, shown: this.shown, preimage: this.preimage });
  }

  /** Takes over what a transaction has changed. */
  read({ logs }: { readonly logs: Log[] }): void {
    for (const { args } of parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelTurn", logs })) {
      this.duel = args.duel;
      this.nodes = args.nodes;
      this.shown = [];
      this.preimage = "0x";
    }
    for (const { args } of parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelShown", logs })) {
      this.shown = args.shown;
      this.preimage = args.preimage;
    }
    const gone = parseEventLogs({ abi: disputeCourtAbi, eventName: "ClaimEliminated", logs });
    this.eliminated.push(...gone.map(({ args }) => args.claimId));
  }

  /** Where the duel is; unpacks `Duel.place`. */
  get place(): DuelPlace & { readonly turnAt: number; readonly moverSeconds: number } {
    const part = (bit: bigint, bits: bigint) => Number((this.duel.place >> bit) & ((1n << bits) - 1n));
    return {
      ...{ step: part(0n, 32n), instruction: part(32n, 32n), index: part(64n, 32n) },
      ...{ levels: part(96n, 8n), segment: part(104n, 8n), phase: part(112n, 8n) },
      ...{ turnAt: part(120n, 40n), moverSeconds: part(160n, 32n) },
    };
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
    const { ends, index, nodes, preimage } = await nextMove(world.hasher, disputed.program, trace, situation);
    const list = hexes(nodes);
    const leaf = toHex(leaves?.get(list[0]) ?? preimage);
    const receipt = ends
      ? await world.send(by, {
          ...world.court,
          functionName: "moveOn",
          args: [this.duel, this.setting, BigInt(index), list, leaf],
        })
      : await world.send(by, { ...world.court, functionName: "move", args: [this.duel, BigInt(index), list] });
    this.pay(by, MOVE_GAS);
    this.#done(ends ? "moveOn" : "move", receipt);
  }

  async #proveEnd(player: Player, by: HDAccount): Promise<void> {
    const { dispute, duel, nodes, place } = this;
    const { emptySiblings, witness } = await proveEnd(player.disputed, player.trace, place.step);
    const proof = {
      ...{ key: dispute.key(player), emptySiblings: hexes(emptySiblings) },
      witness: toHex(witness),
    };
    const args = [dispute.openedCase, duel, nodes, proof] as const;
    const receipt = await dispute.world.send(by, { ...dispute.world.court, functionName: "proveEnd", args });
    this.pay(by, PROOF_GAS);
    this.#done("proveEnd", receipt);
  }

  async #proveFault(player: Player, by: HDAccount): Promise<void> {
    const { dispute, duel, nodes, place } = this;
    const proof = await proveFault(player.disputed, player.trace, place, fromHex(this.preimage));
    const args = [dispute.openedCase, duel, nodes, dispute.key(player), faultWords(proof)] as const;
    const receipt = await dispute.world.send(by, { ...dispute.world.court, functionName: "proveFault", args });
    this.pay(by, PROOF_GAS);
    this.#done("proveFault", receipt);
  }

  async timeout(account: HDAccount): Promise<void> {
    const { world } = this.dispute;
    const args = [this.duel, this.setting, this.nodes] as const;
    this.#done("timeout", await world.send(account, { ...world.court, functionName: "timeout", args }));
  }

  #done(step: string, receipt: TransactionReceipt): void {
    this.dispute.note(step, receipt);
    this.read(receipt);
  }
}

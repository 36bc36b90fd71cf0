import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import {
  type Account,
  type ContractFunctionArgs,
  encodePacked,
  type Hex,
  keccak256,
  parseEventLogs,
  type TransactionReceipt,
  zeroAddress,
  zeroHash,
} from "viem";
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { nextMove, openingOf } from "../../runtime/src/dispute/duel-player.ts";
import { proveEnd } from "../../runtime/src/dispute/end-witness.ts";
import { type Disputed, proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { type DuelPlace, PHASE } from "../../runtime/src/dispute/place.ts";
import { recordWords } from "../../runtime/src/dispute/record-words.ts";
import { answerSiblings } from "../../runtime/src/dispute/statement.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import type { CourtWorld } from "./court-world.ts";

type CourtArgs<F extends "moveOn" | "openDuel" | "timeout"> = ContractFunctionArgs<typeof disputeCourtAbi, "nonpayable", F>;
export type Case = CourtArgs<"openDuel">[0];
export type ClaimKey = CourtArgs<"openDuel">[1];
export type Duel = CourtArgs<"timeout">[0];
export type Nodes = CourtArgs<"timeout">[2];
export type Setting = CourtArgs<"moveOn">[1];
export type Request = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

const hexes = (nodes: readonly Uint8Array[]): Hex[] => nodes.map(toHex);

/** Somebody with a trace, right or wrong, and an account. */
export interface Player {
  readonly account: Account;
  readonly disputed: Disputed;
  readonly trace: ClaimTrace;
  readonly answer: Uint8Array;
  /** Of a liar whose trace has leaves that no tensor has: what it shows for a leaf with this hash. */
  readonly leaves?: ReadonlyMap<Hex, Uint8Array>;
}

/** A request, with the gas of what was done about it. */
export class Dispute {
  readonly world: CourtWorld;
  readonly request: Request;
  readonly requestId: bigint;
  readonly gas: { readonly step: string; readonly gas: bigint }[] = [];
  openedCase!: Case;

  private constructor(world: CourtWorld, request: Request, requestId: bigint) {
    this.world = world;
    this.request = request;
    this.requestId = requestId;
  }

  /** Asks a model. */
  static async ask(world: CourtWorld, modelId: bigint, input: Uint8Array): Promise<Dispute> {
    const { oracle, accounts, client } = world;
    const value = await client.readContract({ ...oracle, functionName: "priceOf", args: [modelId, 0n, 0] });
    const options = {
      ...{ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackData: "0x" as const, deliverAt: 0 },
      ...{ windowSeconds: 0, timeoutSeconds: 0 },
    } as const;
    const receipt = await world.send(accounts[7], {
      ...oracle,
      functionName: "requestInference",
      args: [modelId, toHex(input), options],
      value,
    });
    const [event] = parseEventLogs({ abi: inferenceOracleAbi, eventName: "Requested", logs: receipt.logs });
    const dispute = new Dispute(world, event.args.request, event.args.requestId);
    dispute.#note("request", receipt);
    return dispute;
  }

  /** The seed of a sampled answer. */
  async seed(): Promise<Uint8Array> {
    const { hash } = await this.world.client.getBlock({ blockNumber: this.request.blockNumber });
    const salt = hash.slice(0, 10) as Hex;
    return fromHex(keccak256(encodePacked(["uint256", "bytes4"], [this.requestId, salt]))).slice(0, 16);
  }

  async propose(account: Account, answer: Uint8Array): Promise<void> {
    const args = [this.request, toHex(answer), "0x"] as const;
    this.#note(
      "propose",
      await this.world.send(account, { ...this.world.oracle, functionName: "propose", args, value: this.request.bondWei }),
    );
  }

  /** The first contradiction. */
  async contradict(player: Player): Promise<void> {
    const { oracle } = this.world;
    const args = [this.request, await this.statement(player)] as const;
    const receipt = await this.world.send(player.account, {
      ...oracle,
      functionName: "contradict",
      args,
      value: this.request.bondWei,
    });
    this.#note("contradict", receipt);
    const [event] = parseEventLogs({ abi: disputeCourtAbi, eventName: "CaseOpened", logs: receipt.logs });
    this.openedCase = event.args.openedCase;
  }

  /** A further claim. */
  async claim(player: Player): Promise<void> {
    const { court } = this.world;
    const value = await this.world.client.readContract({
      ...court,
      functionName: "bondWei",
      args: [await this.caseId(), this.openedCase.bondWei],
    });
    const args = [this.openedCase, await this.statement(player)] as const;
    this.#note("claim", await this.world.send(player.account, { ...court, functionName: "claim", args, value }));
  }

  async commitTrace(player: Player): Promise<void> {
    const args = [this.openedCase, await this.statement(player)] as const;
    const call = { ...this.world.court, functionName: "commitTrace", args } as const;
    this.#note("commitTrace", await this.world.send(player.account, call));
  }

  async statement({ disputed, trace, answer }: Player, salt: Hex = zeroHash) {
    const siblings = hexes(await answerSiblings(disputed.program, trace));
    return { output: toHex(answer), traceRoot: toHex(trace.root), siblings, salt };
  }

  key({ trace, answer }: Player, generation = 1, attempt = 0): ClaimKey {
    return { generation, attempt, outputHash: keccak256(answer), traceRoot: toHex(trace.root) };
  }

  caseId(): Promise<Hex> {
    return this.world.client.readContract({ ...this.world.court, functionName: "caseIdOf", args: [this.openedCase] });
  }

  async claimId(player: Player): Promise<Hex> {
    const args = [await this.caseId(), this.key(player)] as const;
    return this.world.client.readContract({ ...this.world.court, functionName: "claimIdOf", args });
  }

  async statusOf(player: Player): Promise<number> {
    const args = [await this.claimId(player)] as const;
    return (await this.world.client.readContract({ ...this.world.court, functionName: "claimState", args })).status;
  }

  /** Opens a duel; `shower` shows first. */
  async openDuel(shower: Player, other: Player): Promise<DuelOnChain> {
    const { nodes, preimage } = await openingOf(shower.disputed.program, shower.trace);
    const args = [this.openedCase, this.key(shower), this.key(other), hexes(nodes), toHex(preimage)] as const;
    const receipt = await this.world.send(shower.account, { ...this.world.court, functionName: "openDuel", args });
    this.#note("openDuel", receipt);
    const [opened] = parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelOpened", logs: receipt.logs });
    const duel = new DuelOnChain(this, opened.args.setting);
    duel.read(receipt);
    return duel;
  }

  async conclude(winner: Player): Promise<void> {
    const args = [this.request, this.key(winner)] as const;
    const call = { ...this.world.oracle, functionName: "finaliseDispute", args } as const;
    this.#note("finaliseDispute", await this.world.send(winner.account, call));
  }

  state() {
    return this.world.client.readContract({
      ...this.world.oracle,
      functionName: "requestState",
      args: [this.requestId],
    });
  }

  note(step: string, receipt: TransactionReceipt): void {
    this.#note(step, receipt);
  }

  #note(step: string, { gasUsed }: TransactionReceipt): void {
    this.gas.push({ step, gas: gasUsed });
  }
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

  constructor(dispute: Dispute, setting: Setting) {
    this.dispute = dispute;
    this.setting = setting;
  }

  /** Takes over what a transaction has changed. */
  read({ logs }: TransactionReceipt): void {
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
  async act(player: Player): Promise<void> {
    const { world, openedCase } = this.dispute;
    const { place } = this;
    const { disputed, trace } = player;
    if (place.phase === PHASE.move) {
      const shown = this.shown.map(fromHex);
      const { ends, index, nodes, preimage } = await nextMove(world.hasher, disputed.program, trace, { place, shown });
      const list = hexes(nodes);
      const leaf = player.leaves?.get(list[0]) ?? preimage;
      const receipt = ends
        ? await world.send(player.account, {
            ...world.court,
            functionName: "moveOn",
            args: [this.duel, this.setting, BigInt(index), list, toHex(leaf)],
          })
        : await world.send(player.account, {
            ...world.court,
            functionName: "move",
            args: [this.duel, BigInt(index), list],
          });
      this.#done(ends ? "moveOn" : "move", receipt);
      return;
    }
    if (place.phase === PHASE.end) {
      const { emptySiblings, input, witness } = await proveEnd(disputed, trace, place.step);
      const proof = { key: this.dispute.key(player), emptySiblings: hexes(emptySiblings) };
      const args = [
        openedCase,
        this.duel,
        this.nodes,
        { ...proof, input: toHex(input), witness: toHex(witness) },
      ] as const;
      this.#done("proveEnd", await world.send(player.account, { ...world.court, functionName: "proveEnd", args }));
      return;
    }
    const proof = await proveFault(disputed, trace, place, fromHex(this.preimage));
    const args = [
      openedCase,
      this.duel,
      this.nodes,
      this.dispute.key(player),
      {
        preimage: toHex(proof.preimage),
        element: BigInt(proof.element),
        record: recordWords(proof.record),
        recordSiblings: hexes(proof.recordSiblings),
        input: toHex(proof.input),
        witness: toHex(proof.witness),
      },
    ] as const;
    this.#done("proveFault", await world.send(player.account, { ...world.court, functionName: "proveFault", args }));
  }

  async timeout(account: Account): Promise<void> {
    const { world } = this.dispute;
    const args = [this.duel, this.setting, this.nodes] as const;
    this.#done("timeout", await world.send(account, { ...world.court, functionName: "timeout", args }));
  }

  #done(step: string, receipt: TransactionReceipt): void {
    this.dispute.note(step, receipt);
    this.read(receipt);
  }
}

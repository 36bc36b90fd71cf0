import { disputeCourtAbi, inferenceOracleAbi } from "@openimo/contracts";
import {
  type ContractFunctionArgs,
  encodePacked,
  type Hex,
  keccak256,
  parseEventLogs,
  type TransactionReceipt,
  zeroAddress,
  zeroHash,
} from "viem";
import type { HDAccount } from "viem/accounts";
import { statusOf } from "../../oracle/src/dispute/court-types.ts";
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { openingMove, topOf } from "../../runtime/src/dispute/duel-player.ts";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import { answerSiblings } from "../../runtime/src/dispute/statement.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import { encodeItems } from "../../runtime/src/tree/batch.ts";
import type { CourtWorld } from "./court-world.ts";
import { DuelOnChain, moveWords } from "./duel-on-chain.ts";

type CourtArgs<F extends "openDuel" | "timeout"> = ContractFunctionArgs<typeof disputeCourtAbi, "nonpayable", F>;
export type Case = CourtArgs<"openDuel">[0];
export type ClaimKey = CourtArgs<"openDuel">[1];
export type Duel = CourtArgs<"timeout">[0];
export type DuelState = CourtArgs<"timeout">[1];
export type DuelMove = CourtArgs<"openDuel">[3];
export type Request = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

const NO_MOVE: DuelMove = { index: 0n, nodes: [], preimage: "0x" };
const hexes = (nodes: readonly Uint8Array[]): Hex[] => nodes.map(toHex);

/** Somebody with a trace, right or wrong, and an account. */
export interface Player {
  readonly account: HDAccount;
  readonly disputed: Disputed;
  readonly trace: ClaimTrace;
  readonly answer: Uint8Array;
  /** Of a liar whose trace has leaves that no tensor has: what it shows for a leaf with this hash. */
  readonly leaves?: ReadonlyMap<Hex, Uint8Array>;
  /** Of the claim, if they aren't 1 and 0. */
  readonly generation?: number;
  readonly attempt?: number;
  /** Of the commitment to the claim, if there is one. */
  readonly salt?: Hex;
}

/** A request, with the gas of what was done about it. */
export class Dispute {
  readonly world: CourtWorld;
  readonly request: Request;
  readonly requestId: bigint;
  readonly gas: { readonly step: string; readonly gas: bigint }[] = [];
  openedCase!: Case;
  /** Who has contradicted. */
  #rival!: Player;
  /** Duels that have begun. */
  readonly #duels = new Map<Hex, DuelOnChain>();

  private constructor(world: CourtWorld, request: Request, requestId: bigint) {
    this.world = world;
    this.request = request;
    this.requestId = requestId;
  }

  /** Asks a model. */
  static async ask(world: CourtWorld, modelId: bigint, input: Uint8Array, windowSeconds = 0): Promise<Dispute> {
    const { oracle, accounts, client } = world;
    const value = await client.readContract({ ...oracle, functionName: "priceOf", args: [modelId, 0n, 0] });
    const options = {
      ...{ callbackContract: zeroAddress, callbackGasLimit: 0n, callbackData: "0x" as const, deliverAt: 0 },
      ...{ windowSeconds, timeoutSeconds: 0, valueAtStakeWei: 0n, bondWei: 0n },
    } as const;
    const receipt = await world.send(accounts[7], {
      ...oracle,
      functionName: "requestInference",
      args: [modelId, toHex(input), options],
      value,
    });
    return Dispute.of(world, receipt);
  }

  /** Asks a model for several answers at once. */
  static async askBatch(world: CourtWorld, modelId: bigint, inputs: readonly Uint8Array[]): Promise<Dispute> {
    const { oracle, accounts, client } = world;
    const count = BigInt(inputs.length);
    const value = await client.readContract({
      ...oracle,
      functionName: "estimateFeeBatch",
      args: [modelId, 0n, count],
    });
    const receipt = await world.send(accounts[7], {
      ...oracle,
      functionName: "requestBatchInference",
      args: [count, modelId, toHex(encodeItems(inputs)), zeroAddress, 0n, "0x", 0, 0],
      value,
    });
    return Dispute.of(world, receipt);
  }

  /** The request of a transaction. */
  static of(world: CourtWorld, receipt: TransactionReceipt): Dispute {
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

  async propose(account: HDAccount, answer: Uint8Array, callbackData: Hex = "0x"): Promise<void> {
    const args = [this.request, toHex(answer), callbackData] as const;
    this.#note(
      "propose",
      await this.world.send(account, {
        ...this.world.oracle,
        functionName: "propose",
        args,
        value: this.request.bondWei,
      }),
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
    this.#rival = player;
  }

  /** A further claim; its bond is that of the next one unless given. */
  async claim(player: Player, bondWei?: bigint): Promise<void> {
    const { court } = this.world;
    const value = bondWei ?? (await this.nextBondWei());
    const args = [this.openedCase, await this.statement(player)] as const;
    this.#note("claim", await this.world.send(player.account, { ...court, functionName: "claim", args, value }));
  }

  async nextBondWei(): Promise<bigint> {
    const args = [await this.caseId(), this.openedCase.bondWei] as const;
    return this.world.client.readContract({ ...this.world.court, functionName: "bondWei", args });
  }

  /** Eliminates a proposer that has committed to no trace. */
  async silence(account: HDAccount): Promise<void> {
    const call = { ...this.world.court, functionName: "silence", args: [this.openedCase] } as const;
    this.#note("silence", await this.world.send(account, call));
  }

  /** Commits the proposer's trace, which opens its duel with a rival, who has contradicted unless another one is given. */
  async commitTrace(
    player: Player,
    { rival = this.#rival, signature = "0x" }: { readonly rival?: Player; readonly signature?: Hex } = {},
  ): Promise<void> {
    const same = toHex(player.trace.root) === toHex(rival.trace.root);
    const opening = same ? NO_MOVE : await this.#openingMove(player, rival);
    const args = [this.openedCase, await this.statement(player), signature, this.key(rival), opening] as const;
    const call = { ...this.world.court, functionName: "commitTrace", args } as const;
    const receipt = await this.world.send(player.account, call);
    this.#note("commitTrace", receipt);
    this.#readDuel(receipt);
  }

  async statement({ disputed, trace, answer, salt = zeroHash }: Player) {
    const top = hexes(await topOf(disputed.program, trace));
    const siblings = hexes(await answerSiblings(disputed.program, trace));
    return { output: toHex(answer), top, siblings, salt };
  }

  key({ trace, answer, generation = 1, attempt = 0 }: Player): ClaimKey {
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
    const { client, court } = this.world;
    const [caseId, claimId] = [await this.caseId(), await this.claimId(player)];
    const state = await client.readContract({ ...court, functionName: "caseState", args: [caseId] });
    return statusOf(state, await client.readContract({ ...court, functionName: "claimState", args: [claimId] }));
  }

  /** Opens a duel with a move of `mover`. */
  async openDuel(mover: Player, other: Player): Promise<DuelOnChain> {
    const opening = await this.#openingMove(mover, other);
    const args = [this.openedCase, this.key(mover), this.key(other), opening] as const;
    const receipt = await this.world.send(mover.account, { ...this.world.court, functionName: "openDuel", args });
    this.#note("openDuel", receipt);
    return this.#readDuel(receipt) as DuelOnChain;
  }

  /** The duel of two players; `mover` opens it unless it has begun. */
  async duel(mover: Player, other: Player): Promise<DuelOnChain> {
    const { programRoot } = this.openedCase;
    const args = [await this.caseId(), programRoot, await this.claimId(mover), await this.claimId(other)] as const;
    const id = await this.world.client.readContract({ ...this.world.court, functionName: "duelIdOf", args });
    return this.#duels.get(id) ?? this.openDuel(mover, other);
  }

  async #openingMove({ disputed: { program }, trace, leaves }: Player, other: Player): Promise<DuelMove> {
    const move = await openingMove(this.world.hasher, program, trace, await topOf(program, other.trace));
    return moveWords(move, leaves);
  }

  #readDuel(receipt: TransactionReceipt): DuelOnChain | undefined {
    const [opened] = parseEventLogs({ abi: disputeCourtAbi, eventName: "DuelOpened", logs: receipt.logs });
    if (opened === undefined) return undefined;
    const { duelId, ...parties } = opened.args;
    const duel = new DuelOnChain(this, parties, duelId);
    duel.read(receipt);
    this.#duels.set(duel.duelId, duel);
    return duel;
  }

  async conclude(winner: Player): Promise<void> {
    const { programRoot, weightsRoot } = this.openedCase;
    const args = [this.request, { programRoot, weightsRoot }, this.key(winner)] as const;
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

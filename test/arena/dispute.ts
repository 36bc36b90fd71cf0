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
import type { ClaimTrace } from "../../runtime/src/dispute/claim-trace.ts";
import { openingOf } from "../../runtime/src/dispute/duel-player.ts";
import type { Disputed } from "../../runtime/src/dispute/fault-proof.ts";
import { answerSiblings } from "../../runtime/src/dispute/statement.ts";
import { fromHex, toHex } from "../../runtime/src/hash/hex.ts";
import type { CourtWorld } from "./court-world.ts";
import { DuelOnChain, MOVE_GAS } from "./duel-on-chain.ts";

type CourtArgs<F extends "moveOn" | "openDuel" | "timeout"> = ContractFunctionArgs<
  typeof disputeCourtAbi,
  "nonpayable",
  F
>;
export type Case = CourtArgs<"openDuel">[0];
export type ClaimKey = CourtArgs<"openDuel">[1];
export type Duel = CourtArgs<"timeout">[0];
export type Nodes = CourtArgs<"timeout">[2];
export type Setting = CourtArgs<"moveOn">[1];
export type Request = ContractFunctionArgs<typeof inferenceOracleAbi, "nonpayable", "finalise">[0];

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

  async commitTrace(player: Player): Promise<void> {
    const args = [this.openedCase, await this.statement(player)] as const;
    const call = { ...this.world.court, functionName: "commitTrace", args } as const;
    this.#note("commitTrace", await this.world.send(player.account, call));
  }

  async statement({ disputed, trace, answer, salt = zeroHash }: Player) {
    const siblings = hexes(await answerSiblings(disputed.program, trace));
    return { output: toHex(answer), traceRoot: toHex(trace.root), siblings, salt };
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
    const duel = new DuelOnChain(this, opened.args.setting, opened.args.duelId);
    duel.pay(shower.account, MOVE_GAS, await this.claimId(shower));
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

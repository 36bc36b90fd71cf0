import { type Hex, keccak256, pad } from "viem";
import { expect } from "vitest";
import { statusOf } from "../../player/src/court-types.ts";
import { proveFault } from "../../runtime/src/dispute/fault-proof.ts";
import { leafPreimage } from "../../runtime/src/dispute/leaf-preimage.ts";
import { PHASE, SEGMENT } from "../../runtime/src/dispute/place.ts";
import { toHex } from "../../runtime/src/hash/hex.ts";
import { bondOf, type ModelCase, type Opening, PARTY, type Rules, STATEMENT } from "../model-check/case-state.ts";
import { after, type Call } from "../model-check/case-system.ts";
import { type DigitsWorld, STATUS } from "./digits-world.ts";
import type { Dispute, Player } from "./dispute.ts";
import { type DuelOnChain, faultWords } from "./duel-on-chain.ts";
import { playerOf as playerWith, tampered } from "./players.ts";

const TICK_SECONDS = 10;
/** Byte of the first instruction's tensor. */
const PIXEL = 700;
const SALT: Hex = pad("0x05");
const HONEST_ACCOUNT = 1;
const COALITION_ACCOUNT = 2;
/** Makes what anybody may make. */
const ANYBODY = 6;
const STATUS_CODES: Readonly<Record<string, number>> = {
  live: STATUS.live,
  "timed out": STATUS.timedOut,
  faulted: STATUS.faulted,
  winner: STATUS.winner,
  silent: STATUS.silent,
  merged: STATUS.merged,
};
const VERDICTS = { none: 0, answer: 1, void: 2 } as const;

/** A case of the model, played on the real contracts. A tick is ten seconds; what comes within one comes at the same second. */
export class ModelOnChain {
  readonly #at: DigitsWorld;
  readonly #rules: Rules;
  readonly #duels: DuelOnChain[] = [];
  readonly #dispute: Dispute;
  readonly #openedAt: number;

  private constructor(at: DigitsWorld, rules: Rules, dispute: Dispute, openedAt: number) {
    this.#at = at;
    this.#rules = rules;
    this.#dispute = dispute;
    this.#openedAt = openedAt;
  }

  /** Asks, answers and contradicts, all within a second, after everybody has put down commitments. */
  static async open(at: DigitsWorld, rules: Rules, opening: Opening): Promise<ModelOnChain> {
    const { world } = at;
    await world.chain.setBlockTimestampInterval({ interval: 0 });
    const dispute = await at.ask(rules.window * TICK_SECONDS);
    const proposer = accountOf(opening.proposer);
    const rival = playerOf(at, opening.rival, accountOf(opening.rivalSponsor));
    const early = rules.statements.map((statement) => playerOf(at, statement, proposer));
    const others = [playerOf(at, STATEMENT.right, HONEST_ACCOUNT)];
    // In the model whoever contradicts had committed to that; last, since the model's proposer is never later than its rival.
    if (opening.rivalSponsor !== opening.proposer) others.push(rival);
    for (const player of [...early, ...others]) await commit(at, dispute, player);
    const proposed = rules.statements.find((statement) => OUTPUTS[statement] === opening.proposed) ?? STATEMENT.lie;
    const answer = playerOf(at, proposed, proposer);
    await dispute.propose(answer.account, answer.answer);
    await dispute.contradict({ ...rival, salt: SALT });
    return new ModelOnChain(at, rules, dispute, await world.now());
  }

  /** Makes a call in a state; throws where the contracts refuse it. */
  async make(state: ModelCase, call: Call): Promise<void> {
    const { world } = this.#at;
    const anybody = world.accounts[ANYBODY];
    switch (call.type) {
      case "arrive":
      case "tick":
        return;
      case "silence":
        return this.#dispute.silence(anybody);
      case "claim":
        return this.#claim(state, call);
      case "commitTrace":
        return this.#commitTrace(state, call);
      case "openDuel": {
        const [right, wrong] = [this.#playerOf(state, call.right), this.#playerOf(state, call.wrong)];
        const [opener, other] = call.rightOpens ? [right, wrong] : [wrong, right];
        this.#duels.push(await this.#dispute.openDuel(opener, other));
        return;
      }
      case "move":
      case "proveFault": {
        const { right, wrong, rightActs, movesLeft } = state.duels[call.duel];
        const duel = this.#duels[call.duel];
        // What isn't the turn for it is refused by the model and by the player, who has nothing to send.
        expect(duel.place.phase, "phase").toBe(movesLeft > 0 ? PHASE.move : PHASE.prove);
        if ((call.type === "move") !== movesLeft > 0) throw new RangeError("not the turn for that");
        return duel.act(this.#playerOf(state, rightActs ? right : wrong), anybody);
      }
      case "timeout":
        return this.#duels[call.duel].timeout(anybody);
      case "fall":
        return this.#proveClaimFault(this.#playerOf(state, call.claim));
      case "conclude": {
        const winner =
          call.winner < 0 ? playerOf(this.#at, STATEMENT.right, ANYBODY) : this.#playerOf(state, call.winner);
        return this.#dispute.conclude({ ...winner, account: anybody });
      }
    }
  }

  /** Lets ticks go by. */
  async pass(ticks: number): Promise<void> {
    await this.#at.world.pass(ticks * TICK_SECONDS);
  }

  /** That the contracts are in the model's state. */
  async expectState(model: ModelCase): Promise<void> {
    const { client, court } = this.#at.world;
    const read = { ...court, functionName: "caseState", args: [await this.#dispute.caseId()] } as const;
    const state = await client.readContract(read);
    expect({
      ...{ now: await this.#at.world.now(), claimsEnd: state.claimsEnd, commitEnd: state.commitEnd },
      ...{ claims: state.claimCount, live: state.liveCount, generation: state.generation, verdict: state.verdict },
      ...{ proposer: state.proposerStatus, bondWei: await this.#dispute.nextBondWei() },
    }).toEqual({
      ...{
        now: this.#timeOf(model.now),
        claimsEnd: this.#timeOf(model.claimsEnd),
        commitEnd: this.#timeOf(model.commitEnd),
      },
      ...{ claims: model.claimCount, live: model.liveCount, verdict: VERDICTS[model.verdict] },
      // The generation after which a case is void is the last one.
      ...{ generation: model.generation, proposer: STATUS_CODES[model.proposerStatus] },
      bondWei: this.#weiOf(bondOf(this.#rules, model.claimCount + 1)),
    });
    for (const [index, claim] of model.claims.entries()) {
      const id = await this.#dispute.claimId(this.#playerOf(model, index));
      const found = await client.readContract({ ...court, functionName: "claimState", args: [id] });
      const { number, sponsor } = found;
      const status = statusOf(state, found);
      const { address } = this.#at.world.accounts[accountOf(claim.sponsor)];
      expect({ index, status, number, sponsor }).toEqual({
        ...{ index, status: STATUS_CODES[claim.status], number: claim.number, sponsor: address },
      });
    }
  }

  async #claim(state: ModelCase, { statement, sponsor, priority }: Extract<Call, { type: "claim" }>) {
    const known = state.claims.find(
      (of) => of.statement === statement && of.generation === state.generation && of.status === "live",
    );
    const player = playerOf(this.#at, statement, accountOf(sponsor));
    const bond = known === undefined ? undefined : this.#weiOf(bondOf(this.#rules, known.number));
    await this.#dispute.claim(priority < 2 ? { ...player, salt: SALT } : player, bond);
  }

  async #commitTrace(state: ModelCase, call: Extract<Call, { type: "commitTrace" }>) {
    const player = { ...playerOf(this.#at, call.statement, accountOf(call.sponsor)), salt: SALT };
    await this.#dispute.commitTrace(player, { rival: this.#playerOf(state, call.rival) });
    const next = after(this.#rules, state, call);
    const begun = next?.duels.at(state.duels.length);
    if (next === null || begun === undefined) return;
    this.#duels.push(await this.#dispute.duel(this.#playerOf(next, begun.right), this.#playerOf(next, begun.wrong)));
  }

  #playerOf({ claims }: ModelCase, index: number): Player {
    const { statement, generation, attempt, sponsor } = claims[index];
    return { ...playerOf(this.#at, statement, accountOf(sponsor)), generation, attempt };
  }

  async #proveClaimFault(liar: Player): Promise<void> {
    const { world, tensors, disputed, digits } = this.#at;
    const lie = (await liar.trace.slot(0))!;
    const instruction = lie.tensors.findIndex((bytes, i) => toHex(bytes) !== toHex(tensors[i]));
    const type = digits.program.instructions[instruction].output;
    const wrongByte = lie.tensors[instruction].findIndex((byte, i) => byte !== tensors[instruction][i]);
    const index = wrongByte >> type.log2Leaf;
    const preimage = leafPreimage(type, lie.tensors[instruction], index);
    const place = { item: 0, step: 0, instruction, index, levels: 0, segment: SEGMENT.tensor, phase: PHASE.prove };
    // Its operands are right, and lie under the liar's own root.
    const own = { ...liar.trace, slot: async () => ({ ...lie, tensors }) };
    const proof = await proveFault(disputed, own, place, preimage);
    const path = lie.tree.open(instruction, index).siblings.map(toHex);
    const leaf = {
      item: 0n,
      step: 0n,
      instruction: BigInt(instruction),
      leafIndex: BigInt(index),
      node: keccak256(preimage),
      path,
    };
    const args = [this.#dispute.openedCase, this.#dispute.key(liar), leaf, [], faultWords(proof)] as const;
    await world.send(world.accounts[ANYBODY], { ...world.court, functionName: "proveClaimFault", args });
  }

  #timeOf = (tick: number) => this.#openedAt + tick * TICK_SECONDS;

  #weiOf = (units: number) => (this.#dispute.openedCase.bondWei / BigInt(this.#rules.baseBond)) * BigInt(units);
}

const OUTPUTS = [0, 0, 1, 2] as const;

const accountOf = (party: number) => (party === PARTY.honest ? HONEST_ACCOUNT : COALITION_ACCOUNT);

/** Whoever claims a statement of the model. All that are wrong have a wrong pixel; whose scores are wrong, too, has another answer. */
function playerOf(at: DigitsWorld, statement: number, account: number): Player {
  if (statement === STATEMENT.right) return at.honest(account);
  if (statement !== STATEMENT.pretence) return at.deepLiar(statement, account);
  return playerWith(at.world.accounts[account], at.disputed, tampered(at.tensors, 0, PIXEL));
}

/** Puts down a commitment. */
async function commit(at: DigitsWorld, dispute: Dispute, player: Player): Promise<void> {
  const { world } = at;
  const args = [
    ...([world.oracle.address, dispute.requestId] as const),
    ...([keccak256(player.answer), toHex(player.trace.root), player.account.address, SALT] as const),
  ] as const;
  const commitment = await world.client.readContract({ ...world.court, functionName: "commitmentOf", args });
  await world.send(player.account, { ...world.court, functionName: "commit", args: [commitment] });
}

import { join } from "node:path";
import { loadPackage } from "@openimo/runtime";
import { expect } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { Random } from "../../runtime/testing/random.ts";
import { root } from "../world/story.ts";
import { CallFailed, startCourtWorld } from "./court-world.ts";
import { Dispute, type Player } from "./dispute.ts";
import { disputedOf, playerOf, rightTensors, tampered } from "./players.ts";

/** As the contracts number them. */
export const STATUS = { live: 1, timedOut: 2, faulted: 3, silent: 4, merged: 5, winner: 6, settled: 7 } as const;
export const REQUEST = { answered: 2, final: 3, void: 4, disputed: 5 } as const;
/** Later than any claims period of the local court. */
export const LONG_SECONDS = 200;

const PIXEL = 700;
const SCORES = 2;

export type DigitsWorld = Awaited<ReturnType<typeof startDigitsWorld>>;

/** A world with the digits' model, a request's input, and players of it. */
export async function startDigitsWorld() {
  const world = await startCourtWorld();
  const digits = await loadPackage(folderPackageFiles(join(root, "models/digits/package")));
  const { modelId } = await world.register(digits, "digits");
  const input = new Random(3).bytes(784);
  const tensors = await rightTensors(digits, input);
  const disputed = disputedOf(world.hasher, digits, input, new Uint8Array(16));
  const ask = (windowSeconds = 0) => Dispute.ask(world, modelId, input, windowSeconds);
  const honest = (account = 1): Player => playerOf(world.accounts[account], disputed, tensors);
  /** Somebody whose scores are wrong; `which` of them makes 20 different liars. */
  const liar = (which = 0, account = 2): Player =>
    playerOf(world.accounts[account], disputed, tampered(tensors, SCORES, which));
  /** A liar who is wrong about a pixel, too: in the duel about it there are two more moves. */
  const deepLiar = (which = 0, account = 2): Player =>
    playerOf(world.accounts[account], disputed, tampered(tampered(tensors, 0, PIXEL), SCORES, which));
  /** Somebody with the right answer and a wrong trace. */
  const pretender = (which = 0, account = 3): Player =>
    playerOf(world.accounts[account], disputed, tampered(tensors, 1, which));

  return {
    ...{ world, digits, modelId, input, tensors, disputed, ask, honest, liar, deepLiar, pretender },

    /** A request that was answered by one player and contradicted by another, both with their traces. */
    async disputeOf(proposer: Player, rival: Player, windowSeconds = 0): Promise<Dispute> {
      const dispute = await ask(windowSeconds);
      await dispute.propose(proposer.account, proposer.answer);
      await dispute.contradict(rival);
      await dispute.commitTrace(proposer);
      return dispute;
    },

    /** Ends a dispute after its time, which must have this answer. */
    async concludes(dispute: Dispute, winner: Player): Promise<void> {
      await world.pass(LONG_SECONDS);
      await dispute.conclude(winner);
      const { status, outputHash } = await dispute.state();
      expect({ status, outputHash }).toEqual({ status: REQUEST.final, outputHash: dispute.key(winner).outputHash });
    },
  };
}

/** That a call fails with this error of a contract. */
export async function refused(call: Promise<unknown>, errorName: string): Promise<void> {
  const error = await call.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(CallFailed);
  expect((error as CallFailed).errorName).toBe(errorName);
}

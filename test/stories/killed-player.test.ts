import { join } from "node:path";
import { type Hex, toHex } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { developmentMnemonic } from "../../local/world.ts";
import { connect } from "../../oracle/src/chain/connection.ts";
import { findRequest } from "../../oracle/src/chain/find-request.ts";
import { loadLocalPackage } from "../../oracle/src/models/local-packages.ts";
import { courtOf, findCase, readClaims } from "../../player/src/read-case.ts";
import { readDuels } from "../../player/src/read-duels.ts";
import { DEATHS, startDying } from "../world/dying-player.ts";
import { digitLie, post } from "../world/lies.ts";
import { startLie } from "../world/lying-player.ts";
import { passTime } from "../world/passing-time.ts";
import { seven } from "../world/request.ts";
import { addressOf, root, type Story, startStory } from "../world/story.ts";

const FROM_THE_CHAIN =
  /^(Opening a duel|Moving in a duel|The other side did not|Taking the verdict|Sharing out|Claiming the|The operator has)/;

describe("whoever plays for the right answer and is killed again and again", () => {
  let story: Story;
  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
  });
  afterAll(() => story?.stop());

  it("plays on from the chain alone, does nothing twice, and wins", async () => {
    const asked = await story.openimo("request", "send", "digits", "--input-hex", seven(), "--json");
    const id: Hex = JSON.parse(asked.stdout).requestId;
    const connection = await connect({ rpcUrl: story.world.rpcUrl, deploymentFile: undefined });
    const { request, blockNumber } = await findRequest(connection, BigInt(id));
    const { model } = await loadLocalPackage(join(root, "models/digits/package"));
    const liar = mnemonicToAccount(developmentMnemonic, { addressIndex: 6 });
    const lie = await digitLie(liar, model, BigInt(id), 3);
    await post(story, "stranger", request, lie.answer);
    expect((await story.openimo("request", "contradict", id, "--development-key", "3", "--yes")).code).toBe(0);
    const found = await findCase(connection, BigInt(id), blockNumber);
    if (found === undefined) throw new Error("There is no case.");

    const player = addressOf(story.wallet.investorA);
    const before = await story.reader.getTransactionCount({ address: player });
    const args = ["dispute", "play", id, "--development-key", "3", "--yes", "--json", "--rpc-url", story.world.rpcUrl];
    const [{ deaths, last }] = await passTime(story, [
      startDying(story, player, args, (line) => FROM_THE_CHAIN.test(line)),
      startLie(connection, liar, { found, request, side: lie }),
    ]);
    expect(last.code, last.stdout).toBe(0);
    expect(JSON.parse(last.stdout)).toMatchObject({ state: "final", isAnswer: true });
    for (const death of DEATHS) expect(deaths[death], death).toBeGreaterThan(0);

    // Everything that was done once is in one transaction, and none of them has failed.
    const claims = await readClaims(connection, found);
    expect(claims.filter(({ key }) => key.traceRoot !== toHex(lie.trace.root)).length).toBe(1);
    const duels = await readDuels(connection, found);
    expect(duels.length).toBe(1);
    const settled = await connection.client.getContractEvents({
      ...{ ...courtOf(connection), eventName: "BondSettled", args: { caseId: found.id }, strict: true },
      fromBlock: found.blockNumber,
    });
    expect(settled.length).toBe(1);
    const used = (await story.reader.getTransactionCount({ address: player })) - before;
    const head = await story.reader.getBlockNumber();
    let succeeded = 0;
    for (let number = found.blockNumber + 1n; number <= head; number++) {
      const { transactions } = await story.reader.getBlock({ blockNumber: number });
      for (const hash of transactions) {
        const receipt = await story.reader.getTransactionReceipt({ hash });
        if (receipt.from.toLowerCase() === player.toLowerCase() && receipt.status === "success") succeeded++;
      }
    }
    expect(succeeded).toBe(used);
  });
});

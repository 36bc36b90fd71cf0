import { type Address, parseEther } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { act, commit, type Launched, launch, settle } from "../world/launch.ts";
import { addressOf, type Role, type Story, startStory } from "../world/story.ts";

const HOUR = 3600;
const DAY = 24 * HOUR;

describe("holders who decide about a treasury, from the command line", () => {
  let story: Story;
  let launched: Launched;
  let treasury: Address;

  beforeAll(async () => {
    story = await startStory({ models: ["digits"] });
    launched = await launch(story, { developerSupply: 0n });
    for (const role of ["investorA", "investorB"] as const) {
      await commit(story, launched.offering, role, parseEther("5"));
    }
    await story.pass(DAY);
    await act(story, launched.offering, "stranger", "finalise");
    for (const role of ["investorA", "investorB"] as const) {
      await settle(story, launched.offering, "stranger", "claim", account(role));
    }
  });
  afterAll(() => story?.stop());

  const account = (role: Role) => addressOf(story.wallet[role]);
  const run = (role: number, ...args: string[]) =>
    story.openimo("governance", ...args, "--development-key", String(role), "--json");

  async function openimo(role: number, ...args: string[]) {
    const { code, stdout, stderr } = await run(role, ...args);
    expect(code, stderr + stdout).toBe(0);
    return JSON.parse(stdout);
  }

  const show = async (...args: string[]) => {
    const { stdout } = await story.openimo("governance", "show", "digits", ...args, "--json");
    return JSON.parse(stdout);
  };

  it("tells where the treasury will be, which anybody can give to before it exists", async () => {
    const shown = await show();
    expect(shown).toMatchObject({ exists: false, proposals: 0, recommended: null });
    treasury = shown.treasury;
    await story.mined(story.wallet.stranger.sendTransaction({ to: treasury, value: parseEther("2") }));
    expect((await show()).treasuryWei).toBe(String(parseEther("2")));
  });

  it("proposes only once a period has closed", async () => {
    const grant = ["propose-grant", "digits", "--to", account("requester"), "--amount", "1.5"];
    const early = await run(3, ...grant);
    expect(early.code).toBe(1);
    expect(JSON.parse(early.stdout).error.contractError).toBe("GovernanceNoPeriodClosed");

    await story.mined(story.wallet.stranger.sendTransaction({ to: launched.token, value: 1n }));
    await story.pass(HOUR);
    expect(await openimo(3, ...grant, "--description", "data")).toMatchObject({ proposalId: 1, treasury });
    const stranger = await run(6, ...grant);
    expect(JSON.parse(stranger.stdout).error.contractError).toBe("GovernorInsufficientProposerVotes");
  });

  it("pays the grant after votes and delay", async () => {
    await story.pass(HOUR);
    expect(await openimo(4, "vote", "digits", "--proposal", "1", "--support", "for")).toMatchObject({
      voter: account("investorB"),
      weight: String(parseEther("500000")),
    });
    expect(await show("--proposal", "1")).toMatchObject({
      ...{ state: "active", kind: "grant", payee: account("requester"), amount: String(parseEther("1.5")) },
      ...{ votes: { for: String(parseEther("500000")) }, quorum: String(parseEther("200000")) },
    });
    await story.pass(7 * DAY);
    const early = await run(6, "execute", "digits", "--proposal", "1");
    expect(JSON.parse(early.stdout).error.contractError).toBe("GovernanceTooEarly");

    await story.pass(2 * DAY);
    const before = await story.reader.getBalance({ address: account("requester") });
    await openimo(6, "execute", "digits", "--proposal", "1");
    expect((await story.reader.getBalance({ address: account("requester") })) - before).toBe(parseEther("1.5"));
    expect((await show("--proposal", "1")).state).toBe("executed");
  });

  it("recommends a version", async () => {
    await openimo(3, "propose-version", "digits", "--version", "digits");
    await story.pass(HOUR);
    await openimo(3, "vote", "digits", "--proposal", "2", "--support", "for");
    await story.pass(9 * DAY);
    await openimo(6, "execute", "digits", "--proposal", "2");
    expect((await show()).recommended).toMatchObject({ proposalId: 2 });
  });
});

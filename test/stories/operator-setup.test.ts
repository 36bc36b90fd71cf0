import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEther } from "viem";
import { mnemonicToAccount } from "viem/accounts";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Child, startChild } from "../../local/child.ts";
import { developmentMnemonic } from "../../local/world.ts";
import { freePorts } from "../world/free-ports.ts";
import { onlyModel } from "../world/launch.ts";
import { ask, status, until, untilStatus } from "../world/request.ts";
import { openimo, root, type Story, startStory } from "../world/story.ts";

const GUARDIAN = join(root, "models/guardian/package");
const DIGITS = join(root, "models/digits/package");
const digitsHash: string = JSON.parse(readFileSync(join(DIGITS, "manifest.json"), "utf8")).modelHash;

describe("an operator sets a node up", { sequential: true }, () => {
  let story: Story;
  let scratch: string;
  let home: NodeJS.ProcessEnv;
  const children: Child[] = [];

  beforeAll(async () => {
    story = await startStory({ models: ["digits"], node: true });
    scratch = mkdtempSync(join(tmpdir(), "openimo-setup-"));
    home = { OPENIMO_HOME: scratch, OPENIMO_CACHE_DIR: join(scratch, "cache"), OPENIMO_RPC_URL: story.world.rpcUrl };
  });
  afterEach(async () => {
    for (const child of children.splice(0)) await child.stop();
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await story?.stop();
  });

  const run = (...args: string[]) => openimo(args, home);
  async function json(...args: string[]) {
    const { code, stdout, stderr } = await run(...args, "--json");
    return { code, stderr, value: JSON.parse(stdout) };
  }
  const account = (index: number) => mnemonicToAccount(developmentMnemonic, { addressIndex: index });

  async function startNode(...args: string[]): Promise<string[]> {
    const { node } = await freePorts();
    const lines: string[] = [];
    const child = startChild({
      name: "Another oracle node",
      command: process.execPath,
      args: [join(root, "oracle/bin/openimo.js"), "run", "--mode", "serve", "--listen", `127.0.0.1:${node}`, ...args],
      environment: home,
      onLine: (line) => lines.push(line),
    });
    children.push(child);
    return lines;
  }

  it("fetches a model's package from where its registration says, once", async () => {
    const first = await json("model", "fetch", "digits");
    expect(first.value).toMatchObject({ name: "digits", modelHash: digitsHash });
    expect(first.value.package).toBe(join(scratch, "cache/packages", digitsHash));
    for (const file of ["manifest.json", "tensors/0.bin"]) {
      expect(readFileSync(join(first.value.package, file))).toEqual(readFileSync(join(DIGITS, file)));
    }
    // What is damaged meanwhile is fetched again, whoever needs it.
    writeFileSync(join(first.value.package, "tensors/0.bin"), "damage");
    expect((await json("model", "fetch", "digits")).value).toEqual(first.value);
    expect(readFileSync(join(first.value.package, "tensors/0.bin"))).toEqual(
      readFileSync(join(DIGITS, "tensors/0.bin")),
    );
  });

  it("lets a second opinion fetch what it runs", async () => {
    const { requestId } = await ask(story, "requester", await onlyModel(story));
    await untilStatus(story, requestId, status.answered);
    const id = `0x${requestId.toString(16).padStart(64, "0")}`;
    const elsewhere = ["--models", GUARDIAN, "--cache-dir", join(scratch, "another")];
    rmSync(join(scratch, "cache"), { recursive: true });
    const without = await run("request", "verify", id, ...elsewhere);
    expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("have it fetched with --fetch")]);
    expect((await json("request", "verify", id, ...elsewhere, "--fetch")).value).toMatchObject({ right: true });
    expect(readdirSync(join(scratch, "another/packages"))).toEqual([digitsHash]);
  });

  it("takes an archive where a folder is taken", async () => {
    const archive = join(scratch, "digits.car");
    expect((await run("model", "pack", DIGITS, "--out", archive)).code).toBe(0);
    const lines = await startNode("--models", archive, "--development-key", "3");
    await until("the node is up", async () => (lines.some((line) => line.includes("node started")) ? true : undefined));
    await until("it has the model", async () =>
      lines.some((line) => line.includes("model ready")) ? true : undefined,
    );
  });

  it("has a node fetch what it serves, and answer when nobody else does", async () => {
    rmSync(join(scratch, "cache"), { recursive: true });
    const modelId = await onlyModel(story);
    const policy = `0x${modelId.toString(16).padStart(64, "0")}`;
    const lines = await startNode("--models", GUARDIAN, "--fetch", policy, "--development-key", "4");
    await until("the package is fetched", async () =>
      lines.some((line) => line.includes("model ready")) ? true : undefined,
    );
    await story.world.node?.stop();
    const { requestId } = await ask(story, "requester", modelId);
    const answered = await untilStatus(story, requestId, status.answered);
    expect(answered.proposer).toBe(account(4).address);
  });

  it("checks a configuration, and says what is wrong and what to do", async () => {
    writeFileSync(
      join(scratch, "openimo.json"),
      JSON.stringify({ mode: "serve", "development-key": 5, listen: "127.0.0.1:0" }),
    );
    const config = ["--config", join(scratch, "openimo.json")];
    const sound = await json("config", "check", ...config);
    expect([sound.code, sound.value.ok]).toEqual([0, true]);
    expect(sound.value.checks.map(({ check, ok }: { check: string; ok: boolean }) => [check, ok])).toEqual(
      ["options", "packages", "cache", "chain", "key", "balance", "database"].map((check) => [check, true]),
    );
    const damaged = join(scratch, "damaged");
    cpSync(DIGITS, damaged, { recursive: true });
    writeFileSync(join(damaged, "tensors/0.bin"), "damage");
    await story.test.setBalance({ address: account(5).address, value: 1n });
    const broken = await run(
      "config",
      "check",
      ...config,
      "--models",
      damaged,
      "--fetch",
      "all",
      "--cache-dir",
      join(scratch, "openimo.json", "x"),
    );
    await story.test.setBalance({ address: account(5).address, value: parseEther("10000") });
    expect(broken.code).toBe(1);
    const failing = ["FAIL options", "FAIL packages", "FAIL cache", "ok   chain", "ok   key", "FAIL balance"];
    for (const line of failing) expect(broken.stderr).toContain(line);
    expect(broken.stderr).toContain(`Send ether to ${account(5).address}.`);
    const lost = await json("config", "check", "--rpc-url", "http://127.0.0.1:1");
    expect(lost.value.error.checks.slice(-4)).toMatchObject([
      { check: "chain", ok: false, detail: "The RPC at http://127.0.0.1:1 does not answer." },
      { check: "key", ok: null },
      { check: "balance", ok: null },
      { check: "database", ok: null },
    ]);
  });

  it("prints where each value is from, and no secret", async () => {
    writeFileSync(join(scratch, "rpc"), "https://rpc.example/v3/token\n");
    const config = [
      "config",
      "print",
      "--config",
      join(scratch, "openimo.json"),
      "--rpc-url-file",
      join(scratch, "rpc"),
    ];
    const { value } = await json(...config);
    const of = (name: string) => value.find(({ option }: { option: string }) => option === name);
    expect(of("rpc-url")).toEqual({
      ...{ option: "rpc-url", value: "https://rpc.example/***", source: "command line", from: "--rpc-url-file" },
    });
    expect(of("development-key")).toMatchObject({ value: "5", source: "file", from: join(scratch, "openimo.json") });
    expect(of("cache-dir")).toMatchObject({ value: join(scratch, "cache"), from: "OPENIMO_CACHE_DIR" });
    expect(of("log-level")).toEqual({ option: "log-level", value: "info", source: "default", from: null });
    const text = await run(...config);
    expect(text.stdout + text.stderr + JSON.stringify(value)).not.toContain("token");
  });

  it("signs with a key that another program keeps", async () => {
    const send = ["request", "send", "digits", "--image", join(root, "test/vectors/digits/seven.png")];
    const unclear = await run(...send, "--signer-url", story.world.rpcUrl);
    expect([unclear.code, unclear.stderr]).toEqual([2, expect.stringContaining("Name one with --signer-address")]);
    const strange = await run(...send, "--signer-url", story.world.rpcUrl, "--signer-address", `0x${"12".repeat(20)}`);
    expect([strange.code, strange.stderr]).toEqual([2, expect.stringContaining("The signer has no account 0x1212")]);
    const signer = ["--signer-url", story.world.rpcUrl, "--signer-address", account(6).address];
    const { code, stderr, value } = await json(...send, ...signer);
    expect(code, stderr).toBe(0);
    const { from } = await story.reader.getTransaction({ hash: value.transactionHash });
    expect(from.toLowerCase()).toBe(account(6).address.toLowerCase());
    const both = await run(...send, ...signer, "--development-key", "2");
    expect([both.code, both.stderr]).toEqual([2, expect.stringContaining("not both")]);
  });

  it("sends nothing that a signer has changed, or signed with another key", async () => {
    const lies: ((transaction: Record<string, string>) => Record<string, string>)[] = [
      (transaction) => ({ ...transaction, to: account(9).address }),
      (transaction) => ({ ...transaction, value: "0xde0b6b3a7640000" }),
      (transaction) => ({ ...transaction, from: account(7).address }),
    ];
    const send = ["request", "send", "digits", "--image", join(root, "test/vectors/digits/seven.png")];
    const before = await story.reader.getBlockNumber({ cacheTime: 0 });
    for (const lie of lies) {
      const server = createServer(async (request, response) => {
        const body = JSON.parse(Buffer.concat(await request.toArray()).toString());
        if (body.method === "eth_signTransaction") body.params = [lie(body.params[0])];
        const headers = { "content-type": "application/json" };
        const answer = await fetch(story.world.rpcUrl, { method: "POST", headers, body: JSON.stringify(body) });
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const { code, stderr } = await run(...send, "--signer-url", url, "--signer-address", account(6).address);
      expect([code, stderr]).toEqual([1, expect.stringContaining("The signer signed another transaction")]);
      server.close();
    }
    expect(await story.reader.getBlockNumber({ cacheTime: 0 })).toBe(before);
  });

  it("takes a bare key only when it is told so twice", async () => {
    const file = join(scratch, "bare.key");
    writeFileSync(file, `${Buffer.from(account(8).getHdKey().privateKey ?? []).toString("hex")}\n`);
    const bare = ["config", "check", "--private-key-file", file];
    const once = await run(...bare);
    expect([once.code, once.stderr]).toEqual([1, expect.stringContaining("with --allow-unencrypted-key only")]);
    const twice = await json(...bare, "--allow-unencrypted-key");
    expect(twice.value.checks.find(({ check }: { check: string }) => check === "key").detail).toBe(account(8).address);
  });
});

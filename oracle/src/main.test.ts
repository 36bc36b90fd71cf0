import { execFile } from "node:child_process";
import { mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { main } from "./main.ts";

const bin = fileURLToPath(new URL("../bin/openimo.js", import.meta.url));
const DIGITS = fileURLToPath(new URL("../../models/digits/package", import.meta.url));
/** Nothing listens on port 1, so a command that gets as far as the chain exits with 75. */
const home = mkdtempSync(join(tmpdir(), "openimo-"));
const env = { ...process.env, OPENIMO_HOME: home, OPENIMO_RPC_URL: "http://127.0.0.1:1" };

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function openimo(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [bin, ...args], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr });
    });
    child.stdin?.end();
  });
}

/** The same without a process of its own, for the long tables. */
async function inProcess(...args: string[]): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((name) =>
    vi.spyOn(process[name], "write").mockImplementation((text) => {
      written[name] += text;
      return true;
    }),
  );
  await main(args);
  const code = Number(process.exitCode ?? 0);
  process.exitCode = undefined;
  for (const spy of spies) spy.mockRestore();
  return { code, ...written };
}

beforeEach(() => {
  for (const name of ["OPENIMO_HOME", "OPENIMO_RPC_URL"] as const) vi.stubEnv(name, env[name]);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const COMMANDS = [
  "run",
  "status",
  "config check",
  "config print",
  "claim",
  "withdraw",
  "model compile",
  "model inspect",
  "model register",
  "model pack",
  "model unpack",
  "model fetch",
  "model list",
  "request send",
  "request show",
  "request verify",
  "request contradict",
  "request list",
  "resolve",
  "dispute play",
  "dispute show",
  "offering create",
  "offering show",
  "offering commit",
  "offering buy",
  "offering sell",
  "offering finalise",
  "offering claim",
  "offering refund",
  "offering withdraw-raise",
  "offering drop",
  "offering claim-drop",
  "key new",
  "key import",
  "key list",
];

describe("help", () => {
  test("names every group on standard output", async () => {
    const { code, stdout } = await openimo("--help");
    expect(code).toBe(0);
    for (const command of COMMANDS) expect(stdout).toContain(command.split(" ")[0]);
  });

  test.each(COMMANDS)("of %s has an example", async (command) => {
    const { code, stdout } = await inProcess(...command.split(" "), "--help");
    expect(code).toBe(0);
    expect(stdout).toContain(`EXAMPLE\n\n  openimo ${command}`);
    expect(stdout).toContain("--json");
  });
});

test.each<[string, string]>([
  ["", "Name a command."],
  ["model", "Name a command."],
  ["modle list", `"openimo modle" is no command. There are: run, status,`],
  [
    "model lits",
    `"openimo model lits" is no command. There are: compile, inspect, register, pack, unpack, fetch, settle, list.`,
  ],
  ["status --rpc-ulr http://127.0.0.1:1", "Unknown option --rpc-ulr."],
  ["status extra", `Unexpected argument "extra".`],
  ["status --rpc-url", "Option --rpc-url needs a value."],
  ["status --rpc-url --json", "Option --rpc-url needs a value."],
  ["status --rpc-url ftp://x", "must begin with http:// or https://"],
  ["request send", "MODEL"],
  ["request send digits", "exactly one of --image, --text, --choose (or --field), --input and --input-hex"],
  ["request send digits --input-hex 0x0 ", "even number"],
  ["request send digits --input-hex 0x00 --wait-for soon", "--wait-for"],
  ["request send digits --input-hex 0x00 --timeout-seconds 1.5", "a whole number"],
  ["request show seven", "A request id is"],
  ["request contradict seven", "A request id is"],
  ["dispute play seven", "A request id is"],
  ["dispute show seven", "A request id is"],
  ["run", "--mode"],
  ["run --mode dance", `There is no mode "dance". There are: serve, watch, observe.`],
  ["run --mode watch --defend-only", "--defend-only is for the mode serve, not watch."],
  ["run --mode watch --watch-share 101", "a share from 0 to 100%"],
  ["run --mode watch --max-stake much", "an amount in ether"],
  ["resolve seven", "A request id is"],
  ["run --mode serve --listen 8787", "host:port"],
  ["run --mode serve --minimum-reward 1e-3", "an amount in ether"],
  ["run --mode serve --log-level loud", "--log-level"],
  ["run --mode serve --models /nowhere", "/nowhere is no package folder"],
  ["model register /nowhere --fee 0.1,5 --reward 0", "an amount in ether"],
  ["model pack /nowhere --out x.car", "/nowhere is no package folder"],
  ["model pack models/digits/package --out package.json", "package.json is there already"],
  ["model unpack /nowhere.car --out x", "There is no file /nowhere.car"],
  ["model unpack package.json --out test", "test is there already"],
  ["claim --token 0x00 --model digits", "not both"],
  ["key new ../escape --password-file x", "A key's name is"],
  ["key new operator", "give --password-file"],
])("openimo %s is wrong usage", async (line, sentence) => {
  const { code, stdout, stderr } = await inProcess(...line.split(" ").filter((word) => word !== ""));
  expect(stderr).toContain(sentence);
  expect(stderr).not.toContain("    at ");
  expect(stdout.trim() === "" || JSON.parse(stdout).error.kind === "usage").toBe(true);
  expect(code).toBe(2);
});

test("the program itself exits as it should and keeps standard output for the answer", async () => {
  const { code, stdout, stderr } = await openimo("request", "send", "digits", "--json");
  expect(code).toBe(2);
  expect(stderr).toMatch(/^openimo: Give exactly one of .*\n$/);
  expect(JSON.parse(stdout)).toEqual({
    error: { kind: "usage", message: expect.stringContaining("Give exactly one") },
  });
});

test("an RPC that doesn't answer is to be tried again, told once for people and once for programs", async () => {
  const { code, stdout, stderr } = await openimo("status", "--json");
  expect(code).toBe(75);
  expect(stderr).toBe("openimo: The RPC at http://127.0.0.1:1 does not answer.\n");
  expect(JSON.parse(stdout)).toEqual({
    error: { kind: "tryAgain", message: "The RPC at http://127.0.0.1:1 does not answer." },
  });
});

test("a package is packed and read as its archive, and a damaged archive is named", async () => {
  const work = mkdtempSync(join(tmpdir(), "openimo-"));
  const archive = join(work, "digits.car");
  const packed = JSON.parse((await inProcess("model", "pack", DIGITS, "--out", archive, "--json")).stdout);
  expect(packed).toMatchObject({ archive, root: expect.stringMatching(/^bafy[a-z2-7]{55}$/) });
  const [inspected, original] = await Promise.all([
    openimo("model", "inspect", archive),
    openimo("model", "inspect", DIGITS),
  ]);
  expect(inspected).toEqual(original);
  const unpacked = await inProcess("model", "unpack", archive, "--out", join(work, "package"), "--json");
  expect(JSON.parse(unpacked.stdout)).toMatchObject({ root: packed.root, modelHash: packed.modelHash });

  writeFileSync(archive, "no archive");
  const damaged = await inProcess("model", "unpack", archive, "--out", join(work, "other"));
  expect([damaged.code, damaged.stderr]).toEqual([
    1,
    expect.stringContaining(`The package in ${archive} is damaged: `),
  ]);
});

test("a key is made, listed, readable by its owner only, and never made twice under a name", async () => {
  const password = join(home, "password");
  writeFileSync(password, "correct horse\n");
  const made = await openimo("key", "new", "operator", "--password-file", password, "--json");
  expect(made.code).toBe(0);
  const key = JSON.parse(made.stdout);
  expect(key.address).toMatch(/^0x[0-9a-fA-F]{40}$/);
  expect(statSync(key.file).mode & 0o777).toBe(0o600);
  expect(statSync(join(home, "keys")).mode & 0o777).toBe(0o700);
  expect(JSON.parse((await openimo("key", "list", "--json")).stdout)).toEqual([key]);
  const twice = await openimo("key", "new", "operator", "--password-file", password);
  expect([twice.code, twice.stderr]).toEqual([2, expect.stringContaining(`already a key "operator"`)]);
});

import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ArgsDef } from "citty";
import { describe, expect, test } from "vitest";
import { configure } from "./configuration.ts";
import { readConfigurationFile } from "./configuration-file.ts";
import { listsOf, parseArguments } from "./parse-arguments.ts";
import { masked } from "./secret-options.ts";

const ARGS = {
  model: { type: "positional", required: false },
  "rpc-url": { type: "string" },
  "poll-ms": { type: "string", default: "250" },
  models: { type: "string" },
  account: { type: "string" },
  "password-file": { type: "string" },
  "signer-url": { type: "string" },
  "development-key": { type: "string" },
  "commit-first": { type: "boolean" },
} as const satisfies ArgsDef;
const LISTS = ["models"];

const folder = mkdtempSync(join(tmpdir(), "openimo-"));
function file(name: string, content: unknown): string {
  writeFileSync(join(folder, name), typeof content === "string" ? content : JSON.stringify(content));
  return join(folder, name);
}

type Given = { line?: string[]; environment?: Record<string, string>; file?: Record<string, unknown> };

/** What a command is given in the end, and who gave it. */
function effective({ line = [], environment = {}, file: values }: Given) {
  const path = file("openimo.json", values ?? {});
  const read =
    values === undefined ? undefined : { name: "openimo.json", values: readConfigurationFile(path, ARGS, LISTS) };
  const configurable = new Set(Object.keys(ARGS).filter((name) => name !== "model"));
  const { rawArgs, settings } = configure({
    args: ARGS,
    configurable,
    lists: LISTS,
    rawArgs: line,
    environment,
    file: read,
  });
  const args = parseArguments(ARGS, rawArgs);
  const from = Object.fromEntries([...settings].map(([name, setting]) => [name, setting.from]));
  return { args, models: listsOf(LISTS, rawArgs).get("models"), from };
}

test("the command line counts before the environment, that before the file, that before the default", () => {
  const values = { "rpc-url": "http://file", "poll-ms": 300, "commit-first": true };
  const all = effective({
    line: ["--rpc-url", "http://line", "digits"],
    environment: { OPENIMO_RPC_URL: "http://environment", OPENIMO_POLL_MS: "400" },
    file: values,
  });
  expect(all.args).toMatchObject({ "rpc-url": "http://line", "poll-ms": "400", "commit-first": true, _: ["digits"] });
  expect(all.from).toEqual({ "rpc-url": "--rpc-url", "poll-ms": "OPENIMO_POLL_MS", "commit-first": "openimo.json" });
  expect(effective({ file: values }).args).toMatchObject({ "rpc-url": "http://file", "poll-ms": "300" });
  expect(effective({}).args).toMatchObject({ "poll-ms": "250" });
  expect(effective({ line: ["--no-commit-first"], file: values }).args["commit-first"]).toBe(false);
  expect(effective({ environment: { OPENIMO_COMMIT_FIRST: "false" }, file: values }).args["commit-first"]).toBe(false);
  expect(effective({ environment: { OPENIMO_POLL_MS: "" } }).args["poll-ms"]).toBe("250");
});

test("an option that may be given several times is taken whole from one place", () => {
  const values = { models: ["a", "b"] };
  expect(effective({ file: values }).models).toEqual(["a", "b"]);
  expect(effective({ file: { models: "a" } }).models).toEqual(["a"]);
  expect(effective({ environment: { OPENIMO_MODELS: "c,d" }, file: values }).models).toEqual(["c", "d"]);
  expect(effective({ line: ["--models", "e", "--models=f"], file: values }).models).toEqual(["e", "f"]);
});

test("a signer on the command line puts another place's signer aside, with its password", () => {
  const values = { account: "operator", "password-file": "password" };
  const line = effective({ line: ["--development-key", "3"], file: values });
  expect(line.args).toMatchObject({ "development-key": "3" });
  expect([line.args.account, line.args["password-file"]]).toEqual([undefined, undefined]);
  const environment = effective({ environment: { OPENIMO_SIGNER_URL: "http://signer" }, file: values });
  expect(environment.from).toEqual({ "signer-url": "OPENIMO_SIGNER_URL" });
  expect(effective({ line: ["--password-file", "other"], file: values }).args).toMatchObject({
    account: "operator",
    "password-file": "other",
  });
});

describe("secrets", () => {
  const secret = file("rpc", "https://rpc.example/token\n");

  test.each<[string, Given]>([
    ["--rpc-url-file", { line: ["--rpc-url-file", secret] }],
    ["--rpc-url-file", { line: [`--rpc-url-file=${secret}`], environment: { OPENIMO_RPC_URL: "http://x" } }],
    ["OPENIMO_RPC_URL_FILE", { environment: { OPENIMO_RPC_URL_FILE: secret } }],
    ["openimo.json", { file: { "rpc-url-file": secret } }],
  ])("are read from the file that %s names", (from, given) => {
    const found = effective(given);
    expect(found.args["rpc-url"]).toBe("https://rpc.example/token");
    expect(found.from).toEqual({ "rpc-url": from });
  });

  test("are given once in a place", () => {
    for (const line of [
      ["--rpc-url", "http://x", "--rpc-url-file", secret],
      ["--rpc-url-file", secret, "--rpc-url=http://x"],
    ]) {
      expect(() => effective({ line })).toThrow("Give --rpc-url or --rpc-url-file, not both.");
    }
    const environment = { OPENIMO_RPC_URL: "http://x", OPENIMO_RPC_URL_FILE: secret };
    expect(() => effective({ environment })).toThrow("Set OPENIMO_RPC_URL or OPENIMO_RPC_URL_FILE, not both.");
    expect(() => effective({ file: { "rpc-url": "http://x", "rpc-url-file": secret } })).toThrow("has both");
    expect(() => effective({ line: ["--rpc-url-file", "/nowhere"] })).toThrow("can't be read");
    expect(() => effective({ line: ["--rpc-url-file"] })).toThrow("needs a value");
  });

  test.each([
    ["https://rpc.example/", "https://rpc.example"],
    ["https://rpc.example/v3/token", "https://rpc.example/***"],
    ["https://rpc.example/?key=token", "https://rpc.example/***"],
    ["https://user:token@rpc.example", "https://***@rpc.example"],
    ["postgres://user:token@db.example:5432/openimo", "postgres://***@db.example:5432/***"],
    ["https://a.example/token, http://127.0.0.1:8545", "https://a.example/***,http://127.0.0.1:8545"],
    ["token", "***"],
    ["file:token", "***"],
  ])("%s is shown as %s", (value, expected) => {
    expect(masked(value)).toBe(expected);
  });
});

describe("a file that is wrong says where", () => {
  test.each<[unknown, string]>([
    ["{", "is not JSON"],
    ["[]", "has to be one object"],
    ["null", "has to be one object"],
    [{ "rpc-ulr": "x" }, `"rpc-ulr" is no option of openimo run. Is "rpc-url" meant?`],
    [{ rpcUrl: "x" }, `Is "rpc-url" meant?`],
    [{ somethingElse: 1 }, `"somethingElse" is no option of openimo run.`],
    [{ "poll-ms": [1] }, `"poll-ms" has to be a text or a number`],
    [{ "poll-ms": true }, `"poll-ms" has to be a text or a number`],
    [{ account: "" }, `"account" has to be a text or a number`],
    [{ "commit-first": "yes" }, `"commit-first" has to be true or false`],
    [{ models: [{}] }, `"models" has to be a text, or a list of texts`],
  ])("%j", (content, sentence) => {
    expect(() => readConfigurationFile(file("wrong.json", content), ARGS, LISTS)).toThrow(sentence);
  });

  test("a variable for a switch that is neither true nor false, and a file that isn't there", () => {
    expect(() => effective({ environment: { OPENIMO_COMMIT_FIRST: "1" } })).toThrow(
      "OPENIMO_COMMIT_FIRST is true or false",
    );
    expect(() => readConfigurationFile("/nowhere", ARGS, LISTS)).toThrow("can't be read");
  });
});

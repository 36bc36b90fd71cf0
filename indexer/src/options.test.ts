import { expect, test } from "vitest";
import { readOptions } from "./options.ts";

test("without options the local chain is indexed in memory, for this machine only", () => {
  expect(readOptions([], {})).toEqual({
    ...{ rpcUrl: "http://127.0.0.1:8545", rpcQuorum: undefined, deploymentFile: undefined },
    ...{ listen: "127.0.0.1:8788", place: { folder: undefined }, pollMs: undefined },
  });
});

test("a database of the environment is used, and an option comes before it", () => {
  const environment = { OPENIMO_INDEXER_DATABASE_URL: "postgresql://one/x", OPENIMO_RPC_URL: "http://rpc.example" };
  expect(readOptions([], environment)).toMatchObject({
    place: { url: "postgresql://one/x" },
    rpcUrl: "http://rpc.example",
  });
  const args = ["--database-url", "postgres://two/y", "--rpc-quorum", "2", "--poll-ms", "250"];
  expect(readOptions(args, environment)).toMatchObject({
    place: { url: "postgres://two/y" },
    rpcQuorum: 2,
    pollMs: 250,
  });
});

test.each([
  [["--port", "1"]],
  [["--rpc-quorum", "0"]],
  [["--poll-ms", "1e3"]],
  [["--database-url", "mysql://x"]],
  [["more"]],
])("%j is refused", (args) => {
  expect(() => readOptions(args, {})).toThrow();
});

test("the usage is asked for", () => {
  expect(readOptions(["--help"], {})).toBeUndefined();
});

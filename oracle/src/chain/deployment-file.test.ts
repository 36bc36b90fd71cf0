import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readDeployment } from "./deployment-file.ts";

const address = "0x00000000000000000000000000000000000000aa";
const addresses = {
  programRegistry: address,
  modelRegistry: address,
  launchpad: address,
  revenueClaimer: address,
  modelGovernance: address,
  disputeCourt: address,
  inferenceOracle: address,
  aigcCollections: address,
};
const deployment = { chainId: 1, startBlock: 7, ...addresses };

function file(text: string): string {
  const path = join(mkdtempSync(join(tmpdir(), "openimo-")), "deployment.json");
  writeFileSync(path, text);
  return path;
}

test("a deployment is read", () => {
  expect(readDeployment(file(JSON.stringify(deployment)))).toEqual(deployment);
});

test.each([
  ["no JSON", "{", "is not JSON"],
  ["no address", JSON.stringify({ ...deployment, launchpad: "0x12" }), `wrong at "launchpad"`],
  ["a member missing", JSON.stringify({ ...deployment, startBlock: undefined }), `wrong at "startBlock"`],
])("%s is told", (_name, text, message) => {
  expect(() => readDeployment(file(text))).toThrow(message);
});

test("a file that isn't there is told by its path", () => {
  expect(() => readDeployment("/nowhere/deployment.json")).toThrow("/nowhere/deployment.json can't be read");
});

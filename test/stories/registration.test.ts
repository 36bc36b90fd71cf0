import { rmSync } from "node:fs";
import { modelRegistryAbi, programRegistryAbi } from "@openimo/contracts";
import { createHasher } from "@openimo/runtime";
import { type ValidateCall, validateProgramCalls } from "@openimo/runtime/dispute";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectAs, done, openBrowser, openPage } from "../world/browser.ts";
import { deepPackage } from "../world/deep-package.ts";
import { onlyModel } from "../world/launch.ts";
import { pictures } from "../world/pictures.ts";
import { type Story, startStory } from "../world/story.ts";

/** So many that its records need several transactions; a shipped model's need one. */
const LAYERS = 900;

describe("registering a model in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let folder: string;
  let calls: readonly ValidateCall[];

  beforeAll(async () => {
    story = await startStory({ web: true });
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    const deep = await deepPackage(LAYERS);
    folder = deep.folder;
    calls = validateProgramCalls(await createHasher(), deep.program);
    expect(calls.length).toBeGreaterThan(2);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    await browser?.close();
    await story?.stop();
  });

  const steps = () => page.getByRole("list", { name: "What is left to do" });
  const doneSteps = () => steps().getByText("Done", { exact: true });
  const validation = (number: number) => `Validate the program, ${number} of ${calls.length}`;

  async function choose() {
    await page.goto(new URL("/launch", story.world.webUrl).href);
    await page.getByLabel("Package folder").setInputFiles(folder);
    await steps().waitFor();
  }

  it("lists every transaction that is left, the next one marked", async () => {
    await page.goto(new URL("/launch", story.world.webUrl).href);
    await connectAs(page, "Developer");
    await choose();
    await pictures(page, "register-steps");
    expect(await steps().getByRole("listitem").count()).toBe(calls.length + 1);
    expect(await doneSteps().count()).toBe(0);
    expect(await steps().locator('[aria-current="step"]').textContent()).toContain(validation(1));
  });

  it("goes on after a reload where it was left", async () => {
    await page.getByRole("button", { name: validation(1) }).click();
    await done(page, validation(1));
    await expect.poll(() => doneSteps().count()).toBe(1);
    await page.reload();
    await choose();
    expect(await doneSteps().count()).toBe(1);
    await page.getByRole("button", { name: validation(2) }).waitFor();
  });

  it("takes for done what somebody else did", async () => {
    for (const { functionName, args } of calls.slice(1)) {
      await story.mined(
        story.wallet.stranger.writeContract({
          ...{ address: story.deployment.programRegistry, abi: programRegistryAbi, functionName, args },
        }),
      );
    }
    await expect.poll(() => doneSteps().count()).toBe(calls.length);
    await pictures(page, "register-validated");
  });

  it("registers the model with the fees of the form", async () => {
    await page.getByLabel("Package address").fill("https://models.example/deep/");
    await page.getByLabel("Fee per call").fill("0.004");
    await page.getByRole("button", { name: "Register" }).click();
    await done(page, "Register");
    const modelId = await onlyModel(story);
    const { terms } = await story.reader.readContract({
      ...{ address: story.deployment.modelRegistry, abi: modelRegistryAbi, functionName: "model", args: [modelId] },
    });
    expect(terms).toMatchObject({ name: "deep", feeWei: 4_000_000_000_000_000n });
    await page.getByRole("radio", { name: /deep/ }).waitFor();
    expect(pageErrors).toEqual([]);
  });
});

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createExecutor, describeOutput, loadPackage } from "@openimo/runtime";
import type { Browser, Page } from "playwright-core";
import { PNG } from "pngjs";
import { hexToBytes } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { connectAs, done, openBrowser, openPage, picture } from "../world/browser.ts";
import { root, type Story, startStory } from "../world/story.ts";

const SEED = "0x0123456789abcdef";
/** The requests' default timeout and window on the local chain. */
const CONTEST_SECONDS = 90;
const BEGINNING = "In the beginning";

/** What the model digits reads in a picture of 28 x 28 grey pixels. */
async function readDigit(pixels: Uint8Array): Promise<string | null> {
  const digits = await loadPackage(folderPackageFiles(join(root, "models/digits/package")));
  const executor = await createExecutor(digits);
  return describeOutput(digits.manifest, await executor.run(pixels)).label;
}

describe("the shipped models", () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let scratch: string;
  /** What the command line's requests gave, to be compared with the browser's. */
  const output: Record<string, string> = {};

  beforeAll(async () => {
    story = await startStory({ models: ["painter", "storyteller", "guardian"], node: true, web: true });
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, story.world.webUrl ?? ""));
    scratch = mkdtempSync(join(tmpdir(), "openimo-models-"));
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await browser?.close();
    await story?.stop();
  });

  async function ask(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo("request", "send", ...args, "--wait", "--json");
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout);
  }

  /** A second opinion on a posted answer. */
  async function expectRight(requestId: string) {
    const { code, stdout } = await story.openimo("request", "verify", requestId, "--json");
    expect(JSON.parse(stdout)).toMatchObject({ requestId, right: true });
    expect(code).toBe(0);
  }

  it("painter draws a seven that digits reads, and it lies in a file", async () => {
    const file = join(scratch, "seven.png");
    const answer = await ask("painter", "--choose", "7", "--seed-hex", SEED, "--out", file);
    output.painter = answer.output;
    const pixels = hexToBytes(answer.picture.pixels);
    expect(await readDigit(pixels)).toBe("7");
    const image = PNG.sync.read(readFileSync(file));
    expect([image.width, image.height]).toEqual([28, 28]);
    expect(Buffer.from(image.data.filter((_, i) => i % 4 === 0))).toEqual(Buffer.from(pixels));
    await expectRight(answer.requestId);
  });

  it("storyteller goes on, within its tokens, and anybody can check how", async () => {
    const answer = await ask("storyteller", "--text", BEGINNING);
    output.storyteller = answer.output;
    expect(answer.tokens.length).toBeGreaterThan(0);
    expect(answer.tokens.length).toBeLessThanOrEqual(160);
    expect(answer.text).toMatch(/[a-z]{3}/);
    await expectRight(answer.requestId);
    const shown = await story.openimo("request", "show", answer.requestId);
    expect(shown.stdout).toContain(answer.text.trim().split("\n")[0]);
  });

  it("guardian judges a text, whatever its case", async () => {
    const answer = await ask("guardian", "--text", "Thank you, that was very kind of you!");
    const [scores] = Object.values<number[]>(answer.values).filter(({ length }) => length > 1);
    expect(scores[answer.labelIndex]).toBe(Math.max(...scores));
    const loud = await ask("guardian", "--text", "THANK YOU, THAT WAS VERY KIND OF YOU!");
    expect(loud.output).toBe(answer.output);
    await expectRight(answer.requestId);
  });

  it.each([
    ["a label there is not", ["painter", "--choose", "ten"], 2, /"ten" is no label. There are: 0, 1/],
    ["a short seed", ["painter", "--choose", "7", "--seed-hex", "0x01"], 2, /seed takes 0x and 16/],
    ["a text for painter", ["painter", "--text", "seven"], 1, /takes no text; it takes the fields --field label/],
    ["a file for words", ["guardian", "--text", "hello", "--out", "x.png", "--wait"], 2, /makes no picture/],
    ["a long beginning", ["storyteller", "--text", "verily ".repeat(200)], 1, /takes 1 to 96/],
    ["a choice for storyteller", ["storyteller", "--choose", "7"], 2, /has no fields; it takes a text: use --text/],
  ])("%s is refused in words", async (_name, args, exitCode, words) => {
    const { code, stdout } = await story.openimo("request", "send", ...args, "--json");
    expect(JSON.parse(stdout).error.message).toMatch(words);
    expect(code).toBe(exitCode);
  });

  async function openAsk(model: string) {
    await page.goto(`${story.world.webUrl}/ask`);
    await page
      .getByRole("main")
      .getByRole("link", { name: new RegExp(model) })
      .click();
    await page.getByRole("heading", { name: `Ask ${model}` }).waitFor();
  }
  const askButton = () => page.getByRole("button", { name: "Ask", exact: true });

  async function sendAsk() {
    await askButton().click();
    await done(page, "Ask");
    await page.waitForURL("**/requests/*");
  }

  async function verify() {
    await page.getByRole("button", { name: "Compute it again in this browser" }).click();
    await page.getByText("Right: this browser gets the same bytes.").waitFor();
  }

  it("in the browser, the same seed paints the same picture", async () => {
    await connectAs(page, "Requester");
    await openAsk("painter");
    const seed = page.getByRole("textbox", { name: "Seed" });
    const thrown = await seed.inputValue();
    await page.getByRole("button", { name: "New seed" }).click();
    expect(await seed.inputValue()).not.toBe(thrown);
    await page.getByRole("radio", { name: "7" }).check({ force: true });
    await seed.fill("0x0123");
    await page.getByText("Exactly 8 bytes.").waitFor();
    expect(await askButton().isDisabled()).toBe(true);
    await seed.fill(SEED);
    await picture(page, "ask-painter");
    await sendAsk();
    const image = page.getByRole("img", { name: "The picture that the model made" });
    await image.waitFor();
    const pixels = await image.evaluate((canvas) => {
      if (!(canvas instanceof HTMLCanvasElement)) throw new Error("not a canvas");
      const data = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
      return [...data].filter((_, i) => i % 4 === 0);
    });
    expect(await readDigit(Uint8Array.from(pixels))).toBe("7");
    await verify();
    await picture(page, "request-painter");

    const [file] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Download PNG" }).click(),
    ]);
    const image2 = PNG.sync.read(readFileSync(await file.path()));
    expect([...image2.data.filter((_, i) => i % 4 === 0)]).toEqual(pixels);
  });

  it("in the browser, the picture becomes a token of whoever asked for it, verified when all is final", async () => {
    for (const step of ["Create the model's collection", "Mint as an NFT"]) {
      await page.getByRole("button", { name: step }).click();
      await done(page, step);
    }
    const card = page.getByRole("region", { name: "As an NFT" });
    const image = card.getByRole("img");
    await expect.poll(() => image.evaluate((shown) => (shown as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    await card.getByText("you", { exact: true }).waitFor();
    expect(await page.getByRole("button", { name: "Mint as an NFT" }).count()).toBe(0);
    await picture(page, "request-minted");
    await story.pass(CONTEST_SECONDS);
    await card.getByText("Verified", { exact: true }).waitFor();
    expect(await card.getByText("Can be transferred in").count()).toBe(0);
    await picture(page, "request-verified");
  });

  it("in the browser, a beginning that is too long says so, and a short one goes on differently than before", async () => {
    await openAsk("storyteller");
    const beginning = page.getByRole("textbox", { name: "How it begins" });
    await beginning.fill("verily ".repeat(200));
    await page.getByText("That is more than the model can take in.").waitFor();
    expect(await askButton().isDisabled()).toBe(true);
    await beginning.fill(BEGINNING);
    await page.getByText(/^\d+ of 96 tokens$/).waitFor();
    await picture(page, "ask-storyteller");
    await sendAsk();
    const answer = page
      .getByRole("main")
      .getByRole("status")
      .filter({ hasText: /[a-z]{3}/ });
    await answer.first().waitFor();
    await page.getByText(BEGINNING).first().waitFor();
    await verify();
    await picture(page, "request-storyteller");
    const id = `0x${BigInt(new URL(page.url()).pathname.split("/").at(-1) ?? 0)
      .toString(16)
      .padStart(64, "0")}`;
    const { stdout } = await story.openimo("request", "show", id, "--json");
    const shown = JSON.parse(stdout);
    expect(await answer.first().textContent()).toBe(shown.text);
    expect(shown.output).not.toBe(output.storyteller);
  });

  it("in the browser, guardian shows its label and scores", async () => {
    await openAsk("guardian");
    await page.getByRole("textbox", { name: "Your text" }).fill("Thank you, that was very kind of you!");
    await page.getByText(/ of \d+ bytes$/).waitFor();
    await picture(page, "ask-guardian");
    await sendAsk();
    await page.getByRole("table", { name: "Scores by label" }).waitFor();
    await page.getByText("thank you, that was very kind of you!").waitFor();
    await picture(page, "request-guardian");
  });

  it("the page reported no error on the way", () => {
    expect(pageErrors).toEqual([]);
  });
});

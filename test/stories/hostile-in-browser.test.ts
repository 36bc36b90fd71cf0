import { inferenceOracleAbi } from "@openimo/contracts";
import { encodeItems, type Manifest, textBytes, textOfBytes } from "@openimo/runtime";
import { serveWeb, type WebServer } from "@openimo/web/serve";
import type { Browser, Page } from "playwright-core";
import { type Hex, toHex, zeroAddress } from "viem";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBrowser, openPage } from "../world/browser.ts";
import { reworded, serveChanging } from "../world/hostile-packages.ts";
import { HOSTILE_CALL, hostileTexts } from "../world/hostile-texts.ts";
import { post } from "../world/lies.ts";
import { modelsByName } from "../world/models-by-name.ts";
import { ask, requestedIn, seven } from "../world/request.ts";
import { type Story, startStory } from "../world/story.ts";

const TEXT_BYTES = 256;
/** Of the text model: a label's number and three scores. */
const ANSWER_BYTES = 10;
const DIGIT_LABELS = 10;
/** Items of one request, as many as the contract takes. */
const ITEMS = 16;

/** The registry takes 64 bytes. */
const NAMES = {
  digits: `<img src=x onerror=${HOSTILE_CALL}>`,
  guardian: `"><script>${HOSTILE_CALL}</script>`,
  painter: `javascript:${HOSTILE_CALL}`,
} as const;
type Model = keyof typeof NAMES;

/**
 * Everything that others say, on real contracts: names of models and tokens, inputs, answers, and a package's description, labels and
 * licence, none of which its hash holds. All of it must come out as the text that it is.
 */
describe("hostile texts in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  let web: WebServer;
  let models: ReadonlyMap<string, bigint>;
  const packages = new Map<string, Map<string, Uint8Array>>();
  let packageServer: Awaited<ReturnType<typeof serveChanging>>;
  const ran: string[] = [];

  beforeAll(async () => {
    story = await startStory({});
    packageServer = await serveChanging(packages);
    for (const [model, name] of Object.entries(NAMES)) {
      const uri = `${packageServer.url}/${model}/`;
      await openimo("model", "register", `models/${model}/package`, "--fee", "0", "--reward", "0", ...named(name, uri));
      packages.set(model, await reworded(model as Model, () => ({})));
    }
    models = await modelsByName(story);
    const config = { chainId: 31337, rpcUrl: story.world.rpcUrl, packageHosts: [packageServer.url] };
    web = await serveWeb({ host: "127.0.0.1", port: 0, config });
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, "about:blank"));
    page.on("dialog", (dialog) => {
      ran.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.exposeFunction("hostileran", () => ran.push(`a script, at ${page.url()}`));
    // A script that only the policy has stopped would run where somebody serves the app without it.
    await page.exposeFunction("policyBroken", (what: string) => ran.push(`policy: ${what}, at ${page.url()}`));
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", ({ effectiveDirective, blockedURI, sample }) => {
        const told = Reflect.get(window, "policyBroken") as (what: string) => void;
        told(`${effectiveDirective} ${blockedURI} ${sample}`);
      });
    });
  });
  afterAll(async () => {
    await browser?.close();
    await web?.close();
    await packageServer?.close();
    await story?.stop();
  });

  const named = (name: string, uri: string) => ["--name", name, "--uri", uri, "--development-key", "0"];
  async function openimo(...args: string[]) {
    const { code, stdout, stderr } = await story.openimo(...args, "--json");
    expect(code, stderr + stdout).toBe(0);
  }
  const idOf = (model: Model): bigint => {
    const id = models.get(NAMES[model]);
    if (id === undefined) throw new Error(`There is no model ${NAMES[model]}.`);
    return id;
  };
  const visit = (path: string) => page.goto(new URL(path, web.url).href);

  /** White space is not told apart: a page breaks lines where it likes. */
  const plain = (text: string) => text.replace(/\s+/g, " ").trim();

  /** Waits until the page shows all of the texts, letter for letter. */
  async function shows(texts: readonly string[]): Promise<void> {
    const missing = async () => {
      const shown = plain((await page.locator("body").textContent()) ?? "");
      return texts.filter((text) => !shown.includes(plain(text)));
    };
    await expect.poll(missing).toEqual([]);
  }

  /** No element that a text could have made: the app itself has none of them. */
  async function isHarmless(): Promise<void> {
    const foreign = await page.evaluate(() => {
      const made = document.body.querySelectorAll(
        "script:not([src^='/assets/']), iframe, object, embed, base, meta, link, style, math, video, audio, template",
      );
      const active = [...document.querySelectorAll("*")].filter((element) =>
        [...element.attributes].some(
          ({ name, value }) => name.startsWith("on") || /^\s*(javascript|data:text)/i.test(value),
        ),
      );
      return [...made, ...active].map(({ outerHTML }) => outerHTML.slice(0, 200));
    });
    expect(foreign).toEqual([]);
    expect(ran).toEqual([]);
  }

  it("would be told when a script runs", async () => {
    await visit("/");
    const script = (text: string) => {
      const element = document.createElement("script");
      element.textContent = text;
      document.body.append(element);
    };
    await page.evaluate(script, HOSTILE_CALL);
    await expect.poll(() => ran.length).toBeGreaterThan(0);
    expect(ran.join()).toContain("policy: script-src");
    ran.length = 0;
  });

  it("names of models are names", async () => {
    await visit("/");
    await shows(Object.values(NAMES));
    await isHarmless();
  });

  it("200 inputs that are texts are texts", async () => {
    const oracle = { address: story.deployment.inferenceOracle, abi: inferenceOracleAbi } as const;
    for (let first = 0; first < hostileTexts.length; first += ITEMS) {
      const texts = hostileTexts.slice(first, first + ITEMS);
      const inputs = texts.map((text) => textBytes(text, TEXT_BYTES));
      const size = BigInt(texts.length);
      const value = await story.reader.readContract({
        ...{ ...oracle, functionName: "estimateFeeBatch", args: [idOf("guardian"), 0n, size] },
      });
      const asked = requestedIn(
        await story.mined(
          story.wallet.requester.writeContract({
            ...{ ...oracle, functionName: "requestBatchInference", value },
            args: [size, idOf("guardian"), toHex(encodeItems(inputs)), zeroAddress, 0n, "0x", 0, 0],
          }),
        ),
      );
      const answers = texts.map((_, i) => new Uint8Array(ANSWER_BYTES).with(0, i % 3));
      await post(story, "stranger", asked.request, encodeItems(answers));
      await visit(`/requests/${asked.requestId}`);
      // What the model reads of them.
      await shows(inputs.map(textOfBytes));
      await isHarmless();
    }
  });

  /** What a digit's answer is shown with: the label that it chose, all labels, and of the model its description and licence. */
  const wordsOf = (texts: readonly string[]) => (manifest: Manifest) => ({
    description: texts[0],
    licence: texts[1],
    outputs: manifest.outputs.map((output) =>
      output.meaning.kind === "label" || output.meaning.kind === "scores"
        ? { ...output, meaning: { ...output.meaning, labels: texts.slice(0, DIGIT_LABELS) } }
        : output,
    ),
  });

  it("labels, descriptions and licences of a package are texts", async () => {
    const { requestId, request } = await ask(story, "requester", idOf("digits"), seven());
    await post(story, "stranger", request, `0x03${"00".repeat(3)}${"7f00".repeat(DIGIT_LABELS)}` as Hex);
    // Eight kinds of texts, ten of each.
    for (let first = 0; first < hostileTexts.length; first += 25) {
      const texts = hostileTexts.slice(first, first + DIGIT_LABELS);
      packages.set("digits", await reworded("digits", wordsOf(texts)));
      await visit(`/requests/${requestId}`);
      await shows(texts);
      await isHarmless();
    }
    const texts = hostileTexts.slice(0, DIGIT_LABELS);
    await visit(`/models/${idOf("digits")}`);
    packages.set("digits", await reworded("digits", wordsOf(texts)));
    await page.reload();
    await page.getByText("Checked against the registry").waitFor();
    await shows(texts.slice(0, 2));
    await isHarmless();
  });

  it("what can be chosen for an input is texts", async () => {
    const choices = (manifest: Manifest): Pick<Manifest, "input"> => {
      const { meaning } = manifest.input;
      if (meaning.kind !== "fields") throw new Error("The painter has no fields.");
      const fields = meaning.fields.map((field) =>
        field.meaning.kind === "choice" ? { ...field, meaning: { ...field.meaning, labels: hostileTexts } } : field,
      );
      return { input: { ...manifest.input, meaning: { ...meaning, fields } } };
    };
    packages.set("painter", await reworded("painter", choices));
    await visit(`/ask/${idOf("painter")}`);
    await shows(hostileTexts);
    await isHarmless();
  });

  it("names of tokens are names, and an address that is a script is none", async () => {
    const [name, symbol] = [hostileTexts[1].slice(0, 32), "<b>X</b>"];
    const terms = ["--sale-supply", "1000000", "--soft-cap", "1", "--hard-cap", "2", "--duration", "1d"];
    const id = toHex(idOf("digits"), { size: 32 });
    const sale = ["offering", "create", id, "--name", name, "--symbol", symbol];
    await openimo(...sale, ...terms, "--development-key", "0");
    await visit(`/models/${idOf("digits")}`);
    await shows([name, symbol]);
    await isHarmless();
    expect(pageErrors).toEqual([]);
  });
});

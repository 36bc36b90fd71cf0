/**
 * `npm run --silent bench:web`: what the web app weighs, how fast it is for a phone on a slow network, whether axe complains, and how
 * long a verification takes beside Node. The last line is one JSON object; what is measured and how: docs/benchmarks.md.
 */
import { buildWeb, serveWeb } from "@openimo/web/serve";
import { type Hex, parseEther } from "viem";
import { complaints } from "../world/accessibility.ts";
import { prompt } from "../world/answers.ts";
import { openBrowser } from "../world/browser.ts";
import { commit, launchModel } from "../world/launch.ts";
import { post } from "../world/lies.ts";
import { modelsByName, termsOf } from "../world/models-by-name.ts";
import { servePackages } from "../world/packages.ts";
import { LANGUAGES, speak } from "../world/pictures.ts";
import { ask, seven } from "../world/request.ts";
import { startStory } from "../world/story.ts";
import { firstLoad, walletLoad } from "./web/sizes.ts";
import { LAB } from "./web/throttle.ts";
import { browserMs, nodeMs } from "./web/verification.ts";
import { vitals } from "./web/vitals.ts";

const MODELS = ["digits", "guardian", "painter", "storyteller"] as const;
const INPUTS = {
  digits: seven(),
  guardian: `0x${Buffer.from("You are all invited.").toString("hex").padEnd(512, "0")}`,
  painter: "0x070123456789abcdef",
  storyteller: await prompt("storyteller", "In the beginning"),
} as const;

await buildWeb();
const story = await startStory({ models: MODELS });
const packages = await servePackages(MODELS, story.ports.node);
const packageHosts = [`http://127.0.0.1:${story.ports.node}`];
const config = { chainId: 31337, rpcUrl: story.world.rpcUrl, packageHosts };
const web = await serveWeb({ host: "127.0.0.1", port: 0, config });
const withAppKit = await serveWeb({ host: "127.0.0.1", port: 0, config: { ...config, projectId: "0".repeat(32) } });
const browser = await openBrowser();
const kilobytes = (bytes: number) => Math.round(bytes / 100) / 10;
const rounded = (value: number, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;

const models = await modelsByName(story);
const idOf = (name: (typeof MODELS)[number]) => models.get(name) ?? 0n;
const { offering } = await launchModel(story, idOf("digits"));
await commit(story, offering, "investorA", parseEther("3"));

const first = await firstLoad(browser, web.url);
console.error(`First load:\n  ${first.files.join("\n  ")}`);
const wallet = await walletLoad(browser, withAppKit.url);
console.error(`Wallet:\n  ${wallet.files.join("\n  ")}`);

let [inBrowserMs, inNodeMs] = [0, 0];
const answered: bigint[] = [];
for (const name of MODELS) {
  const input = INPUTS[name];
  const { requestId, request, receipt } = await ask(story, "requester", idOf(name), input);
  // What is drawn depends on the request's block.
  const seedSalt: Hex = `0x${receipt.blockHash.slice(2, 10)}`;
  const { programRoot, weightsRoot, packageURI } = await termsOf(story, idOf(name));
  const common = { programRoot, weightsRoot, requestId, seedSalt, inputs: [input], isBatch: false } as const;
  const { ms: inNode, answer } = await nodeMs({ ...common, packageAddress: packageURI });
  await post(story, "stranger", request, answer);
  answered.push(requestId);
  const inBrowser = await browserMs(browser, `${web.url}/requests/${requestId}`);
  console.error(
    `Verification of ${name}: ${rounded(inBrowser, 1)} ms in the browser, ${rounded(inNode, 1)} ms in Node`,
  );
  inBrowserMs += inBrowser;
  inNodeMs += inNode;
}

const page = await browser.newPage();
let violations = 0;
const pages = [
  "/",
  `/models/${idOf("digits")}`,
  "/launch",
  "/ask",
  `/ask/${idOf("digits")}`,
  "/requests",
  "/portfolio",
];
for (const path of [...pages, ...answered.map((id) => `/requests/${id}`)]) {
  await page.goto(web.url + path);
  await page.locator("main h1").first().waitFor();
  for (const language of LANGUAGES) {
    await speak(page, language);
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const found = await complaints(page);
      violations += found.length;
      for (const complaint of found) console.error(`${path} ${language} ${colorScheme}: ${complaint}`);
    }
  }
}
await page.close();

const { lcpMs, inpMs, cls, runs } = await vitals(browser, web.url);
console.error(JSON.stringify(runs));
await browser.close();
await Promise.all([web.close(), withAppKit.close(), packages.close(), story.stop()]);
console.log(
  JSON.stringify({
    first_load_kb_gzip: kilobytes(first.codeBytes),
    font_kb: kilobytes(first.fontBytes),
    wallet_kb_gzip: kilobytes(wallet.codeBytes),
    lcp_ms: rounded(lcpMs),
    inp_ms: rounded(inpMs),
    cls: rounded(cls, 3),
    axe_violations: violations,
    verify_vs_node: rounded(inBrowserMs / inNodeMs, 2),
    lab: LAB,
  }),
);
process.exit(0);

import { aigcCollectionAbi, aigcCollectionsAbi, aigcRendererAbi } from "@openimo/contracts";
import { loadPackage } from "@openimo/runtime";
import { PNG } from "pngjs";
import { type Address, bytesToHex, type Hex, stringToHex, toHex } from "viem";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { folderPackageFiles } from "../../oracle/src/models/folder-package-files.ts";
import { Random } from "../../runtime/testing/random.ts";
import { stepModel } from "../../runtime/testing/step-model.ts";
import { root } from "../world/story.ts";
import { type CourtWorld, startCourtWorld } from "./court-world.ts";
import { hostilePrompts } from "./hostile-prompts.ts";
import { svgProblem } from "./svg-problem.ts";

const FORMS = ["painter", "digits", "text", "tokens"] as const;
type Form = (typeof FORMS)[number];
const STATUSES = ["provisional", "disputed", "contested", "outdated", "verified", "void"] as const;
const PROMPTS = 200;

type Metadata = Record<
  "name" | "description" | "image" | "prompt" | "prompt_encoding" | "aigc_type" | "aigc_data" | "proof_type",
  string
> & { readonly attributes: readonly { readonly trait_type: string; readonly value: string }[] };

let world: CourtWorld;
let renderer: Address;
const models = {} as Record<Form, bigint>;

const packageOf = (name: string) => loadPackage(folderPackageFiles(`${root}/models/${name}/package`));

/** A small decoder whose tokens are bytes of text, or numbers. */
const decoder = (token: "uint8" | "int32") =>
  stepModel(new Random(5), {
    ...{ vocabulary: 16, size: 8, hidden: 8, layers: 1, heads: 1, keyHeads: 1 },
    ...{ stepLimit: 8, promptLimit: 4, tokenLimit: 4, stopToken: -1, token, sampled: false, tied: true },
  });

beforeAll(async () => {
  world = await startCourtWorld();
  models.digits = (await world.register(await packageOf("digits"), "digits")).modelId;
  models.painter = (await world.register(await packageOf("painter"), 'the "painter" \\ <b>')).modelId;
  models.text = (await world.register(decoder("uint8"), "writer")).modelId;
  models.tokens = (await world.register(decoder("int32"), "teller")).modelId;
  const implementation = await world.client.readContract({
    ...{ address: world.deployment.aigcCollections, abi: aigcCollectionsAbi, functionName: "implementation" },
  });
  renderer = await world.client.readContract({
    ...{ address: implementation, abi: aigcCollectionAbi, functionName: "RENDERER" },
  });
}, 180_000);
afterAll(() => world?.stop());

function decode(uri: string, mediaType: string): Buffer {
  const start = `data:${mediaType};base64,`;
  expect(uri.startsWith(start)).toBe(true);
  return Buffer.from(uri.slice(start.length), "base64");
}

/** What the contract writes, parsed as strictly as the standards of JSON, UTF-8 and base64 say. */
async function metadata(form: Form, prompt: Hex, aigcData: Hex, status = 4): Promise<Metadata> {
  const uri = await world.client.readContract({
    address: renderer,
    abi: aigcRendererAbi,
    functionName: "tokenURI",
    args: [{ tokenId: 7n, modelId: models[form], requestId: 9n, status, prompt, aigcData }],
  });
  const text = new TextDecoder("utf-8", { fatal: true }).decode(decode(uri, "application/json"));
  return JSON.parse(text);
}

function svgOf({ image }: Metadata): string {
  const svg = new TextDecoder("utf-8", { fatal: true }).decode(decode(image, "image/svg+xml"));
  expect(svgProblem(svg)).toBeNull();
  return svg;
}

/** The bytes that the metadata says the prompt has, padded to `length`. */
function promptOf({ prompt, prompt_encoding: encoding }: Metadata, length: number): Hex {
  if (encoding === "hex") return prompt as Hex;
  const bytes = new TextEncoder().encode(prompt);
  if (encoding === "utf-8") return bytesToHex(bytes);
  expect(encoding).toBe("utf-8-zero-padded");
  const padded = new Uint8Array(length);
  padded.set(bytes);
  return bytesToHex(padded);
}

const painting = () => bytesToHex(new Random(8).bytes(1568));

describe.each(FORMS)("%s", (form) => {
  test(`${PROMPTS} hostile prompts are JSON and can be got back`, async () => {
    const answer = form === "painter" ? painting() : "0x0700000001000200";
    for (const prompt of hostilePrompts(PROMPTS)) {
      const parsed = await metadata(form, bytesToHex(prompt), answer);
      expect(promptOf(parsed, prompt.length)).toBe(bytesToHex(prompt));
      expect(parsed.proof_type).toBe("fraud (opML)");
      svgOf(parsed);
    }
  });

  test("hostile answers are safe pictures, whatever the program could give", async () => {
    for (const answer of hostilePrompts(60)) {
      const parsed = await metadata(form, "0x00", bytesToHex(answer));
      svgOf(parsed);
      const [, data] = parsed.aigc_data.split(";base64,");
      expect(bytesToHex(Buffer.from(data, "base64"))).toBe(bytesToHex(answer));
    }
  });
});

test("a painting is the picture, to the pixel, alone and in its card", async () => {
  const answer = new Random(8).bytes(1568);
  const parsed = await metadata("painter", "0x070123456789abcdef", bytesToHex(answer));
  expect(parsed.aigc_type).toBe("image");
  const file = decode(parsed.aigc_data, "image/png");
  const { width, height, data } = PNG.sync.read(file, { checkCRC: true });
  expect([width, height]).toEqual([28, 28]);
  const values = new Int16Array(answer.buffer.slice(answer.byteOffset, answer.byteOffset + 1568));
  const expected = [...values].map((value) => Math.round((255 * Math.max(0, value)) / 32767));
  expect([...data.filter((_, i) => i % 4 === 0)]).toEqual(expected);
  expect(svgOf(parsed)).toContain(`data:image/png;base64,${file.toString("base64")}`);
});

test("a label is a card with its number", async () => {
  const parsed = await metadata("digits", "0x00", "0x0700000001000200");
  expect(parsed.aigc_type).toBe("label");
  expect(svgOf(parsed)).toMatch(/>7<\/text>/);
});

test("a text is shown in lines, and nothing in it is markup", async () => {
  const text = `<script>alert("1")</script> & ${"é🦊'".repeat(30)}\nnext\u{fffe}line`;
  const parsed = await metadata("text", "0x00", stringToHex(text));
  expect(parsed.aigc_type).toBe("text");
  const svg = svgOf(parsed);
  expect(svg).toContain("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp;");
  const shown = [...svg.matchAll(/<tspan[^>]*>([^<]*)<\/tspan>/g)].map(([, line]) => line).join("");
  const plain = shown.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name) => ({ lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" })[name as "lt"] ?? "",
  );
  expect(plain).toBe(text.replace("\n", "").replace("\u{fffe}", "\u{fffd}"));
  expect(decode(parsed.aigc_data, "text/plain;charset=utf-8").toString()).toBe(text);
});

test("tokens are shown as numbers", async () => {
  const parsed = await metadata("tokens", "0x00", toHex(new Uint8Array(Int32Array.of(5, -1, 1023).buffer)));
  expect(parsed.aigc_type).toBe("tokens");
  expect(svgOf(parsed)).toContain(">5 -1 1023<");
});

test.each(STATUSES.map((name, status) => [name, status] as const))("a %s token says so", async (name, status) => {
  const parsed = await metadata("painter", "0x00", painting(), status);
  expect(parsed.attributes[0]).toEqual({ trait_type: "Status", value: name });
  expect(parsed.name.startsWith('the "painter" \\ <b>')).toBe(true);
  if (name === "verified") expect(svgOf(parsed)).not.toContain("<text");
  else expect(svgOf(parsed)).toContain(`>${name}</text>`);
  if (name === "void") expect(parsed.description).toContain("nothing vouches for this content");
});

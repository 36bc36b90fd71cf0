import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { modelRegistryAbi } from "@openimo/contracts";
import type { Browser, Page } from "playwright-core";
import { type ColorType, PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Mnist, readMnist } from "../../models/digits/mnist.ts";
import { connectAs, done, openBrowser, openPage, picture } from "../world/browser.ts";
import { onlyModel } from "../world/launch.ts";
import { fitsPhone, pictures } from "../world/pictures.ts";
import { openimo, root, type Story, startStory } from "../world/story.ts";

const SIDE = 28;
const LABELS = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
/** Generous: the machine may be busy with other tests. */
const CANCEL_MILLISECONDS = 2_000;
const SAMPLES_OF_LABEL = 10;
const ONNX = join(root, "models/digits/digits.onnx");
const CARD = join(root, "models/digits/README.md");

/** Each picture in another form of PNG: decoders agree on the plainest one soonest. */
const FORMS: readonly { colorType: ColorType; bitDepth: 8 | 16; alpha: number }[] = [
  { colorType: 0, bitDepth: 8, alpha: 255 },
  { colorType: 2, bitDepth: 8, alpha: 255 },
  { colorType: 6, bitDepth: 8, alpha: 240 },
  { colorType: 0, bitDepth: 16, alpha: 255 },
  { colorType: 4, bitDepth: 16, alpha: 250 },
];

function writePng(path: string, pixels: Uint8Array, { alpha, ...form }: (typeof FORMS)[number]): void {
  const image = new PNG({ width: SIDE, height: SIDE });
  for (const [i, grey] of pixels.entries()) image.data.set([grey, grey, grey, alpha], 4 * i);
  writeFileSync(path, PNG.sync.write(image, form));
}

/** Real digits, sorted into a folder for each label. */
function writeFolders(folder: string, { inputs, labels }: Mnist): void {
  for (const [index, label] of LABELS.entries()) {
    mkdirSync(join(folder, label), { recursive: true });
    const own = inputs.filter((_, i) => labels[i] === index).slice(0, SAMPLES_OF_LABEL);
    for (const [i, pixels] of own.entries())
      writePng(join(folder, label, `${i}.png`), pixels, FORMS[(i + index) % FORMS.length]);
  }
}

function writeIdx(path: string, shape: readonly number[], values: readonly Uint8Array[]): void {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.set([0, 0, 8, shape.length]);
  for (const [i, size] of shape.entries()) header.writeUInt32BE(size, 4 + 4 * i);
  writeFileSync(path, Buffer.concat([header, ...values]));
}

describe("compiling an ONNX file in the browser", { sequential: true }, () => {
  let story: Story;
  let browser: Browser;
  let page: Page;
  let pageErrors: string[];
  const scratch = mkdtempSync(join(tmpdir(), "openimo-compile-"));
  const at = (name: string) => join(scratch, name);

  beforeAll(async () => {
    writeFolders(at("samples"), readMnist("test"));
    const { inputs, labels } = readMnist("test");
    writeIdx(at("calibration.idx"), [200, SIDE, SIDE], inputs.slice(0, 200));
    writeIdx(at("evaluation.idx"), [100, SIDE, SIDE], inputs.slice(200, 300));
    writeFileSync(at("right.txt"), labels.slice(200, 300).join("\n"));
    writeIdx(at("many.idx"), [10_000, SIDE, SIDE], inputs);
    story = await startStory({ web: true });
    browser = await openBrowser();
    ({ page, errors: pageErrors } = await openPage(browser, `${story.world.webUrl}/launch`));
    await connectAs(page, "Developer");
  });
  afterAll(async () => {
    rmSync(scratch, { recursive: true, force: true });
    await browser?.close();
    await story?.stop();
  });

  const button = (name: string) => page.getByRole("button", { name, exact: true });
  const field = (name: string) => page.getByLabel(name, { exact: true });

  /** Compiles with the command line. @returns The package's hash. */
  async function compileThere(out: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await openimo(["model", "compile", ONNX, ...args, "--out", at(out), "--json"]);
    expect(code, stderr).toBe(0);
    return JSON.parse(stdout).modelHash;
  }

  async function compileHere(): Promise<void> {
    await button("Compile").click();
    await page.getByText(/^Compiled: /).waitFor();
  }

  /** Of the package that was opened, whole. */
  const modelHash = () => page.getByRole("button", { name: "Copy Model hash" }).first().getAttribute("title");

  it("asks for what is missing, and finds labels and size of the pictures", async () => {
    await page.getByRole("radio", { name: "An ONNX file" }).check();
    await button("Compile").click();
    expect(await page.getByText("Choose a file.").count()).toBe(2);
    await field("ONNX file").setInputFiles(ONNX);
    await field("Width").fill("1");
    await field("Samples folder").setInputFiles(at("samples"));
    await page.getByText("10 labels with 100 samples: 0, 1, 2, 3, 4, 5, 6, 7, 8, 9").waitFor();
    await expect.poll(() => field("Width").inputValue()).toBe("28");
    expect(await fitsPhone(page)).toBe(true);
    await pictures(page, "compile-form");
  });

  it("keeps the chosen files in another language", async () => {
    const language = page.getByRole("contentinfo").getByRole("combobox");
    for (const [tag, found] of [
      ["es", "10 etiquetas con 100 muestras"],
      ["pt-BR", "10 rótulos com 100 amostras"],
      ["en", "10 labels with 100 samples"],
    ] as const) {
      await language.selectOption(tag);
      await page.getByText(found).waitFor();
      expect(await fitsPhone(page)).toBe(true);
    }
  });

  it("keeps what was typed over a reload, and says that files have to be chosen again", async () => {
    await field("Model's name").fill("digits here");
    await field("Licence").fill("MIT");
    await page.reload();
    await page.getByText("choose digits.onnx and its samples again").waitFor();
    expect(await field("Model's name").inputValue()).toBe("digits here");
  });

  it("names the sample that can't be used, and the model that can't be read", async () => {
    mkdirSync(at("damaged/cat"), { recursive: true });
    for (let i = 0; i < 5; i++) writeFileSync(at(`damaged/cat/${i}.png`), "no picture at all, but long enough");
    await field("ONNX file").setInputFiles(ONNX);
    await field("Samples folder").setInputFiles(at("damaged"));
    await button("Compile").click();
    await page.getByText("These samples can't be used").waitFor();
    await page.getByText("cat/0.png is not a PNG image.").waitFor();
    writeFileSync(at("broken.onnx"), "this is no model");
    await field("ONNX file").setInputFiles(at("broken.onnx"));
    await field("Samples folder").setInputFiles(at("samples"));
    await button("Compile").click();
    await page.getByText("This model can't be compiled").waitFor();
  });

  it("explains why a program that isn't close enough is refused", async () => {
    await field("ONNX file").setInputFiles(ONNX);
    await page.getByText("More settings", { exact: true }).click();
    await field("Least cosine of the scores").fill("1");
    await button("Compile").click();
    await page.getByText("The program isn't close enough to the original").waitFor();
    await page.getByText(/^0\.999\d*; the limit is 1$/).waitFor();
    await page.getByRole("heading", { name: "Parity report" }).waitFor();
    await pictures(page, "compile-refused");
    await field("Least cosine of the scores").fill("0.999");
  });

  it("gets the hash that the command line gets, from pictures in any form", async () => {
    const expected = await compileThere(
      "package",
      ...["--calibrate", at("samples"), "--image", "28x28", "--name", "digits here", "--licence", "MIT"],
    );
    await field("Model card (.md)").setInputFiles(CARD);
    await compileHere();
    expect(await modelHash()).toBe(expected);
    await pictures(page, "compile-done");
    expect(await fitsPhone(page)).toBe(true);
  });

  it("gives the archive that the command line writes, byte for byte", async () => {
    const { code, stdout, stderr } = await openimo([
      "model",
      "pack",
      at("package"),
      "--out",
      at("there.car"),
      "--json",
    ]);
    expect(code, stderr).toBe(0);
    const [download] = await Promise.all([page.waitForEvent("download"), button("Download package (.car)").click()]);
    expect(download.suggestedFilename()).toBe("digits-here.car");
    await download.saveAs(at("here.car"));
    expect(readFileSync(at("here.car")).equals(readFileSync(at("there.car")))).toBe(true);
    await page.getByTitle(JSON.parse(stdout).root).waitFor();
  });

  it("saves the files that the command line writes as a folder", async () => {
    // The dialog is the browser's own; the folder that it would give is a real one, of the page's private file system.
    await page.evaluate(() => {
      Object.assign(window, { showDirectoryPicker: () => navigator.storage.getDirectory() });
    });
    await button("Save as a folder").click();
    await page.getByText("Saved. This folder can be served as it is.").waitFor();
    const { files } = JSON.parse(readFileSync(at("package/manifest.json"), "utf8"));
    const paths: string[] = ["manifest.json", ...files.map(({ path }: { path: string }) => path)];
    for (const path of paths) {
      const found = await page.evaluate(async (names) => {
        let folder = await (await navigator.storage.getDirectory()).getDirectoryHandle("digits-here");
        for (const name of names.slice(0, -1)) folder = await folder.getDirectoryHandle(name);
        const file = await (await folder.getFileHandle(names.at(-1) ?? "")).getFile();
        return [...new Uint8Array(await file.arrayBuffer())];
      }, path.split("/"));
      expect(readFileSync(join(at("package"), path)).equals(Buffer.from(found)), path).toBe(true);
    }
  });

  it("registers the package that was compiled, after a reload too", async () => {
    const expected = await modelHash();
    await page.reload();
    await page.getByText("Compiled: digits here").waitFor();
    expect(await modelHash()).toBe(expected);
    await field("Package address").fill("https://models.example/digits/");
    const validate = page.getByRole("button", { name: /^Validate the program/ });
    await validate.click();
    await button("Register").click();
    await done(page, "Register");
    const { programRoot, weightsRoot } = JSON.parse(readFileSync(at("package/manifest.json"), "utf8"));
    const modelId = await onlyModel(story);
    const registered = await story.reader.readContract({
      ...{ address: story.deployment.modelRegistry, abi: modelRegistryAbi, functionName: "model", args: [modelId] },
    });
    expect(registered).toMatchObject({ terms: { programRoot, weightsRoot, name: "digits here" } });
    await page.getByRole("radio", { name: /digits here/ }).waitFor();
  });

  it("compiles sets that are apart, in IDX files, with the same hash", async () => {
    const names = LABELS.join(",");
    const expected = await compileThere(
      "apart",
      ...[
        "--calibrate",
        at("calibration.idx"),
        "--evaluate",
        at("evaluation.idx"),
        "--evaluate-labels",
        at("right.txt"),
      ],
      ...["--labels", names, "--calibration-samples", "150"],
    );
    await button("+ Register another model").click();
    await button("Compile another file").click();
    await field("ONNX file").setInputFiles(ONNX);
    await field("Samples are").selectOption("apart");
    await field("Calibration samples").setInputFiles(at("calibration.idx"));
    await field("Held-out samples").setInputFiles(at("evaluation.idx"));
    await field("Right labels of the held-out samples").setInputFiles(at("right.txt"));
    await field("Names of the labels").fill(names);
    await field("An input is").selectOption("numbers");
    await page.getByText("More settings", { exact: true }).click();
    await field("Most samples for the scales").fill("150");
    await compileHere();
    expect(await modelHash()).toBe(expected);
  });

  it("is cancelled at once, and the page answers while it computes", async () => {
    await button("Compile another file").click();
    await field("ONNX file").setInputFiles(ONNX);
    await field("Calibration samples").setInputFiles(at("many.idx"));
    await field("Held-out samples").setInputFiles(at("evaluation.idx"));
    await field("Right labels of the held-out samples").setInputFiles(at("right.txt"));
    await page.getByText("More settings", { exact: true }).click();
    await field("Most samples for the scales").fill("10000");
    await button("Compile").click();
    await page.getByText("Step 3 of 6: Measuring ranges").waitFor();
    // One picture: it would be over before there were all.
    await picture(page, "compile-running");
    // By keyboard: who started it is where it can be ended.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Cancel");
    await page.keyboard.press("Enter");
    await page.getByText("Cancelled. Nothing was kept.").waitFor({ timeout: CANCEL_MILLISECONDS });
    // What was chosen is still chosen.
    await button("Compile").click();
    await page.getByText("Step 3 of 6: Measuring ranges").waitFor();
    await button("Cancel").click();
    await page.getByText("Cancelled. Nothing was kept.").waitFor();
    expect(pageErrors).toEqual([]);
  });
});

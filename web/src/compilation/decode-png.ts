import type { DecodePng } from "@openimo/runtime/samples";
import { PNG } from "pngjs/browser.js";

/** The Buffer that the library brings along: it reads no other bytes. */
const BundledBuffer = new PNG({ width: 1, height: 1 }).data.constructor as typeof Buffer;

/** Decodes with pngjs, as the command line does, so that both make the same sample of a picture. */
export const decodePng: DecodePng = (bytes) => PNG.sync.read(BundledBuffer.from(bytes));

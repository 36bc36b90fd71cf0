import { canonicalJson } from "../../package/canonical-json.ts";
import { encodeText } from "../../tokenizer/encode-text.ts";
import { parseTokenizer } from "../../tokenizer/parse-tokenizer.ts";
import { CompileError } from "../compile-error.ts";

export const TOKENIZER_FILE = "tokenizer.json";

/** How a model's prompts are made of text. */
export interface TextEncoding {
  /** Canonical, as the package has it; null where a token is a byte. */
  readonly file: Uint8Array | null;
  encode(text: string): number[];
}

/**
 * Reads the tokenizer of a model.
 * @param json The file in any layout; null for a model of bytes.
 * @param vocabulary Number of the model's tokens.
 * @throws CompileError when it has another number of tokens.
 * @throws PackageError naming the member that is wrong.
 */
export function readTokenizer(json: Uint8Array | null, vocabulary: number): TextEncoding {
  if (json === null) {
    if (vocabulary > 256) throw new CompileError(`${vocabulary} tokens need a tokenizer`);
    return { file: null, encode: (text) => [...new TextEncoder().encode(text)] };
  }
  const file = canonicalJson(parsed(json));
  const tokenizer = parseTokenizer(TOKENIZER_FILE, file);
  if (tokenizer.tokens.length !== vocabulary) {
    throw new CompileError(`a tokenizer of ${tokenizer.tokens.length} tokens for a model of ${vocabulary}`);
  }
  return { file, encode: (text) => encodeText(tokenizer, text) };
}

function parsed(json: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(json));
  } catch (cause) {
    throw new CompileError("the tokenizer is no JSON", { cause });
  }
}

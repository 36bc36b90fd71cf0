import { bytesToString } from "viem";

/** What a page shows of a token's metadata. */
export interface TokenMetadata {
  readonly name: string;
  /** A data URI of a picture; nothing else is ever fetched or shown. */
  readonly image: string | null;
}

const JSON_URI = "data:application/json;base64,";
const PICTURE_URI = /^data:image\/(svg\+xml|png);base64,[A-Za-z0-9+/=]+$/;

/** Reads metadata that a contract wrote. Whatever isn't of the expected form is left out, never shown as something else. */
export function readTokenMetadata(uri: string): TokenMetadata {
  const content = parsed(uri);
  const { name, image } = typeof content === "object" && content !== null ? (content as Record<string, unknown>) : {};
  return {
    name: typeof name === "string" ? name : "",
    image: typeof image === "string" && PICTURE_URI.test(image) ? image : null,
  };
}

function parsed(uri: string): unknown {
  if (!uri.startsWith(JSON_URI)) return undefined;
  try {
    const bytes = Uint8Array.from(atob(uri.slice(JSON_URI.length)), (character) => character.charCodeAt(0));
    return JSON.parse(bytesToString(bytes));
  } catch {
    return undefined;
  }
}

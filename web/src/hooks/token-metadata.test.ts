import { describe, expect, it } from "vitest";
import { readTokenMetadata } from "./token-metadata.ts";

const uri = (content: unknown) => `data:application/json;base64,${btoa(JSON.stringify(content))}`;
const PNG = "data:image/png;base64,iVBORw0KGgo=";

describe("a token's metadata", () => {
  it("is its name and its picture", () => {
    expect(readTokenMetadata(uri({ name: "painter #1", image: PNG }))).toEqual({ name: "painter #1", image: PNG });
  });

  it("keeps letters of any script", () => {
    const bytes = new TextEncoder().encode(JSON.stringify({ name: "Bär ü 熊", image: PNG }));
    const base64 = btoa(String.fromCharCode(...bytes));
    expect(readTokenMetadata(`data:application/json;base64,${base64}`).name).toBe("Bär ü 熊");
  });

  it.each([
    ["an address elsewhere", "https://example.org/spy.png"],
    ["a script", "javascript:alert(1)"],
    ["a page", "data:text/html;base64,PHNjcmlwdD4="],
    ["a picture that isn't in base64", "data:image/svg+xml,<svg onload=alert(1)>"],
    ["no text at all", 7],
  ])("has no picture where its picture is %s", (_name, image) => {
    expect(readTokenMetadata(uri({ name: "x", image })).image).toBe(null);
  });

  it.each(
    [
      ["", "ipfs://Qm", "data:application/json;base64,%%%", "data:application/json;base64,bm90IGpzb24="],
      [uri(null), uri([1]), uri("text"), uri({ name: 5 })],
    ].flat(),
  )("is empty where it is %j", (damaged) => {
    expect(readTokenMetadata(damaged)).toEqual({ name: "", image: null });
  });
});

import { expect, test } from "vitest";
import { chooseLanguage, LANGUAGE_TAGS, type Language, loadMessages } from "./languages.ts";

test.each<[unknown, string[], Language]>([
  ["es", ["pt-BR"], "es"],
  [null, ["pt-PT", "en"], "pt-BR"],
  [null, ["de-DE", "es-419", "en-US"], "es"],
  [null, ["de"], "en"],
  ["xx", [], "en"],
  [null, ["EN-gb", "es"], "en"],
])("of stored %j and preferred %j it is %s", (stored, preferred, language) => {
  expect(chooseLanguage(stored, preferred)).toBe(language);
});

type Leaf = { readonly path: string; readonly value: unknown };

function leavesOf(value: unknown, path = ""): Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, value }];
  return Object.entries(value).flatMap(([key, member]) => leavesOf(member, path === "" ? key : `${path}.${key}`));
}

/** Words that are the same in another language, and what isn't a text. */
const SAME = new Set(["symbol", "locale"]);

/** Every text, those that are loaded on their own included. */
async function allMessages(tag: Language) {
  const messages = await loadMessages(tag);
  return { ...messages, ...(await messages.loadCompile()), ...(await messages.loadExplore()) };
}

test.each(LANGUAGE_TAGS.filter((tag) => tag !== "en"))("%s says everything that English says", async (tag) => {
  const [english, other] = await Promise.all([allMessages("en"), allMessages(tag)]);
  const [expected, found] = [leavesOf(english), new Map(leavesOf(other).map(({ path, value }) => [path, value]))];
  expect([...found.keys()].sort()).toEqual(expected.map(({ path }) => path).sort());
  expect(found.get("locale")).toBe(tag);
  let same = 0;
  for (const { path, value } of expected) {
    const text = found.get(path);
    expect(typeof text, path).toBe(typeof value);
    if (typeof value === "function" && typeof text === "function") expect(text.length, path).toBe(value.length);
    if (typeof text !== "string" || SAME.has(path)) continue;
    expect(text.trim(), path).not.toBe("");
    if (text === value) same++;
  }
  // "Token", "Total", "id": a text that was forgotten would be one among few.
  expect(same).toBeLessThan(25);
});

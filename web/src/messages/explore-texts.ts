import { use } from "react";
import type { explore } from "./en/explore.ts";
import { type Messages, useMessages } from "./messages.ts";

/** The texts of operators, the gallery and charts, which are loaded with the first page that has one of them. */
export type ExploreTexts = typeof explore;

const loaded = new Map<string, Promise<ExploreTexts>>();

function load({ locale, loadExplore }: Messages): Promise<ExploreTexts> {
  const known = loaded.get(locale);
  if (known !== undefined) return known;
  const loading = loadExplore().then((texts) => texts.explore);
  loaded.set(locale, loading);
  // The next page tries again.
  loading.catch(() => loaded.delete(locale));
  return loading;
}

/** Suspends until they are there. */
export const useExplore = (): ExploreTexts => use(load(useMessages()));

import { models } from "./models.ts";
import { offering } from "./offering.ts";
import { shell } from "./shell.ts";
import { transactions } from "./transactions.ts";

/** What every page and the list of models say, in English; the rest comes with the first page that says more. */
export const first = {
  locale: "en",
  symbol: "ETH",
  /** The sentences for contract errors: only whoever signs needs them. */
  loadErrors: () => import("./errors.ts"),
  /** The texts of compiling a model: only a developer who does needs them. */
  loadCompile: () => import("./compile.ts"),
  loadExplore: () => import("./explore.ts"),
  ...shell,
  ...transactions,
  ...models,
  ...offering,
};

import { models } from "./models.ts";
import { offering } from "./offering.ts";
import { shell } from "./shell.ts";
import { transactions } from "./transactions.ts";

/** What every page and the list of models say, in Spanish; the rest comes with the first page that says more. */
export const first = {
  locale: "es",
  symbol: "ETH",
  loadErrors: () => import("./errors.ts"),
  loadCompile: () => import("./compile.ts"),
  loadExplore: () => import("./explore.ts"),
  ...shell,
  ...transactions,
  ...models,
  ...offering,
};

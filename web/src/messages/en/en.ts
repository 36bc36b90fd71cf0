import { ask } from "./ask.ts";
import { auction } from "./auction.ts";
import { curve } from "./curve.ts";
import { duel } from "./duel.ts";
import { governance } from "./governance.ts";
import { launch } from "./launch.ts";
import { models } from "./models.ts";
import { nft } from "./nft.ts";
import { offering } from "./offering.ts";
import { requests } from "./requests.ts";
import { revenue } from "./revenue.ts";
import { shell } from "./shell.ts";
import { transactions } from "./transactions.ts";

/** Every text of the app, in English. Other languages have the same shape (`Messages`). */
export const en = {
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
  auction,
  curve,
  governance,
  ...revenue,
  ...ask,
  ...requests,
  ...duel,
  ...nft,
  ...launch,
};

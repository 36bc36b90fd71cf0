import type { Messages } from "../messages.ts";
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

/** Every text of the app, in Spanish. */
export const es: Messages = {
  locale: "es",
  symbol: "ETH",
  loadErrors: () => import("./errors.ts"),
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

import type { Messages } from "../messages.ts";
import { ask } from "./ask.ts";
import { auction } from "./auction.ts";
import { curve } from "./curve.ts";
import { duel } from "./duel.ts";
import { first } from "./first.ts";
import { governance } from "./governance.ts";
import { launch } from "./launch.ts";
import { nft } from "./nft.ts";
import { proposing } from "./proposing.ts";
import { requests } from "./requests.ts";
import { revenue } from "./revenue.ts";
import { rounds } from "./rounds.ts";
import { settingAside } from "./setting-aside.ts";

/** Every text of the app, in the Portuguese of Brazil. */
export const ptBr: Messages = Object.assign(first, {
  auction,
  curve,
  governance,
  proposing,
  rounds,
  settingAside,
  ...revenue,
  ...ask,
  ...requests,
  ...duel,
  ...nft,
  ...launch,
});

// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "modelRegistry": "0x3F35101d414F416dEeCD41f7aD7d79DF12fad14D",
  "launchpad": "0xAA3e4055251B4A09108F669f3095754Bb2CF8364",
  "inferenceOracle": "0xED4E2F97eABb340Ea32416578df097d9c8134fd8"
},
};

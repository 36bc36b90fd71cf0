// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "modelRegistry": "0x3F35101d414F416dEeCD41f7aD7d79DF12fad14D",
  "launchpad": "0x957F5a75B0F7E0c9B1E147Ec3a347cbc87aDB4e9",
  "inferenceOracle": "0x0533E5F80170b04d8f22D9F7ed12C7804C8effAA"
},
};

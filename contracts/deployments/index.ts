// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "modelRegistry": "0x3F35101d414F416dEeCD41f7aD7d79DF12fad14D",
  "launchpad": "0x957F5a75B0F7E0c9B1E147Ec3a347cbc87aDB4e9",
  "inferenceOracle": "0x5c2679833597B8c9F3eaE5940Ca5051DB15c372C"
},
};

// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "modelRegistry": "0x3F35101d414F416dEeCD41f7aD7d79DF12fad14D",
  "launchpad": "0x5d4245A67c4c700370ad6681722a9A401Bd89cf4",
  "inferenceOracle": "0x410B80d3D24cf8c09A703CC280A4EdE27BBDD053"
},
};

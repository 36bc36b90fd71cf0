// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x67C68F9f2758A30d784F62cf7f1B4D6Fd4B75471",
  "modelRegistry": "0x53C5b98592268B6ACA688B668E26b41F2d90a8ce",
  "launchpad": "0x8C4Fa876394969232E391741160d572d8fa1D2FD",
  "disputeCourt": "0x520681b2eB9c5fc48B2342b174070d5E7d72e0a3",
  "inferenceOracle": "0x9e764Ad722B64ca956caa16699ab2a9985153092"
},
};

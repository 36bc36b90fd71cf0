// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x9225F34053ce4Ae0cc92754773673ee525ED67cf",
  "modelRegistry": "0xF51EC5956bcA397275f65f423fAEbc5f3cc71C74",
  "launchpad": "0x2829d3BfF5F7f73df6afC2D6A5d22cF5f87856A3",
  "disputeCourt": "0x65E979E697278abf5Bd695a83284dFbE729140a8",
  "inferenceOracle": "0xdbDCaf9cdA09bE81900ef6eEdAa6E36669434Cf2",
  "aigcCollections": "0xf08b0C71ACDb24dBCb5b17c530e73980737fdA2b"
},
};

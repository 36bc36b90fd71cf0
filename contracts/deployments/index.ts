// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x3B9E51b62B19a395981E3aA143bd5Bc447e272f5",
  "modelRegistry": "0xC7B74165bFE663DD0f367e3fd8a8Fd9A88c5b41c",
  "launchpad": "0x127361B0fae907E84cb10EE9cbdb05D5b37310c0",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "modelGovernance": "0x7C308dcF9BeA6aEa02675000AB5eA0dB61A25111",
  "disputeCourt": "0x4D1d3128A323053d28C0f6805f63166957E20F1b",
  "inferenceOracle": "0x1d76b88e8Ad68a494567D1E6f16d1B5660805678",
  "aigcCollections": "0x0be6f6B653645e2EbFEdcB56502273E3950e3053"
},
};

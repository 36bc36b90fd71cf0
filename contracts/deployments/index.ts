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
  "disputeCourt": "0xBaAbC87063Ca378A40E70D4688dB0d81C0b239dD",
  "inferenceOracle": "0xf02700dD2A259CFC14fb56eacFa9d30552a4e354",
  "aigcCollections": "0x361a82B1B25E2e364F9B66542Ab9ABF8D8634cBE"
},
};

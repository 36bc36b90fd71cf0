// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x9225F34053ce4Ae0cc92754773673ee525ED67cf",
  "modelRegistry": "0xF51EC5956bcA397275f65f423fAEbc5f3cc71C74",
  "launchpad": "0x8A5A4AC4369335d0ba0349c04fDBF1BC20d75A31",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0x65E979E697278abf5Bd695a83284dFbE729140a8",
  "inferenceOracle": "0xdbDCaf9cdA09bE81900ef6eEdAa6E36669434Cf2"
},
};

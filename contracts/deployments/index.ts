// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x9225F34053ce4Ae0cc92754773673ee525ED67cf",
  "modelRegistry": "0x5601ca3eDF0A6EF1F4A10A25D86C53f36f566D81",
  "launchpad": "0x0360041521aBAeD76c84aD7F752a163Af9Fa34a4",
  "disputeCourt": "0x65E979E697278abf5Bd695a83284dFbE729140a8",
  "inferenceOracle": "0xFe5BFD8313B456E0AB7Bf0e15b63b5E6eF3CE4fC"
},
};

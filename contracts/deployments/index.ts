// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xCABE1349b895E56A59Bb9CF7c6909236472e090D",
  "modelRegistry": "0x448Ac9abb59E39F922eC12785A5b072B2Db172Ab",
  "launchpad": "0xf5c89cAfC4cf01dCcCfF2C9AE55A7607574a2A92",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0xE08Ac6d155009eB02FA3baf2FBcB5739285DD31D",
  "inferenceOracle": "0x05Da10fF0Af04e0962829F25822339C8ecbCACd9"
},
};

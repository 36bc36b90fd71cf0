// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x3B9E51b62B19a395981E3aA143bd5Bc447e272f5",
  "modelRegistry": "0xC7B74165bFE663DD0f367e3fd8a8Fd9A88c5b41c",
  "launchpad": "0x48109Ed851B446F4057Ea2D01C07068a6503cc75",
  "revenueClaimer": "0xa2C0E0415d607A9ded7b5df44c6E2738DDD3703F",
  "modelGovernance": "0x2b49Ea303A0fB52d11CA9007c9e137dD0ab30d18",
  "disputeCourt": "0xBaAbC87063Ca378A40E70D4688dB0d81C0b239dD",
  "inferenceOracle": "0x421Ce54F37dE5b3405497a7f44eC63EBF3598474",
  "aigcCollections": "0x1a0B3DB0457f9B61f5647C198C6df62eCe57dFD8"
},
};

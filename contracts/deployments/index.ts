// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x5d2066e2daB66d26FD9fF85575a6B19449139795",
  "modelRegistry": "0x6DDB370dA787fa9b7de083Fe9968f9324bC89b1A",
  "launchpad": "0xa53c79826003BCF4C7f76df7284Ef58a95F94169",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0xc02748c5641c65418926b5170ED5EBfFb75A29Be",
  "inferenceOracle": "0xEb185127F2CD2232e5744063992E313781cDa839",
  "aigcCollections": "0x7AfBdfECa276dE53a788Fd511c12d9b3e89d0c62"
},
};

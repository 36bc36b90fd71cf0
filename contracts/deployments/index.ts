// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xD4F0DeD4C8b096E76F27bD61e49f034Cf4CC3383",
  "modelRegistry": "0x53071372E88181b645b9F42cb9b7f29b6EEacde5",
  "launchpad": "0x48c0F6ab5B8876689c3D845ec5eEe6b77f40ff92",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0xC16277419738A5274b7842C0EC77C3534e736847",
  "inferenceOracle": "0xBC34F027C40A9e1E061b8eeDBE20f78DFfD8E2a0"
},
};

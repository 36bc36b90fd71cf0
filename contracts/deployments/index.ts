// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xa4fcBEB6A97A5F38AC6afd91D78C6df1055A057f",
  "modelRegistry": "0xdd25f0101e9232fFe79D18A48C4D91CB05CD0771",
  "launchpad": "0x004534D4D3Ddc2BC51946205e2D8A2B917A4CAA1",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0x9e79FE9A50c7c5E35e71913435E1Fe10E2B51688",
  "inferenceOracle": "0x5163933A3e93f138Be1d9A7C2F90749d22e3B134"
},
};

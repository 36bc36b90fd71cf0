// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xa4fcBEB6A97A5F38AC6afd91D78C6df1055A057f",
  "modelRegistry": "0x0D6b7E6A8599c9Bed48EeDA64918eEB0C8888e72",
  "launchpad": "0x50e620414a1C8B65e33A5F6AbC93AAE9F7fb9d1F",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "disputeCourt": "0xea679D2257b608B75580c89FBCaF49Ca7c106AB2",
  "inferenceOracle": "0xC4bbee2494AD8eaa142151517ffBf86f672e88AF"
},
};

// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x88C08Dd5d319d90d0857434b0216DAef54E4B8B6",
  "modelRegistry": "0xa37Fdc8622219C66FAF5833B009f47BAa558586B",
  "launchpad": "0x9e1324010ad048f7C369F3CE4B27150a5FfF3C33",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "modelGovernance": "0x1f0F1a98F16900cAfd0038495Ca12abf395a88fA",
  "disputeCourt": "0xd1705BC1C139E81F00993377DbedD45F9C353db5",
  "inferenceOracle": "0x34417195c76cc108F2c8df606f1395742cb5dbeB",
  "aigcCollections": "0x8EB2923Df3eF12be8E72f9c930384a435E101810"
},
};

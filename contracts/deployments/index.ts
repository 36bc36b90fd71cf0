// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x88C08Dd5d319d90d0857434b0216DAef54E4B8B6",
  "modelRegistry": "0xa37Fdc8622219C66FAF5833B009f47BAa558586B",
  "launchpad": "0x6d829629Ce719683dE71648F27e2ce1E14647a3b",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "modelGovernance": "0xcc43Ec1dbb4bb3fF42cA4bBC2Cd84E46C4e47Ad9",
  "disputeCourt": "0x9EEa5539c1D3064Bd3f7bfF0b1bc33733450f977",
  "inferenceOracle": "0x5F56dB0fAac1722B2E3433edFB0Ba6Eebe95D9E5",
  "aigcCollections": "0x357Bf5b946070ba375756219acAaa1008Dcf5fBe"
},
};

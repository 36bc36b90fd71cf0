// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x88C08Dd5d319d90d0857434b0216DAef54E4B8B6",
  "modelRegistry": "0xa37Fdc8622219C66FAF5833B009f47BAa558586B",
  "launchpad": "0xa3FA6D9C9F040D68dA4Db0cD05731d26F104CdE3",
  "revenueClaimer": "0x67A23D6e26b3C281DB58F8E28FA6806c46fDec83",
  "modelGovernance": "0xD63FC97dfFCD66e95441f50eea89b48551E6f77F",
  "disputeCourt": "0x9EEa5539c1D3064Bd3f7bfF0b1bc33733450f977",
  "inferenceOracle": "0xD031A6318EC8b98Ef590A6DB9ba91eA047175eb0",
  "aigcCollections": "0x2aC9fD724f7754FbF6340E014154e8fB055e5238"
},
};

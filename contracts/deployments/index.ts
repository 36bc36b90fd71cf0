// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0x9225F34053ce4Ae0cc92754773673ee525ED67cf",
  "modelRegistry": "0xDFc7d102CC16E1C147a2dAeAef45Cd7ddAB67D1e",
  "launchpad": "0x17b5AA4921Bc693a8E8142F675e09c27ADFfBa11",
  "disputeCourt": "0x7352B0E749Bca44748474E0AB20ca8889929E82A",
  "inferenceOracle": "0x35D717b4FAfA042D8066328FcB9D9db640F99797"
},
};

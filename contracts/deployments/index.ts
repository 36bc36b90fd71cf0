// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xa4fcBEB6A97A5F38AC6afd91D78C6df1055A057f",
  "modelRegistry": "0x0D6b7E6A8599c9Bed48EeDA64918eEB0C8888e72",
  "launchpad": "0x3627bC87e0ADfDb784c1710966BCB9A4A5841847",
  "disputeCourt": "0x9e79FE9A50c7c5E35e71913435E1Fe10E2B51688",
  "inferenceOracle": "0xe1f2E686827Bc7A2fF857F25447a4D61db1b8547"
},
};

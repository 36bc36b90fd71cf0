// Generated from the JSON files of this folder by `npm run build:abi`. Do not edit.
import type { Deployment } from "../deployment.ts";

export const deployments: Readonly<Record<number, Deployment>> = {
  31337: {
  "chainId": 31337,
  "startBlock": 0,
  "programRegistry": "0xa4fcBEB6A97A5F38AC6afd91D78C6df1055A057f",
  "modelRegistry": "0x0D6b7E6A8599c9Bed48EeDA64918eEB0C8888e72",
  "launchpad": "0x3627bC87e0ADfDb784c1710966BCB9A4A5841847",
  "disputeCourt": "0xe38B3C8641d61660465FD8a7e1041495F6b79B2b",
  "inferenceOracle": "0xC3c3E9874C2e5eC473F23bbB9e2aF4CC6837E991"
},
};

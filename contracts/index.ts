export * from "./abi/index.ts";
export { type Deployment, deploymentOf } from "./deployment.ts";

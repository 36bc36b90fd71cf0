export * from "./abi/index.ts";
export { askedEvent } from "./asked-event.ts";
export { type Deployment, deploymentOf } from "./deployment.ts";

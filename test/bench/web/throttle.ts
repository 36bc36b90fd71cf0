import type { CDPSession, Page } from "playwright-core";

/** Lighthouse's slow 4G, and its slowdown of the processor. */
export const LAB = { roundTripMs: 150, downKilobits: 1_638.4, upKilobits: 675, processorSlowdown: 4 } as const;
const BYTES_PER_KILOBIT = 125;

/** What runs this bench names functions with a helper that a page doesn't have. */
export const NAMES_FUNCTIONS = { content: "globalThis.__name = (named) => named;" } as const;

/** Makes a tab as slow as a phone on a slow network. */
export async function throttle(page: Page): Promise<CDPSession> {
  const session = await page.context().newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: LAB.roundTripMs,
    downloadThroughput: LAB.downKilobits * BYTES_PER_KILOBIT,
    uploadThroughput: LAB.upKilobits * BYTES_PER_KILOBIT,
  });
  await session.send("Emulation.setCPUThrottlingRate", { rate: LAB.processorSlowdown });
  return session;
}

import { defineConfig } from "vitest/config";

/** What runs in a second or less a file, the stories, which start a real chain, node and browser, and the simulation of the node. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "units",
          include: [
            "{contracts,runtime,player,oracle,indexer,web,models}/**/*.test.ts",
            "test/{checks,model-check}/**/*.test.ts",
          ],
          exclude: ["**/node_modules/**"],
          testTimeout: 60_000,
          // An embedded database takes seconds to open on a busy machine.
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "stories",
          include: ["test/{stories,arena,differential}/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: "test/world/setup.ts",
          // A story mostly waits for the programs that it has started, and two keep the smallest machine busy.
          maxWorkers: 2,
          // A page follows the chain with a second of delay, and the machine may be busy.
          expect: { poll: { timeout: 60_000, interval: 100 } },
        },
      },
      {
        test: {
          name: "simulation",
          include: ["test/simulation/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          globalSetup: "test/simulation/setup.ts",
          maxWorkers: 2,
          // A world waits for its clocks and processes half of the time.
          maxConcurrency: 2,
        },
      },
    ],
  },
});

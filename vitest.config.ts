import { defineConfig } from "vitest/config";

/** Two projects: what runs in a second or less a file, and the stories, which start a real chain, node and browser. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "units",
          include: [
            "{contracts,runtime,player,oracle,web,models}/**/*.test.ts",
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
          include: ["test/{stories,arena,differential,simulation}/**/*.test.ts"],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          globalSetup: "test/world/setup.ts",
          // A story mostly waits for the programs that it has started, and two keep the smallest machine busy.
          maxWorkers: 2,
          // A page follows the chain with a second of delay, and the machine may be busy.
          expect: { poll: { timeout: 60_000, interval: 100 } },
        },
      },
    ],
  },
});

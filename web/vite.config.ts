import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

/** What `serveWeb` answers in the built app, for `vite` during development: the local chain. */
function developmentConfig(): Plugin {
  return {
    name: "openimo-development-config",
    configureServer(server) {
      server.middlewares.use("/config.json", (_request, response) => {
        response.setHeader("content-type", "application/json");
        response.end(
          JSON.stringify({
            chainId: 31337,
            rpcUrl: process.env.OPENIMO_RPC_URL ?? "http://127.0.0.1:8545",
            indexerUrl: process.env.OPENIMO_INDEXER_URL,
          }),
        );
      });
    },
  };
}

/** Marks the modules that only AppKit uses. */
const APPKIT = "?appkit";

/**
 * Gives AppKit its own copies of everything that it imports. Otherwise it keeps alive, in chunks shared with the first
 * load, the parts of viem that only it uses: 75 kB gzip for everybody, for the few who open it.
 */
function isolateAppKit(): Plugin {
  return {
    name: "openimo-isolate-app-kit",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer, options) {
      const inside = importer?.includes(APPKIT);
      if (!inside && !source.endsWith("/app-kit.ts")) return null;
      const resolved = await this.resolve(source, importer?.replace(APPKIT, ""), { ...options, skipSelf: true });
      if (!resolved || resolved.external || !/^[^\0]*\.(m?js|ts)$/.test(resolved.id)) return resolved;
      return { ...resolved, id: resolved.id + APPKIT };
    },
  };
}

/** Leaves the names that types have in Solidity out of the contracts' interfaces: nothing reads them when the app runs. */
function leanInterfaces(): Plugin {
  return {
    name: "openimo-lean-interfaces",
    apply: "build",
    transform: {
      filter: { id: /\/contracts\/abi\/\w+\.ts/ },
      handler: (code) => ({ code: code.replace(/,\s*"internalType": "[^"]*"/g, ""), map: null }),
    },
  };
}

/**
 * Leaves out the contracts that viem's `call` would create for calls to what isn't on chain yet: 4 kB gzip for every reader, and
 * the app makes no such call. One would fail at once, since the words in their place are no bytes.
 */
function withoutDeploylessCalls(): Plugin {
  return {
    name: "openimo-without-deployless-calls",
    apply: "build",
    transform: {
      filter: { id: /\/viem\/_esm\/constants\/contracts\.js/ },
      handler: (code) => ({ code: code.replace(/'0x[0-9a-f]+'/g, "'left out of this build'"), map: null }),
    },
  };
}

/** The texts that are shown first come with the page, not after its code has asked for them: most readers read English. */
function preloadTexts(): Plugin {
  return {
    name: "openimo-preload-texts",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler: (_html, { bundle }) =>
        Object.values(bundle ?? {})
          .filter((file) => file.type === "chunk" && file.moduleIds.some((id) => id.endsWith("/messages/en/first.ts")))
          .map(({ fileName }) => ({
            tag: "link",
            attrs: { rel: "modulepreload", crossorigin: true, href: `/${fileName}` },
            injectTo: "head" as const,
          })),
    },
  };
}

export default defineConfig({
  plugins: [
    isolateAppKit(),
    leanInterfaces(),
    withoutDeploylessCalls(),
    preloadTexts(),
    react(),
    tailwind(),
    developmentConfig(),
  ],
  // npm nests a second copy of these under wagmi; two copies would be two wallets' states.
  resolve: { dedupe: ["@wagmi/core", "@wagmi/connectors", "viem", "react", "react-dom"] },
  // Workers load what only some files need, as pages do.
  worker: { format: "es" },
  build: {
    target: ["chrome123", "firefox121", "safari17.5"],
    // A data: URI for a small asset would need a wider Content-Security-Policy.
    assetsInlineLimit: 0,
    // Wallet protocols in the AppKit chunks are large; they load on intent only.
    chunkSizeWarningLimit: 4000,
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // viem's Tempo code names it for Node; no browser reaches that. Every other warning is shown.
      onLog(level, log, show) {
        if (!log.message.includes('"node:worker_threads" has been externalized')) show(level, log);
      },
      output: {
        // What every page needs, in few files: it compresses better, and a change of a page leaves it in the cache.
        codeSplitting: {
          // Else a group draws in all that its modules use, also what only other pages need of it.
          includeDependenciesRecursively: false,
          groups: [
            // One file, since some of them use each other.
            { name: "libraries", tags: ["$initial"], test: /node_modules\/[^?]*$/, priority: 1 },
            { name: "app", tags: ["$initial"], test: /(web\/src|contracts)\/[^?]*$/ },
          ],
        },
      },
    },
  },
});

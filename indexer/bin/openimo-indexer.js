#!/usr/bin/env node
// Plain JavaScript that every Node parses, so that an old one gets a sentence instead of a syntax error.
const LEAST_NODE_MAJOR = 20;

if (Number(process.versions.node.split(".")[0]) < LEAST_NODE_MAJOR) {
  console.error(`openimo-indexer needs Node ${LEAST_NODE_MAJOR} or newer; this is ${process.version}.`);
  process.exit(1);
}

// tsx asks a thread of its own about each module that is loaded after it. What comes in hundreds of them is loaded before.
const libraries = ["viem", "zod"];

// The working directory's tsconfig.json belongs to somebody else, so it isn't read.
Promise.all(libraries.map((name) => import(name)))
  .then(() => import("tsx/esm/api"))
  .then(({ register }) => register({ tsconfig: false }))
  .then(() => import("../src/main.ts"))
  .then(({ main }) => main(process.argv.slice(2), process.env));

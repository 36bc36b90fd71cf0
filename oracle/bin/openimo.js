#!/usr/bin/env node
// Plain JavaScript that every Node parses, so that an old one gets a sentence instead of a syntax error.
const LEAST_NODE_MAJOR = 20;

if (Number(process.versions.node.split(".")[0]) < LEAST_NODE_MAJOR) {
  console.error(`openimo needs Node ${LEAST_NODE_MAJOR} or newer; this is ${process.version}.`);
  process.exit(1);
}

// citty looks at this when it is loaded; colours are for terminals.
if (!process.stdout.isTTY) process.env.NO_COLOR = "1";

// The working directory's tsconfig.json belongs to somebody else, so it isn't read.
import("tsx/esm/api")
  .then(({ register }) => register({ tsconfig: false }))
  .then(() => import("../src/main.ts"))
  .then(({ main }) => main(process.argv.slice(2)));

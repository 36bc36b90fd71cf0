import { parseArgs } from "node:util";
import { shippedModels } from "./models.ts";
import { defaultPorts, type Ports } from "./ports.ts";
import { startWorld, type World } from "./world.ts";

const usage = `npm start -- [--chain-port 8545] [--node-port 8787] [--indexer-port 8788] [--web-port 4173] [--verbose]

Starts a local chain with the contracts, the shipped models, an operator node, the indexer and the web app. Ctrl-C ends all of it.`;

function readPorts(values: Record<string, string | boolean | undefined>): Ports {
  const port = (name: keyof Ports) => {
    const text = values[`${name}-port`];
    const number = text === undefined ? defaultPorts[name] : Number(text);
    if (!Number.isInteger(number) || number < 1 || number > 65535) {
      throw new Error(`--${name}-port ${text} is not a port number (1 to 65535).`);
    }
    return number;
  };
  return { chain: port("chain"), node: port("node"), indexer: port("indexer"), web: port("web") };
}

function parse() {
  const option = { type: "string" } as const;
  return parseArgs({
    options: {
      "chain-port": option,
      "node-port": option,
      "indexer-port": option,
      "web-port": option,
      verbose: { type: "boolean" },
      help: { type: "boolean" },
    },
  }).values;
}

/** What to ask the shipped models first. */
const QUESTIONS: Readonly<Record<string, string>> = {
  digits: "--image test/vectors/digits/seven.png",
  guardian: '--text "What a kind thing to say"',
  painter: "--choose 7 --out seven.png",
  storyteller: '--text "In the beginning"',
};

function printReady(world: World, seconds: string): void {
  const rpc = world.rpcUrl.endsWith(":8545") ? "" : ` --rpc-url ${world.rpcUrl}`;
  const questions = shippedModels().flatMap((name) =>
    name in QUESTIONS ? [`npx openimo request send ${name} ${QUESTIONS[name]} --wait${rpc}`] : [],
  );
  console.log(`
OpenIMO is ready after ${seconds} s.

  Open         ${world.webUrl}
  Chain        ${world.rpcUrl} (chain id 31337; it starts empty each time)

  To try
  1. Ask       open the page, press Connect wallet, take the development wallet "Requester". Draw a seven for digits, have
               painter draw one, give storyteller a beginning.
  2. Launch    switch to "Developer", press Launch, and offer a revenue token for digits. "Investor A" can then buy.
  3. Terminal  ${questions.join("\n               ")}

  Ctrl-C ends all of it.
`);
}

/** Resolves at the first signal to stop; a second one ends the process at once. */
function firstSignal(): Promise<"stopped"> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve("stopped");
      });
    }
  });
}

async function main(): Promise<number> {
  const values = parse();
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const ports = readPorts(values);
  const began = performance.now();
  const stopped = firstSignal();
  const starting = startWorld({
    ports,
    models: shippedModels(),
    node: true,
    indexer: true,
    web: true,
    onStage: (sentence) => console.log(`${sentence} …`),
    onLine: values.verbose ? (program, line) => console.log(`[${program}] ${line}`) : undefined,
  });
  starting.catch(() => {});
  const first = await Promise.race([starting, stopped]);
  if (first === "stopped") {
    // Whatever was started meanwhile is stopped as soon as it is known.
    await starting.then(
      (world) => world.stop(),
      () => {},
    );
    return 130;
  }
  printReady(first, ((performance.now() - began) / 1000).toFixed(1));
  try {
    await Promise.race([stopped, first.crashed]);
    console.log("Stopping …");
    return 0;
  } finally {
    await first.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exit(1);
  },
);

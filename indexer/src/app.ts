import { Hono } from "hono";
import { cors } from "hono/cors";
import { type Answers, BusyError, NothingIndexedError } from "./answers.ts";
import { BadQuestionError, isQuestion, prepare } from "./questions.ts";

/** Where the index and its chain are. */
export type Standing = {
  readonly chainId: number;
  readonly oracle: string;
  /** Number of the newest block that the chain told of; null before it told. */
  readonly headNumber: string | null;
  readonly isCaughtUp: boolean;
};

/**
 * The index over HTTP: reading only, every question bounded, open to pages of any origin since nothing in it is anybody's secret.
 *
 * - `GET /readyz`: 200 once everything up to the chain's newest block was read.
 * - `GET /v1/status`: `Standing`.
 * - `GET /v1/<question>?<parameters>`: `{ chainId, oracle, block, rows }`. Integers are decimal text, bytes are hex.
 */
export function createApp(answers: Answers, standing: () => Standing): Hono {
  const app = new Hono();
  app.use("*", cors({ origin: "*", allowMethods: ["GET", "HEAD", "OPTIONS"] }));
  app.use("*", async (context, next) => {
    await next();
    context.header("x-content-type-options", "nosniff");
    context.header("cache-control", "no-cache");
  });
  app.get("/readyz", (context) => {
    const { isCaughtUp } = standing();
    return context.text(isCaughtUp ? "ready\n" : "catching up\n", isCaughtUp ? 200 : 503);
  });
  app.get("/v1/status", (context) => context.json(standing()));
  app.get("/v1/:question", async (context) => {
    const name = context.req.param("question");
    if (!isQuestion(name)) return context.json({ error: "There is no such question." }, 404);
    const parameters = context.req.query();
    const ask = prepare(name, parameters);
    const key = `${name} ${JSON.stringify(Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1)))}`;
    const { chainId, oracle } = standing();
    return context.json({ chainId, oracle, ...(await answers.answer(key, ask)) });
  });
  app.notFound((context) => context.json({ error: "There is no such page." }, 404));
  app.onError((error, context) => {
    if (error instanceof BadQuestionError) return context.json({ error: error.message }, 400);
    if (error instanceof NothingIndexedError) return context.json({ error: "Nothing is indexed yet." }, 503);
    if (error instanceof BusyError)
      return context.json({ error: "Too many questions wait." }, 503, { "retry-after": "1" });
    // What went wrong inside is the log's, not everybody's.
    console.error(
      JSON.stringify({ level: "error", msg: "a question failed", path: context.req.path, error: error.message }),
    );
    return context.json({ error: "The question couldn't be answered." }, 500);
  });
  return app;
}

import { lookup as lookUp } from "node:dns/promises";
import { type IncomingMessage, type RequestOptions, request as requestPlain } from "node:http";
import { request as requestSecure } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { FETCH_HEAD_MS, FETCH_HEADER_BYTES, FETCH_REDIRECTS, FETCH_WINDOW_BYTES, FETCH_WINDOW_MS } from "../limits.ts";
import { FetchError, whereOf } from "./fetch-error.ts";
import { checkAddresses, checkUrl, type FetchRule, ruleAfter } from "./fetch-rule.ts";

/** All addresses of a host. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

/** How long a server may take. */
export type Pace = { readonly headMs: number; readonly windowMs: number; readonly windowBytes: number };

export type GetOptions = {
  readonly rule: FetchRule;
  /** Of the body. */
  readonly maxBytes: number;
  readonly accept?: string;
  readonly resolve?: Resolve;
  readonly pace?: Pace;
};

const PACE: Pace = { headMs: FETCH_HEAD_MS, windowMs: FETCH_WINDOW_MS, windowBytes: FETCH_WINDOW_BYTES };
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const OK = 200;
const TOO_MANY_REQUESTS = 429;
const SERVER_ERROR = 500;

async function systemResolve(hostname: string): Promise<string[]> {
  return (await lookUp(hostname, { all: true, verbatim: true })).map(({ address }) => address);
}

/**
 * The body of an address that anybody may have chosen, as it comes. Every address of every host on the way is checked, the
 * connection goes to a checked one, and what is too long, too slow or compressed is given up.
 * @throws FetchError, before the first byte or after any.
 */
export async function* guardedGet(address: URL, options: GetOptions): AsyncGenerator<Uint8Array> {
  const { maxBytes, pace = PACE } = options;
  const { response, url } = await follow(address, options, pace);
  let total = 0;
  let inWindow = 0;
  const watch = setInterval(() => {
    if (inWindow < pace.windowBytes) response.destroy(new FetchError(whereOf(url), "the server is too slow", true));
    inWindow = 0;
  }, pace.windowMs);
  try {
    checkHead(response, url, maxBytes);
    for await (const chunk of response as AsyncIterable<Buffer>) {
      total += chunk.length;
      inWindow += chunk.length;
      if (total > maxBytes) throw tooLong(url, maxBytes);
      yield chunk;
    }
  } catch (cause) {
    throw asFetchError(cause, url);
  } finally {
    clearInterval(watch);
    response.destroy();
  }
}

async function follow(address: URL, options: GetOptions, pace: Pace): Promise<{ response: IncomingMessage; url: URL }> {
  let [url, rule] = [address, options.rule];
  for (let redirects = 0; redirects <= FETCH_REDIRECTS; redirects++) {
    checkUrl(url);
    const addresses = await addressesOf(url, options.resolve ?? systemResolve, pace.headMs);
    const reach = checkAddresses(url, addresses, rule);
    const response = await answer(url, addresses, options.accept ?? "*/*", pace.headMs);
    const { statusCode = 0, headers } = response;
    if (!REDIRECTS.has(statusCode)) return { response, url };
    response.destroy();
    if (headers.location === undefined || !URL.canParse(headers.location, url)) {
      throw new FetchError(whereOf(url), "a redirect that leads nowhere", false);
    }
    rule = ruleAfter(reach, rule);
    url = new URL(headers.location, url);
  }
  throw new FetchError(whereOf(address), `more than ${FETCH_REDIRECTS} redirects`, false);
}

async function addressesOf(url: URL, resolve: Resolve, limitMs: number): Promise<readonly string[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return [host];
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new FetchError(whereOf(url), "the host's name is not found in time", true)),
      limitMs,
    );
  });
  try {
    return await Promise.race([resolve(host), late]);
  } catch (cause) {
    throw asFetchError(cause, url);
  } finally {
    clearTimeout(timer);
  }
}

/** The answer's head. The name is not looked up again, so that it can't mean another machine by now. */
function answer(url: URL, addresses: readonly string[], accept: string, limitMs: number): Promise<IncomingMessage> {
  const checked = addresses.map((address) => ({ address, family: isIP(address) }));
  const lookup: LookupFunction = (_hostname, { all }, callback) => {
    if (all) callback(null, checked);
    else callback(null, checked[0].address, checked[0].family);
  };
  const options: RequestOptions = {
    agent: false,
    lookup,
    maxHeaderSize: FETCH_HEADER_BYTES,
    // Nothing is unpacked, so nothing may be packed: a bomb stays as small as it came.
    headers: { accept, "accept-encoding": "identity", "user-agent": "openimo" },
  };
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? requestSecure : requestPlain)(url, options);
    const timer = setTimeout(() => {
      request.destroy(new FetchError(whereOf(url), "the server does not answer in time", true));
    }, limitMs);
    request.on("response", (response) => {
      clearTimeout(timer);
      resolve(response);
    });
    request.on("error", (cause) => {
      clearTimeout(timer);
      reject(asFetchError(cause, url));
    });
    request.end();
  });
}

function checkHead({ statusCode = 0, headers }: IncomingMessage, url: URL, maxBytes: number): void {
  if (statusCode !== OK) {
    const mayPass = statusCode === TOO_MANY_REQUESTS || statusCode >= SERVER_ERROR;
    throw new FetchError(whereOf(url), `HTTP status ${statusCode}`, mayPass);
  }
  const encoding = headers["content-encoding"] ?? "identity";
  if (encoding !== "identity") throw new FetchError(whereOf(url), `content packed as ${encoding}`, false);
  if (Number(headers["content-length"] ?? 0) > maxBytes) throw tooLong(url, maxBytes);
}

function tooLong(url: URL, maxBytes: number): FetchError {
  return new FetchError(whereOf(url), `more than ${maxBytes} bytes`, false);
}

function asFetchError(cause: unknown, url: URL): FetchError {
  if (cause instanceof FetchError) return cause;
  const why = cause instanceof Error ? ("code" in cause && `${cause.code}`) || cause.message : String(cause);
  return new FetchError(whereOf(url), `the connection failed (${why})`, true, { cause });
}

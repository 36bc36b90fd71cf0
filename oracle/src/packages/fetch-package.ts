import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { CID } from "multiformats/cid";
import { ArchiveError } from "../archive/archive-error.ts";
import { type CheckedContents, checkContents } from "../archive/checked-contents.ts";
import { readArchive } from "../archive/read-archive.ts";
import { writeContents } from "../archive/write-contents.ts";
import { FetchError, whereOf } from "./fetch-error.ts";
import type { FetchRule } from "./fetch-rule.ts";
import { type GetOptions, guardedGet, type Pace, type Resolve } from "./guarded-get.ts";
import { guardedPackageFiles, type OnBytes } from "./guarded-package-files.ts";
import { parsePackageURI } from "./package-uri.ts";

/** All that one fetch is asked for, as plain data. */
export type FetchJob = {
  readonly uri: string;
  /** What the package has to be. */
  readonly modelHash: string;
  readonly rule: FetchRule;
  /** Origins of trustless gateways, tried one after the other. */
  readonly gateways: readonly string[];
  /** Of the package, and of the archive that it comes in. */
  readonly maxBytes: number;
  /** The folder to write, where nothing is yet. */
  readonly out: string;
};

export type FetchedPackage = { readonly files: number; readonly bytes: number };

/** What a test may set: how names are looked up, how long a server may take. */
export type FetchTools = { readonly resolve?: Resolve; readonly pace?: Pace };

const CAR_TYPE = "application/vnd.ipld.car; version=1; order=dfs; dups=n";

/**
 * Fetches a package, checks all of it and writes it. Nothing is written of one that is not what it has to be.
 * @throws FetchError, ArchiveError, PackageError or ProgramError.
 */
export async function fetchPackage(job: FetchJob, onBytes: OnBytes, tools: FetchTools = {}): Promise<FetchedPackage> {
  const { model, contents } = await contentsOf(job, onBytes, tools);
  if (model.modelHash !== job.modelHash) {
    throw new FetchError(job.uri, `the package of another model, ${model.modelHash}`, false);
  }
  await writeContents(job.out, contents);
  const bytes = [...contents.values()].reduce((sum, file) => sum + file.length, 0);
  return { files: contents.size, bytes };
}

function contentsOf(job: FetchJob, onBytes: OnBytes, tools: FetchTools): Promise<CheckedContents> {
  const source = parsePackageURI(job.uri);
  const options = { ...tools, rule: job.rule, maxBytes: job.maxBytes };
  switch (source.kind) {
    case "folder":
      return folderContents(source.url, job, options, onBytes);
    case "archive":
      return archiveContents(source.url, job, options, onBytes);
    case "ipfs":
      return gatewayContents(source.root, job, options, onBytes);
  }
}

async function folderContents(url: URL, job: FetchJob, options: GetOptions, onBytes: OnBytes) {
  try {
    return await checkContents(guardedPackageFiles(url, job.modelHash, options, onBytes));
  } catch (error) {
    // The loader wraps what reading throws; why a server gave nothing is the better sentence.
    if (error instanceof Error && error.cause instanceof FetchError) throw error.cause;
    throw error;
  }
}

async function archiveContents(url: URL, job: FetchJob, options: GetOptions, onBytes: OnBytes) {
  const archive = `${job.out}.car`;
  let done = 0;
  async function* counted() {
    for await (const chunk of guardedGet(url, options)) {
      done += chunk.length;
      onBytes(done, options.maxBytes);
      yield chunk;
    }
  }
  try {
    await pipeline(Readable.from(counted()), createWriteStream(archive, { flags: "wx", mode: 0o600 }));
    return await readArchive(archive);
  } finally {
    await rm(archive, { force: true });
  }
}

/** The first gateway's archive that is the right one. A gateway is not trusted: each block is hashed. */
async function gatewayContents(root: CID, job: FetchJob, options: GetOptions, onBytes: OnBytes) {
  const failures: FetchError[] = [];
  for (const gateway of job.gateways) {
    const url = new URL(`/ipfs/${root}?format=car&dag-scope=all`, gateway);
    try {
      const archive = await archiveContents(url, job, { ...options, accept: CAR_TYPE }, onBytes);
      if (archive.root === `${root}`) return archive;
      failures.push(new FetchError(whereOf(url), `an archive of ${archive.root}`, false));
    } catch (error) {
      if (error instanceof FetchError) failures.push(error);
      else if (error instanceof ArchiveError) failures.push(new FetchError(whereOf(url), error.message, true));
      // The CID says what the package is, so every gateway would give this one.
      else throw error;
    }
  }
  if (failures.length === 0) throw new FetchError(job.uri, "there is no IPFS gateway", false);
  const reasons = failures.map(({ message }) => message).join("; ");
  throw new FetchError(
    job.uri,
    reasons,
    failures.some(({ mayPass }) => mayPass),
  );
}

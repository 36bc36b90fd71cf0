import { type Address, hexToBytes, isAddress } from "viem";
import { z } from "zod";
import {
  BUCKET_SECONDS_LEAST,
  BUCKET_SECONDS_MOST,
  BUCKETS_MOST,
  OFFSET_MOST,
  ROWS_DEFAULT,
  ROWS_MOST,
  SEARCH_LENGTH_MOST,
} from "./limits.ts";
import { MODEL_ORDERS } from "./queries/models.ts";
import { OPERATOR_ORDERS } from "./queries/operators.ts";

/** 256 bits in decimal digits. */
const ID_DIGITS = 78;

const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,10}$/)
    .transform(Number)
    .pipe(z.number().min(least).max(most));

/** Decimal text, as the database takes it. */
const id = z.string().regex(new RegExp(`^\\d{1,${ID_DIGITS}}$`));

const address = z
  .string()
  .refine((text) => isAddress(text, { strict: false }))
  .transform((text) => hexToBytes(text.toLowerCase() as Address));

const page = { limit: whole(1, ROWS_MOST).default(ROWS_DEFAULT), offset: whole(0, OFFSET_MOST).default(0) };
const flag = z
  .enum(["true", "false"])
  .default("false")
  .transform((text) => text === "true");

/** What each question may say; anything else is refused. */
export const PARAMETERS = {
  models: z.strictObject({
    ...page,
    id: id.optional(),
    // PostgreSQL's text has no zero character.
    search: z
      .string()
      .max(SEARCH_LENGTH_MOST)
      .refine((text) => !text.includes("\0"))
      .default(""),
    sort: z.enum(MODEL_ORDERS).default("newest"),
  }),
  offerings: z.strictObject({ ...page, model: id.optional() }),
  revenue: z.strictObject({
    model: id,
    bucketSeconds: whole(BUCKET_SECONDS_LEAST, BUCKET_SECONDS_MOST).default(86_400),
    buckets: whole(1, BUCKETS_MOST).default(30),
  }),
  periods: z.strictObject({ ...page, token: address }),
  operators: z.strictObject({ ...page, sort: z.enum(OPERATOR_ORDERS).default("answers") }),
  operator: z.strictObject({ operator: address }),
  requests: z.strictObject({
    ...page,
    model: id.optional(),
    requester: address.optional(),
    operator: address.optional(),
  }),
  disputes: z.strictObject({ ...page, account: address.optional(), open: flag }),
  collections: z.strictObject(page),
  tokens: z.strictObject({ ...page, collection: address.optional(), owner: address.optional() }),
} as const;

export type QuestionName = keyof typeof PARAMETERS;

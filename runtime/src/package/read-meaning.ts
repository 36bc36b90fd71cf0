import { MAX_TENSOR_BYTES } from "../program/limits.ts";
import type { JsonReader } from "./json-reader.ts";
import type { Field, InputMeaning, OutputMeaning } from "./manifest.ts";

const MAX_IMAGE_SIDE = 8192;
const MAX_LABELS = 65536;
/** A field's choice is one byte. */
const MAX_CHOICES = 256;
const MAX_FIELDS = 64;
/** A name is typed on a command line and shown beside its field. */
const MAX_FIELD_NAME = 64;

const INPUT_KINDS = ["image", "text", "prompt", "fields", "numbers"] as const;
const OUTPUT_KINDS = ["label", "scores", "picture", "text", "numbers"] as const;
const FIELD_KINDS = ["choice", "seed", "numbers"] as const;

/** Reads what an input means; whether the program has such an input is for `checkMeanings` to say. */
export function readInputMeaning(reader: JsonReader): InputMeaning {
  const kind = kindOf(reader, INPUT_KINDS);
  switch (kind) {
    case "image": {
      const { width, height, channels } = reader.object(["kind", "width", "height", "channels"]);
      return { kind, ...readSides(width, height), channels: channels.integer(1, 4) };
    }
    case "text":
      return { kind, bytes: reader.object(["kind", "bytes"]).bytes.integer(1, MAX_TENSOR_BYTES) };
    case "prompt":
      return { kind, tokenizer: readTokenizer(reader) };
    case "fields": {
      const { fields } = reader.object(["kind", "fields"]);
      return { kind, fields: fields.array(MAX_FIELDS, 1).map(readField) };
    }
    case "numbers":
      reader.object(["kind"]);
      return { kind };
  }
}

/** Reads what an output means; whether the program has such an output is for `checkMeanings` to say. */
export function readOutputMeaning(reader: JsonReader): OutputMeaning {
  const kind = kindOf(reader, OUTPUT_KINDS);
  switch (kind) {
    case "label":
    case "scores": {
      const { labels } = reader.object(["kind", "labels"]);
      return { kind, labels: labels.array(MAX_LABELS).map((label) => label.string()) };
    }
    case "picture": {
      const { width, height, channels } = reader.object(["kind", "width", "height", "channels"]);
      return { kind, ...readSides(width, height), channels: channels.oneOf(1, 3) };
    }
    case "text":
      return { kind, tokenizer: readTokenizer(reader) };
    case "numbers":
      reader.object(["kind"]);
      return { kind };
  }
}

function readField(reader: JsonReader): Field {
  const { name, bytes, meaning } = reader.object(["name", "bytes", "meaning"]);
  return {
    name: name.string(MAX_FIELD_NAME),
    bytes: bytes.integer(1, MAX_TENSOR_BYTES),
    meaning: readFieldMeaning(meaning),
  };
}

function readFieldMeaning(reader: JsonReader): Field["meaning"] {
  const kind = kindOf(reader, FIELD_KINDS);
  if (kind !== "choice") {
    reader.object(["kind"]);
    return { kind };
  }
  const { labels } = reader.object(["kind", "labels"]);
  return { kind, labels: labels.array(MAX_CHOICES, 1).map((label) => label.string()) };
}

function readSides(width: JsonReader, height: JsonReader): { width: number; height: number } {
  return { width: width.integer(1, MAX_IMAGE_SIDE), height: height.integer(1, MAX_IMAGE_SIDE) };
}

function readTokenizer(reader: JsonReader): string | null {
  const { tokenizer } = reader.object(["kind", "tokenizer"]);
  return tokenizer.isNull ? null : tokenizer.string();
}

function kindOf<K extends string>(reader: JsonReader, kinds: readonly K[]): K {
  return reader.members().kind?.oneOf(...kinds) ?? reader.object(["kind"]).kind.oneOf(...kinds);
}

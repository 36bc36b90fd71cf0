import type { InputMeaning } from "@openimo/runtime";

/** What of a manifest tells how a model is asked. */
export type AskedModel = { readonly name: string; readonly input: { readonly meaning: InputMeaning } };

/** What options make an input of a model, for the end of a sentence. */
export function howToAsk({ input: { meaning } }: AskedModel): string {
  switch (meaning.kind) {
    case "image":
      return "it takes an image: use --image";
    case "text":
    case "prompt":
      return "it takes a text: use --text";
    case "fields": {
      const names = meaning.fields.map(({ name }) => `--field ${name}=…`);
      return `it takes the fields ${names.join(" ")}`;
    }
    case "numbers":
      return "it takes bytes: use --input or --input-hex";
  }
}

import { inferenceOracleAbi } from "./abi/index.ts";

type Item = (typeof inferenceOracleAbi)[number];
type AskedEvent = Extract<
  Item,
  { readonly type: "event"; readonly name: "AICallbackRequest"; readonly inputs: { length: 7 } }
>;

const INPUTS = 7;
const isAsked = (item: Item): item is AskedEvent =>
  item.type === "event" && item.name === "AICallbackRequest" && item.inputs.length === INPUTS;

/** The event that every request emits; the standard has another one of the same name for some of them. */
export const [askedEvent] = inferenceOracleAbi.filter(isAsked);

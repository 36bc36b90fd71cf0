import type { Mutant } from "./mutant.ts";

const MOVES = "dispute/CourtDuels.sol";
const PROGRAMS = "model/ProgramRegistry.sol";

/** Rules of batches. */
export const batchMutants: readonly Mutant[] = [
  {
    name: "batch: an item may have any input",
    property: 1,
    file: MOVES,
    from: "Batches.bind(count, item[0].fold(number, item[1:half])) == openedCase.inputHash\n                && ",
    to: "",
    test: "test_AProofIsAboutTheDuelsItem",
  },
  {
    name: "batch: an item may be of another trace",
    property: 1,
    file: MOVES,
    from: "\n                && item[half].fold(number, item[half + 1:]) == operandsRoot",
    to: "",
    test: "test_AProofIsAboutTheDuelsItem",
  },
  {
    name: "batch: items have the request's seed",
    property: 1,
    file: MOVES,
    from: "        context.seed = Batches.seedOf(openedCase.seed, number);\n",
    to: "",
    test: "test_AProofIsAboutTheDuelsItem",
  },
  {
    name: "batch: a proof may be about an item that isn't there",
    property: 1,
    file: MOVES,
    from: "require(number < count && item.length == 2 * half, DisputeItem(number, count));",
    to: "require(item.length == 2 * half, DisputeItem(number, count));",
    test: "test_AnItemsFaultIsProvedWithoutADuel",
  },
  {
    name: "batch: a request for one answer may have an item",
    property: 3,
    file: MOVES,
    from: "            require(number == 0 && item.length == 0, DisputeItem(number, count));\n",
    to: "",
    test: "test_ASingleRequestHasNoItem",
  },
  {
    name: "batch: an unused slot is an item",
    property: 1,
    file: MOVES,
    from: "if (index >= place.itemCountOf())",
    to: "if (index > place.itemCountOf())",
    test: "test_WhoFillsAnUnusedItemDies",
  },
  {
    name: "batch: answers may be encoded in any way",
    property: 2,
    file: PROGRAMS,
    from: " || !Batches.isEncoded(statement.output, items)",
    to: "",
    test: "test_AClaimHasAllAnswersAndNoMoreSlots",
  },
  {
    name: "batch: there may be more than 16 items",
    property: 2,
    file: PROGRAMS,
    from: "items > Batches.MAX_ITEMS || ",
    to: "",
    test: "test_NoCaseHasMoreThanSixteenItems",
  },
  {
    name: "batch: a top may have any width",
    property: 2,
    file: PROGRAMS,
    from: "statement.top.length == 1 << Batches.depthOf(items) && ",
    to: "statement.top.length >= items && ",
    test: "test_AClaimHasAllAnswersAndNoMoreSlots",
  },
  {
    name: "batch: there may be siblings that nobody reads",
    property: 2,
    file: PROGRAMS,
    from: "statement.siblings.length == each * items",
    to: "statement.siblings.length >= each * items",
    test: "test_AClaimHasAllAnswersAndNoMoreSlots",
  },
  {
    name: "batch: only the first item's answer is looked at",
    property: 2,
    file: PROGRAMS,
    from: "i < items && fits; i++",
    to: "i < 1 && fits; i++",
    test: "test_AClaimHasAllAnswersAndNoMoreSlots",
  },
  {
    name: "batch: an item's root is that of all",
    property: 1,
    file: "kernels/Batches.sol",
    from: "return count < 2 ? 1 : TensorTypes.depthOf(count);",
    to: "return TensorTypes.depthOf(count);",
    test: "test_OneWrongItemLoses",
  },
];

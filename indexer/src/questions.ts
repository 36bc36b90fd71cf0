import type { z } from "zod";
import { PARAMETERS, type QuestionName } from "./parameters.ts";
import { findCollections, findTokens } from "./queries/gallery.ts";
import { findModels, findOfferings } from "./queries/models.ts";
import { findOperator, findOperators } from "./queries/operators.ts";
import type { Asked } from "./queries/question.ts";
import { findDisputes, findRequests } from "./queries/requests.ts";
import { closedPeriods, revenueOverTime } from "./queries/revenue.ts";

type Ask<Name extends QuestionName> = (
  asked: Asked,
  parameters: z.output<(typeof PARAMETERS)[Name]>,
) => Promise<readonly unknown[]>;

const QUESTIONS: { readonly [Name in QuestionName]: Ask<Name> } = {
  models: findModels,
  offerings: findOfferings,
  revenue: revenueOverTime,
  periods: closedPeriods,
  operators: findOperators,
  operator: findOperator,
  requests: findRequests,
  disputes: findDisputes,
  collections: findCollections,
  tokens: findTokens,
};

export const isQuestion = (name: string): name is QuestionName => Object.hasOwn(PARAMETERS, name);

/** What is wrong with a question, for whoever asked it. */
export class BadQuestionError extends Error {
  override readonly name = "BadQuestionError";
}

/**
 * Reads what a question says and gives back how to ask it.
 * @throws BadQuestionError that names the parameter.
 */
export function prepare<Name extends QuestionName>(
  name: Name,
  parameters: Readonly<Record<string, string>>,
): (asked: Asked) => Promise<readonly unknown[]> {
  const parsed = PARAMETERS[name].safeParse(parameters);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new BadQuestionError(`${issue.path.join(".") || name}: ${issue.message}`);
  }
  const ask: Ask<Name> = QUESTIONS[name];
  return (asked) => ask(asked, parsed.data as z.output<(typeof PARAMETERS)[Name]>);
}

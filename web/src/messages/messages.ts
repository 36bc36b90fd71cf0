import { createContext, use } from "react";
import type { en } from "./en/en.ts";

/** A language's complete catalogue has the shape of the English one. */
export type Messages = typeof en;

export const MessagesContext = createContext<Messages | undefined>(undefined);

export function useMessages(): Messages {
  const messages = use(MessagesContext);
  if (!messages) throw new Error("useMessages needs a MessagesContext");
  return messages;
}

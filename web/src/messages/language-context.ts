import { createContext, use } from "react";
import type { Language } from "./languages.ts";

export type LanguageChoice = { readonly language: Language; readonly change: (language: Language) => void };

export const LanguageContext = createContext<LanguageChoice | undefined>(undefined);

export function useLanguage(): LanguageChoice {
  const choice = use(LanguageContext);
  if (!choice) throw new Error("useLanguage needs a LanguageContext");
  return choice;
}

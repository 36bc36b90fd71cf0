import type { Messages } from "./messages.ts";

/** The languages of the app, by their tags, each in its own words. */
export const LANGUAGES = { en: "English", es: "Español", "pt-BR": "Português (Brasil)" } as const;

export type Language = keyof typeof LANGUAGES;

export const LANGUAGE_TAGS = Object.keys(LANGUAGES) as readonly Language[];

const LOADERS: Readonly<Record<Language, () => Promise<Messages>>> = {
  en: async () => (await import("./en/en.ts")).en,
  es: async () => (await import("./es/es.ts")).es,
  "pt-BR": async () => (await import("./pt-br/pt-br.ts")).ptBr,
};

/** A part of each catalogue: the whole one puts the rest of its texts into the same object. */
const FIRST_LOADERS: Readonly<Record<Language, () => Promise<{ readonly first: unknown }>>> = {
  en: () => import("./en/first.ts"),
  es: () => import("./es/first.ts"),
  "pt-BR": () => import("./pt-br/first.ts"),
};

export const loadMessages = (language: Language): Promise<Messages> => LOADERS[language]();

/** What the list of models and what surrounds every page say. Whatever says more has to wait for `loadMessages`. */
export const loadFirstMessages = async (language: Language): Promise<Messages> =>
  (await FIRST_LOADERS[language]()).first as Messages;

/** Loads a page's code with all texts of the language that the page speaks at the moment. */
export async function withMessages<T>(load: () => Promise<T>): Promise<T> {
  const language = LANGUAGE_TAGS.find((tag) => tag === document.documentElement.lang) ?? readersLanguage();
  const [loaded] = await Promise.all([load(), loadMessages(language)]);
  return loaded;
}

const STORED = "openimo.language";

function storedLanguage(): unknown {
  try {
    return localStorage.getItem(STORED);
  } catch {
    // Storage may be forbidden; then the browser's languages decide.
    return null;
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(STORED, language);
  } catch {
    // The choice holds until the page is left.
  }
}

/** What was chosen here before, else the first of the reader's languages that there is, else English. */
export function chooseLanguage(stored: unknown, preferred: readonly string[]): Language {
  const chosen = LANGUAGE_TAGS.find((tag) => tag === stored);
  if (chosen) return chosen;
  const first = (tag: string) => tag.toLowerCase().split("-")[0];
  for (const wanted of preferred) {
    const found = LANGUAGE_TAGS.find((tag) => first(tag) === first(wanted));
    if (found) return found;
  }
  return "en";
}

export const readersLanguage = (): Language => chooseLanguage(storedLanguage(), navigator.languages);

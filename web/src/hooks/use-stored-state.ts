import { useCallback, useState } from "react";

/** State that survives a reload. What is stored is read through `parse`, since an older version may have written it. */
export function useStoredState<T>(key: string, parse: (stored: unknown) => T): [T, (value: T) => void] {
  const [value, setValue] = useState(() => {
    const text = localStorage.getItem(key);
    return parse(text === null ? undefined : JSON.parse(text));
  });
  const store = useCallback(
    (next: T) => {
      localStorage.setItem(key, JSON.stringify(next));
      setValue(next);
    },
    [key],
  );
  return [value, store];
}

import type { settingAside as Texts } from "../en/setting-aside.ts";

export const settingAside: typeof Texts = {
  title: "Apartado",
  text: "Tokens que se emiten además de los que se venden. Los bloqueados no reparten ingresos.",
  vestings: "Liberaciones",
  vestingsHint:
    "Una línea para cada una, a lo sumo 8: dirección, tokens, días hasta los primeros, días hasta todos, desde el final de la oferta.",
  drop: "Colaboradores",
  dropHint: "Una línea para cada uno: dirección, tokens. Los reclaman con una prueba después del éxito.",
  dropFile: "O un archivo CSV",
  dropDays: "Se reclama durante",
  dropDaysHint: "De 30 a 1825 días después del final de la oferta.",
  unclaimedTo: "Lo que nadie reclame va a",
  unclaimedToHint: "Vacío para ti.",
  onLine: (line, problem) => `Línea ${line}: ${problem}`,
  times: (cliff, all) => `ninguno antes de ${cliff}, todos después de ${all}`,
  claimedWithin: (accounts, time) => `${accounts} cuentas, en ${time}`,
  keepFile: "Solo con este archivo pueden reclamar los colaboradores. Guárdalo antes de lanzar, y publícalo.",
  saveFile: "Guardar el archivo del reparto",
};

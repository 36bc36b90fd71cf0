import type { rounds as Texts } from "../en/rounds.ts";

export const rounds: typeof Texts = {
  text: "Plazas al precio completo para las cuentas de la lista del desarrollador, hasta el",
  connect: "Hay una ronda abierta para una lista. Conecta la cuenta que está en ella.",
  file: "La lista de la ronda",
  paste: "O su texto",
  pasteHint: "La publica el desarrollador: un archivo con la prueba de cada cuenta.",
  noList: "Esto no es la lista de una ronda.",
  otherList: "Esta es la lista de otra ronda.",
  notListed: "Tu cuenta no está en esta lista.",
  maximum: "Tu plaza",
  room: "Queda en la ronda",
  amount: "Importe en la ronda",
  binding: "Una plaza obliga enseguida: no se puede retirar.",
  overMaximum: (left) => `La lista te deja ${left}.`,
  noRoom: (room) => `A la ronda solo le quedan ${room}.`,
  restInPublic: "Si queda menos, comprometer el resto en público",
  split: (guaranteed, inPublic) => `${guaranteed} garantizados, ${inPublic} en público`,
  commit: "Comprometer en la ronda",
};

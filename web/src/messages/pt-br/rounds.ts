import type { rounds as Texts } from "../en/rounds.ts";

export const rounds: typeof Texts = {
  text: "Lugares pelo preço cheio para as contas da lista do desenvolvedor, até",
  connect: "Há uma rodada aberta para uma lista. Conecte a conta que está nela.",
  file: "A lista da rodada",
  paste: "Ou o texto dela",
  pasteHint: "O desenvolvedor a publica: um arquivo com a prova de cada conta.",
  noList: "Isto não é a lista de uma rodada.",
  otherList: "Esta é a lista de outra rodada.",
  notListed: "Sua conta não está nesta lista.",
  maximum: "Seu lugar",
  room: "Resta na rodada",
  amount: "Valor na rodada",
  binding: "Um lugar vincula na hora: não pode ser retirado.",
  overMaximum: (left) => `A lista deixa ${left} para você.`,
  noRoom: (room) => `A rodada só tem mais ${room}.`,
  restInPublic: "Se restar menos, comprometer o resto em público",
  split: (guaranteed, inPublic) => `${guaranteed} garantidos, ${inPublic} em público`,
  commit: "Comprometer na rodada",
};

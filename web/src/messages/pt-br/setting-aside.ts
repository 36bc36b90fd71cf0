import type { settingAside as Texts } from "../en/setting-aside.ts";

export const settingAside: typeof Texts = {
  title: "Reservado",
  text: "Tokens emitidos além dos que estão à venda. Os travados não repartem receita.",
  vestings: "Liberações",
  vestingsHint:
    "Uma linha para cada uma, no máximo 8: endereço, tokens, dias até os primeiros, dias até todos, a partir do fim da oferta.",
  drop: "Colaboradores",
  dropHint: "Uma linha para cada um: endereço, tokens. Eles resgatam com uma prova depois do sucesso.",
  dropFile: "Ou um arquivo CSV",
  dropDays: "Resgatável por",
  dropDaysHint: "De 30 a 1.825 dias depois do fim da oferta.",
  unclaimedTo: "O que ninguém resgatar vai para",
  unclaimedToHint: "Vazio para você.",
  onLine: (line, problem) => `Linha ${line}: ${problem}`,
  times: (cliff, all) => `nenhum antes de ${cliff}, todos depois de ${all}`,
  claimedWithin: (accounts, time) => `${accounts} contas, em ${time}`,
  keepFile: "Só com este arquivo os colaboradores podem resgatar. Salve-o antes de lançar, e publique-o.",
  saveFile: "Salvar o arquivo da distribuição",
};

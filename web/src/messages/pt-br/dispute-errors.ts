import type { ErrorSentence } from "../../wallet/explain-error.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Recarregue a página e tente de novo.";
const notFromHere =
  "Recarregue a página e calcule o seu lado de novo. `openimo dispute play --help` joga pela linha de comando.";
const wrongPackage = "Abra o pacote de novo; se continuar assim, ele foi compilado por outra versão.";

/** The program registry's, the court's and its judges' errors. */
export const disputeErrors: Readonly<Record<string, ErrorSentence>> = {
  // Program registry
  ProgramUnknown: () => ({
    what: "O programa do modelo não foi validado até o fim.",
    todo: "Siga os passos do registro um depois do outro.",
  }),
  ProgramChunkTooLate: ({ nextRecord }) => ({
    what: `O registro ${whole(nextRecord)} do programa precisa ser validado antes.`,
    todo: tryLater,
  }),
  ProgramRunWrong: () => ({ what: "Os registros não são os da raiz do programa.", todo: wrongPackage }),
  ProgramRecordMissing: ({ record }) => ({
    what: `Uma instrução se refere ao registro ${whole(record)}, que não foi dado.`,
    todo: wrongPackage,
  }),
  ProgramRecordInvalid: ({ record }) => ({
    what: `O registro ${whole(record)} do programa quebra uma regra.`,
    todo: wrongPackage,
  }),
  ProgramReferenceInvalid: ({ record }) => ({
    what: `O registro ${whole(record)} do programa tem um operando ou uma constante que não cabe.`,
    todo: wrongPackage,
  }),
  ProgramFootprintTooLarge: ({ record }) => ({
    what: `O registro ${whole(record)} do programa lê mais do que uma disputa poderia provar.`,
    todo: "Compile o modelo com janelas menores.",
  }),
  ProgramTooLarge: () => ({
    what: "Os valores e as constantes do programa somam bytes demais.",
    todo: "Compile um modelo menor.",
  }),
  ProgramInstructionUnknown: () => ({ what: "O programa não tem essa instrução.", todo: tryLater }),

  // Court
  DisputeParametersInvalid: () => ({ what: "Os parâmetros do tribunal se contradizem.", todo: tryLater }),
  DisputeCaseClosed: () => ({ what: "Esta disputa já está decidida.", todo: tryLater }),
  DisputeCaseExists: () => ({ what: "Esta resposta já está em disputa.", todo: notFromHere }),
  DisputeNotEscrow: () => ({ what: "Só o oráculo abre e encerra as disputas dele.", todo: notFromHere }),
  DisputeClaimsOver: ({ claimsEnd }, format) => ({
    what: `Outras respostas podiam ser afirmadas até ${format.dateTime(whole(claimsEnd))}.`,
    todo: "Espere o veredito.",
  }),
  DisputeTooEarly: ({ timestamp }, format) => ({
    what: "É cedo demais para isso.",
    todo: `Espere até ${format.dateTime(whole(timestamp))}.`,
  }),
  DisputeTooLate: ({ timestamp }, format) => ({
    what: `O tempo para isto acabou em ${format.dateTime(whole(timestamp))}.`,
    todo: "Espere o veredito.",
  }),
  DisputeBond: ({ requiredWei }, format) => ({
    what: "A caução tem o valor errado.",
    todo: `Envie exatamente ${format.ether(wei(requiredWei))}.`,
  }),
  DisputeAnswerNotInTrace: () => ({ what: "O traço não tem a resposta que é afirmada.", todo: notFromHere }),
  DisputeAlreadyClaimed: () => ({
    what: "Esta resposta com este traço já foi afirmada, ou foi provada errada.",
    todo: "Nada mais é necessário.",
  }),
  DisputeClaimStatus: () => ({ what: "A afirmação está em outra situação.", todo: tryLater }),
  DisputeSameAnswer: () => ({
    what: "Esta é a resposta que foi publicada.",
    todo: "Não há nada a contestar.",
  }),
  DisputeNotProposer: () => ({
    what: "Só o operador que respondeu primeiro se compromete com o traço dessa resposta.",
    todo: notFromHere,
  }),
  DisputeDuelExists: () => ({ what: "Estas duas afirmações já foram comparadas.", todo: tryLater }),
  DisputeDuelState: () => ({ what: "Nesse meio-tempo alguém jogou neste duelo.", todo: tryLater }),
  DisputeMoveShape: () => ({ what: "A jogada não tem a forma do programa.", todo: notFromHere }),
  DisputeMoveNotFirst: () => ({ what: "A jogada não vai à primeira diferença.", todo: notFromHere }),
  DisputeItem: () => ({ what: "A prova não trata de nenhum dos itens do pedido.", todo: notFromHere }),
  DisputeNoFault: () => ({
    what: "O que foi mostrado está certo, então não há erro a provar.",
    todo: notFromHere,
  }),
  DisputeUndecided: () => ({
    what: "Mais de uma resposta ainda é afirmada.",
    todo: "Espere até que os duelos deixem uma só.",
  }),
  DisputePaymentFailed: () => ({
    what: "A conta que recebe recusou o pagamento.",
    todo: "Se for um contrato, ele precisa aceitar ether; o crédito permanece.",
  }),
  DisputeNothingToWithdraw: () => ({
    what: "O tribunal não deve nada a esta conta.",
    todo: "Talvez já tenha sido pago; veja seu saldo.",
  }),
  DisputePayments: () => ({ what: "Os pagamentos não são os que o duelo registrou.", todo: notFromHere }),

  // Judges of single leaves
  FaultPath: () => ({ what: "A folha não está neste lugar do traço afirmado.", todo: notFromHere }),
  FaultRecord: () => ({ what: "O registro não é do programa.", todo: notFromHere }),
  FaultPreimage: () => ({ what: "O conteúdo da folha não tem o hash afirmado.", todo: notFromHere }),
  FaultElement: () => ({ what: "A folha não tem esse elemento.", todo: notFromHere }),
  OpcodeUnknown: () => ({ what: "Nenhum contrato calcula esta instrução.", todo: notFromHere }),
  WitnessInput: () => ({ what: "A entrada não é a do pedido.", todo: notFromHere }),
  WitnessWrong: () => ({ what: "O que a prova abre não está no traço nem nos pesos.", todo: notFromHere }),
};

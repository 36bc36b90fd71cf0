import type { ErrorSentence } from "../../wallet/explain-error.ts";
import { aigcErrors } from "./aigc-errors.ts";
import { disputeErrors } from "./dispute-errors.ts";
import { governanceErrors, holdingErrors } from "./governance-errors.ts";
import { liquidityErrors } from "./liquidity-errors.ts";

const wei = (value: unknown): bigint => (typeof value === "bigint" ? value : BigInt(Number(value)));
const whole = (value: unknown): number => Number(value);

const tryLater = "Recarregue a página e tente de novo.";
const programmingError = "Isto não deveria acontecer a partir desta página; avise-nos, por favor.";
const nothingMore = "Nada mais é necessário.";
const checkModel = "Confira o endereço da página.";

const STAGES = ["ainda não começou", "está aberta", "deu certo", "fracassou"];
const REQUEST_STATUSES = [
  "não existe",
  "aguarda uma resposta",
  "está respondido",
  "é definitivo",
  "está anulado",
  "está em disputa",
];

/** One sentence for what happened and one for what to do, for every custom error of our contracts and their libraries. */
export const errors: Readonly<Record<string, ErrorSentence>> = {
  ...disputeErrors,
  ...aigcErrors,
  ...liquidityErrors,
  ...governanceErrors,
  ...holdingErrors,

  // Model registry
  ModelAlreadyRegistered: () => ({
    what: "Você já registrou exatamente este modelo com estas condições.",
    todo: "Escolha-o entre os seus modelos, ou mude o preço para fazer outro registro.",
  }),
  ModelUnknown: () => ({ what: "Esse modelo não existe.", todo: checkModel }),
  ModelNameLength: ({ length }) => ({
    what: `O nome do modelo tem ${whole(length)} bytes.`,
    todo: "Dê a ele um nome de 1 a 64 bytes.",
  }),
  ModelPackageURILength: ({ length }) => ({
    what: `O endereço do pacote tem ${whole(length)} bytes.`,
    todo: "Use um endereço de no máximo 256 bytes.",
  }),
  ModelInputRule: () => ({
    what: "Os tamanhos de entrada do modelo não fazem sentido.",
    todo: "Abra o pacote de novo; a entrada dele precisa caber no limite do registro.",
  }),
  ModelRootMissing: () => ({
    what: "Falta um hash do conteúdo do modelo.",
    todo: "Abra o pacote de novo, para que os hashes sejam calculados.",
  }),
  ModelOutputLength: ({ length }) => ({
    what: `As respostas do modelo têm até ${whole(length)} bytes, mais do que pode ser disputado.`,
    todo: "Compile o modelo com uma saída menor.",
  }),
  ModelRouterMissing: () => ({
    what: "O contrato que deveria encaminhar a receita não existe.",
    todo: tryLater,
  }),
  ModelFeeAssetMissing: () => ({
    what: "Não há contrato no endereço do ativo da tarifa.",
    todo: "Confira o endereço, ou deixe-o vazio para ether.",
  }),

  // Launchpad
  LaunchpadNotDeveloper: () => ({
    what: "Só o desenvolvedor de um modelo pode lançá-lo.",
    todo: "Conecte a conta que registrou o modelo.",
  }),
  LaunchpadNotRouter: () => ({
    what: "A receita deste modelo não passa pelo lançador, então nunca chegaria ao token.",
    todo: "Registre o modelo de novo na página de lançamento.",
  }),
  LaunchpadFeeAssetNotShared: ({ feeAsset }) => ({
    what: `Este modelo ganha no ativo ${String(feeAsset)}, que o token não repartiria, então a receita nunca chegaria a ele.`,
    todo: "Lance-o com esse ativo entre os ativos de receita do token.",
  }),
  LaunchpadAlreadyLaunched: () => ({
    what: "Este modelo já tem uma oferta que não fracassou.",
    todo: "Um modelo só pode ser lançado de novo depois que sua oferta fracassa.",
  }),
  LaunchpadCurrencyNotShared: () => ({
    what: "O token não repartiria aquilo com que os compradores pagam.",
    todo: tryLater,
  }),
  LaunchpadCurrencySharesRevenue: () => ({
    what: "Os compradores pagariam com um token que ele mesmo reparte receita, a qual ninguém poderia resgatar enquanto ele estivesse na venda.",
    todo: "Escolha outra moeda.",
  }),
  LaunchpadBadAllocation: ({ rule }) => ({
    what: `O que o lançamento reserva quebra uma regra: ${String(rule)}.`,
    todo: "Mude o que é reservado.",
  }),

  // Offering
  OfferingNotOpen: ({ state }) => ({
    what: `A oferta ${STAGES[whole(state)] ?? "não está aberta"}.`,
    todo: "Compromissos só são aceitos entre o início e o fim dela.",
  }),
  OfferingNotSucceeded: ({ state }) => ({
    what: `A oferta ${STAGES[whole(state)] ?? "não deu certo"}.`,
    todo: "Isto só é possível depois que ela termina acima do mínimo.",
  }),
  OfferingNotFailed: ({ state }) => ({
    what: `A oferta ${STAGES[whole(state)] ?? "não fracassou"}.`,
    todo: "Reembolsos só são pagos depois que ela termina abaixo do mínimo.",
  }),
  OfferingNotFinalised: () => ({
    what: "Os números da oferta ainda não estão fixados.",
    todo: "Aperte Finalizar primeiro; qualquer pessoa pode.",
  }),
  OfferingAlreadyFinalised: () => ({
    what: "A oferta já foi finalizada.",
    todo: "Nada mais é necessário; resgate seus tokens.",
  }),
  OfferingCommitmentsBind: ({ cutOff }, format) => ({
    what: `Os compromissos valem desde ${format.dateTime(whole(cutOff))}.`,
    todo: "Espere o fim: você recebe tokens, ou seu dinheiro se o mínimo não for atingido.",
  }),
  OfferingAccountCap: () => ({
    what: "Seria mais do que uma conta pode comprometer.",
    todo: "Comprometa menos.",
  }),
  OfferingZeroAmount: () => ({ what: "O valor é zero.", todo: "Digite um valor maior que zero." }),
  OfferingNothingCommitted: () => ({
    what: "Esta conta não tem mais nada na oferta.",
    todo: "Confira se a conta conectada é a certa; talvez ela já tenha sido paga.",
  }),
  OfferingCommitmentTooSmall: () => ({
    what: "É mais do que a conta comprometeu.",
    todo: "Retire o que foi comprometido, ou menos.",
  }),
  OfferingPaymentFailed: () => ({
    what: "A conta que recebe recusou o pagamento.",
    todo: "Se for um contrato, ele precisa aceitar o dinheiro, que até lá está seguro.",
  }),
  OfferingPaymentNeedsGas: () => ({
    what: "Houve pouco gás para saber se a conta que recebe aceita o pagamento.",
    todo: "Tente de novo com um limite de gás maior.",
  }),
  OfferingDeadlinePassed: () => ({ what: "A negociação chegou tarde demais para o preço dela.", todo: tryLater }),
  OfferingSlippage: () => ({
    what: "O preço se moveu mais do que a negociação permite.",
    todo: "Veja o preço de novo, ou permita uma variação maior.",
  }),
  OfferingTooFewTokens: () => ({
    what: "É mais do que há para vender.",
    todo: "Venda o que a conta tem, ou menos.",
  }),
  OfferingNothingLeft: () => ({ what: "Isto já foi feito.", todo: nothingMore }),
  OfferingWrongValue: () => ({ what: "Foi enviado um valor de ether diferente do comprometido.", todo: tryLater }),
  OfferingWrongReceipt: () => ({
    what: "O pagamento não chegou inteiro: este ativo fica com uma parte do que é enviado.",
    todo: "Nada foi tomado. Uma oferta em um ativo assim não pode ser comprada.",
  }),
  OfferingNotDeveloper: () => ({
    what: "Só o desenvolvedor pode escolher para onde vai o arrecadado.",
    todo: "Conecte a conta que lançou o modelo.",
  }),
  OfferingRoundUnknown: () => ({ what: "A oferta não tem essa rodada.", todo: "Confira o número da rodada." }),
  OfferingRoundNotOpen: ({ start, end }, format) => ({
    what: `Esta rodada fica aberta de ${format.dateTime(whole(start))} a ${format.dateTime(whole(end))}.`,
    todo: "Comprometa-se nesse tempo, ou em público.",
  }),
  OfferingRoundMaximum: () => ({
    what: "Seria mais do que a lista permite a esta conta na rodada.",
    todo: "Comprometa menos nela, e o resto em público.",
  }),
  OfferingRoundMinimum: () => ({
    what: "A rodada tem menos espaço do que você quer garantido.",
    todo: "Comprometa menos, ou peça menos garantido.",
  }),
  OfferingBadProof: () => ({
    what: "A lista da rodada não tem esta conta com esse máximo.",
    todo: "Confira a lista e a conta.",
  }),
  OfferingRaisePending: ({ timestamp }, format) => ({
    what: `O arrecadado é pago a partir de ${format.dateTime(whole(timestamp))}, uma hora depois de a oferta ser decidida.`,
    todo: "Espere até lá.",
  }),
  OfferingLiquidityPending: ({ timestamp }, format) => ({
    what: `A liquidez ainda pode ser travada até ${format.dateTime(whole(timestamp))}.`,
    todo: "Espere até lá, ou aperte Travar a liquidez.",
  }),
  OfferingNoLocker: () => ({
    what: "Não é possível travar liquidez nesta rede.",
    todo: "Dê o dinheiro dela a quem troca.",
  }),
  OfferingOtherTerms: () => ({
    what: "A rede foi reorganizada, e a oferta agora tem outras condições que as que você viu.",
    todo: "Recarregue a página e veja-as.",
  }),
  AddressEmptyCode: () => ({ what: "Não há contrato em um endereço.", todo: tryLater }),
  OfferingBadTerms: ({ rule }) => ({
    what: `As condições da oferta quebram uma regra: ${String(rule)}.`,
    todo: "Volte ao passo da oferta e mude isso.",
  }),

  // Auction
  AuctionNoSuchTick: () => ({ what: "O leilão não tem esse preço.", todo: "Escolha um dos preços dele." }),
  AuctionTickLowered: () => ({
    what: "Um lance não pode passar para um preço menor.",
    todo: "Enquanto os lances não valerem em definitivo, retire o lance inteiro e dê outro.",
  }),
  AuctionBudgetTooSmall: () => ({
    what: "É mais do que a conta oferece.",
    todo: "Retire o que foi oferecido, ou menos.",
  }),
  AuctionAlreadyCleared: () => ({ what: "O preço do leilão já foi encontrado.", todo: nothingMore }),

  // Revenue token
  RevenueShareNothingToClaim: () => ({
    what: "Ainda não há receita a resgatar.",
    todo: "A receita pode ser resgatada quando termina o período em que entrou.",
  }),
  RevenueSharePeriodNotClosed: () => ({
    what: "Este período de receita não terminou.",
    todo: "Espere o fim dele.",
  }),
  RevenueShareEtherNotTaken: () => ({
    what: "Veio ether com um pagamento em outro ativo.",
    todo: programmingError,
  }),
  RevenueSharePaymentFailed: () => ({
    what: "A conta que recebe recusou o pagamento.",
    todo: "Se for um contrato, ele precisa aceitar ether; a receita continua resgatável.",
  }),
  RevenueShareLaunchNotSucceeded: () => ({
    what: "A oferta não deu certo, ou ainda não foi finalizada.",
    todo: "A receita começa depois disso.",
  }),
  RevenueShareLaunchNotFailed: () => ({
    what: "A oferta não fracassou.",
    todo: "Os depósitos só voltam ao criador depois de um fracasso.",
  }),
  RevenueShareAlreadyStarted: () => ({ what: "Os períodos de receita já correm.", todo: nothingMore }),
  RevenueShareZeroAmount: () => ({ what: "O valor é zero.", todo: "Digite um valor maior que zero." }),
  RevenueShareNotInitialised: () => ({ what: "Este token nunca foi preparado.", todo: programmingError }),
  RevenueShareBadTerms: ({ rule }) => ({
    what:
      rule === undefined
        ? "As condições do token quebram uma regra."
        : `As condições do token quebram uma regra: ${String(rule)}.`,
    todo: "Volte ao passo do token e mude isso.",
  }),
  RevenueShareZeroPayee: () => ({
    what: "O destinatário é o endereço zero.",
    todo: "Informe uma conta que possa ser paga.",
  }),
  RevenueShareAssetUnknown: () => ({ what: "O token não reparte este ativo.", todo: tryLater }),
  RevenueShareAssetOverflow: () => ({
    what: "Entrou mais deste ativo do que o token consegue contar.",
    todo: "Deposite menos.",
  }),
  RevenueShareSignatureExpired: () => ({ what: "A assinatura venceu.", todo: "Assine o resgate de novo." }),
  RevenueShareBadSignature: () => ({
    what: "A assinatura não é da conta, ou não é para este resgate.",
    todo: "Assine o resgate de novo com a conta dona da receita.",
  }),
  CheckpointUnorderedInsertion: () => ({
    what: "Os períodos do token estão fora de ordem.",
    todo: programmingError,
  }),

  // Oracle
  OracleRequestState: ({ status }) => ({
    what: `O pedido ${REQUEST_STATUSES[whole(status)] ?? "está em outra situação"}.`,
    todo: "Alguém pode ter sido mais rápido; a página mostra a situação em um instante.",
  }),
  OracleInputLength: ({ length, minimum, maximum }) => ({
    what: `A entrada tem ${whole(length)} bytes; o modelo aceita de ${whole(minimum)} a ${whole(maximum)}.`,
    todo: "Dê uma entrada desse tamanho.",
  }),
  OracleBatchSize: ({ batchSize, maximum }) => ({
    what: `Um lote tem de 1 a ${whole(maximum)} entradas; este tem ${whole(batchSize)}.`,
    todo: "Pergunte em vários lotes.",
  }),
  OracleBatchInput: () => ({
    what: "As entradas do lote não estão codificadas como o contrato as aceita.",
    todo: programmingError,
  }),
  OracleOutputLength: ({ length, maximum }) => ({
    what: `A resposta tem ${whole(length)} bytes; no máximo ${whole(maximum)} podem ser publicados.`,
    todo: "Use um modelo com uma resposta mais curta, ou pergunte menos de uma vez.",
  }),
  OracleCallbackGasLimit: () => ({
    what: "O gás para a chamada de retorno está fora dos limites.",
    todo: programmingError,
  }),
  OracleWindow: ({ minimum, maximum }, format) => ({
    what: "O tempo que uma resposta fica aberta está fora dos limites.",
    todo: `Escolha de ${format.duration(whole(minimum))} a ${format.duration(whole(maximum))}.`,
  }),
  OracleTimeout: ({ minimum, maximum }, format) => ({
    what: "O tempo para responder está fora dos limites.",
    todo: `Escolha de ${format.duration(whole(minimum))} a ${format.duration(whole(maximum))}.`,
  }),
  OracleBond: ({ requiredWei }, format) => ({
    what: "A caução tem o valor errado.",
    todo: `Envie exatamente ${format.ether(wei(requiredWei))}.`,
  }),
  OracleBondTooLow: ({ leastWei }, format) => ({
    what: "A caução dos operadores é baixa demais.",
    todo: `Peça ao menos ${format.ether(wei(leastWei))}.`,
  }),
  OracleDataAvailability: () => ({
    what: "A entrada e a saída de um pedido só podem estar nos dados da chamada.",
    todo: programmingError,
  }),
  OracleTooSoon: () => ({
    what: "O pedido foi feito neste mesmo bloco.",
    todo: "Envie a resposta no próximo bloco.",
  }),
  OracleSeedForgotten: () => ({
    what: "O pedido é tão antigo que a rede esqueceu o bloco dele, do qual uma resposta depende.",
    todo: "Encerre-o por prazo depois da data limite, para que o solicitante seja reembolsado.",
  }),
  OracleSeedOther: () => ({
    what: "O pedido está em outro bloco, não naquele para o qual a resposta é, então a resposta certa é outra.",
    todo: "Calcule a resposta de novo e publique essa.",
  }),
  OracleDeadlinePassed: ({ deadline }, format) => ({
    what: `O pedido precisava ser respondido até ${format.dateTime(whole(deadline))}.`,
    todo: "Encerre-o por prazo, para que o solicitante seja reembolsado.",
  }),
  OracleTooEarly: ({ timestamp }, format) => ({
    what: "É cedo demais para isso.",
    todo: `Espere até ${format.dateTime(whole(timestamp))}.`,
  }),
  OracleWindowOver: ({ windowEnd }, format) => ({
    what: `A resposta podia ser contestada até ${format.dateTime(whole(windowEnd))}.`,
    todo: "Agora ela só pode se tornar definitiva.",
  }),
  OracleNothingToDeliver: () => ({ what: "Não há nada a entregar.", todo: nothingMore }),
  OracleOutputMismatch: () => ({ what: "Esta não é a saída que foi respondida.", todo: tryLater }),
  OracleCallbackDataMismatch: () => ({ what: "Estes não são os dados do pedido.", todo: tryLater }),
  OracleGasTooLow: ({ required }, format) => ({
    what: "A transação deixa gás de menos para a chamada de retorno.",
    todo: `Aumente o limite de gás em ao menos ${format.count(wei(required))}.`,
  }),
  OracleNothingToWithdraw: () => ({
    what: "O oráculo não deve nada a esta conta.",
    todo: "Talvez já tenha sido pago; veja seu saldo.",
  }),
  OracleNothingToSettle: () => ({
    what: "Toda a receita deste modelo já foi repassada.",
    todo: nothingMore,
  }),
  OracleRevenueWaits: () => ({
    what: "A oferta do modelo não está decidida, então a receita dele aguarda.",
    todo: "Tente de novo depois que a oferta terminar e for finalizada.",
  }),
  OracleRouterAnswer: () => ({
    what: "O contrato que encaminha a receita deste modelo não deu uma resposta útil.",
    todo: "A receita fica onde está; pergunte ao desenvolvedor do modelo.",
  }),
  OraclePaymentFailed: () => ({
    what: "A conta que recebe ou o ativo recusou o pagamento.",
    todo: "Se for um contrato, ele precisa aceitar o pagamento; o crédito permanece.",
  }),
  OracleFeeNotReceived: () => ({
    what: "A tarifa não chegou inteira.",
    todo: "Aprove a tarifa para o oráculo e tenha o bastante do ativo dela. Um que fica com parte das transferências não pode ser pago.",
  }),
  OracleFeeReentered: () => ({
    what: "Um pagamento perguntou de novo enquanto era feito.",
    todo: "Pergunte de uma conta sem esse mecanismo.",
  }),
  OracleCommitmentUnknown: () => ({
    what: "O compromisso nunca foi feito, ou tem mais de 256 blocos.",
    todo: "Comprometa-se de novo; a resposta publicada fica de pé.",
  }),
  OracleCommitmentTooLate: () => ({
    what: "O compromisso não é anterior à resposta ou ao compromisso de outro operador.",
    todo: "Nada pode ser feito; vale o mais antigo.",
  }),
  OracleParametersInvalid: () => ({
    what: "O oráculo foi implantado com parâmetros inválidos.",
    todo: programmingError,
  }),

  // OpenZeppelin
  ReentrancyGuardReentrantCall: () => ({
    what: "Um contrato chamou de volta no meio da transação.",
    todo: programmingError,
  }),
  ERC20InsufficientBalance: () => ({
    what: "A conta tem menos tokens do que isso.",
    todo: "Digite um valor menor.",
  }),
  ERC20InvalidSender: () => ({ what: "Tokens não podem vir deste endereço.", todo: programmingError }),
  ERC20InvalidReceiver: () => ({
    what: "Tokens não podem ser enviados a este endereço.",
    todo: "Confira o endereço que recebe.",
  }),
  ERC20InsufficientAllowance: () => ({
    what: "A conta não permitiu mover tantos tokens.",
    todo: "Aprove o valor primeiro.",
  }),
  ERC20InvalidApprover: () => ({ what: "Este endereço não pode aprovar.", todo: programmingError }),
  ERC20InvalidSpender: () => ({
    what: "Este endereço não pode ser aprovado.",
    todo: "Confira o endereço de quem gasta.",
  }),
  ERC2612ExpiredSignature: () => ({ what: "A permissão assinada venceu.", todo: "Assine-a de novo." }),
  ERC2612InvalidSigner: () => ({
    what: "A permissão foi assinada por outra conta.",
    todo: "Assine com a conta que tem os tokens.",
  }),
  InvalidAccountNonce: () => ({ what: "A permissão assinada já foi usada.", todo: "Assine-a de novo." }),
  ECDSAInvalidSignature: () => ({ what: "A assinatura é inválida.", todo: "Assine de novo." }),
  ECDSAInvalidSignatureLength: () => ({ what: "A assinatura é inválida.", todo: "Assine de novo." }),
  ECDSAInvalidSignatureS: () => ({ what: "A assinatura é inválida.", todo: "Assine de novo." }),
  InvalidInitialization: () => ({ what: "Este contrato já estava preparado.", todo: programmingError }),
  NotInitializing: () => ({ what: "Este contrato não está sendo preparado.", todo: programmingError }),
  FailedDeployment: () => ({ what: "Não foi possível criar um contrato.", todo: tryLater }),
  CloneArgumentsTooLong: () => ({ what: "Um contrato novo recebeu dados demais.", todo: programmingError }),
  Create2EmptyBytecode: () => ({ what: "Não havia código para um contrato novo.", todo: programmingError }),
  FailedCall: () => ({ what: "Uma chamada a outro contrato falhou.", todo: tryLater }),
  InsufficientBalance: () => ({ what: "O contrato tem ether de menos.", todo: programmingError }),
  SafeERC20FailedOperation: () => ({
    what: "O ativo recusou uma transferência.",
    todo: "Confira o ativo; nada se perdeu.",
  }),
  SafeCastOverflowedUintDowncast: () => ({ what: "Um valor é grande demais.", todo: "Digite um valor menor." }),
};

/** Reasons in plain text, as existing consumers of AI oracles know them. */
export function revertReasons(reason: string) {
  if (reason === "insufficient fee") return { what: "O pagamento é menor que o preço do pedido.", todo: tryLater };
  if (reason === "model does not exist") return { what: "Esse modelo não existe.", todo: checkModel };
  return { what: `O contrato recusou: ${reason}.`, todo: tryLater };
}

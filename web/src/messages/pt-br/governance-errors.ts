import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const nothingMore = "Nada mais é necessário.";
const tryLater = "Recarregue a página e tente de novo.";
const programmingError = "Isto não deveria acontecer a partir desta página; avise-nos, por favor.";

/** Errors of drops, vestings and of claiming in several tokens at once. */
export const holdingErrors: Readonly<Record<string, ErrorSentence>> = {
  DropNotFunded: () => ({
    what: "A distribuição ainda não tem esses tokens, ou eles acabaram.",
    todo: "Ela é preenchida quando começam os períodos de receita do token.",
  }),
  DropAlreadyClaimed: () => ({ what: "Esses tokens da distribuição já foram resgatados.", todo: nothingMore }),
  DropBadProof: () => ({
    what: "A lista da distribuição não tem esta conta com esse valor.",
    todo: "Use o arquivo que o desenvolvedor publicou para esta distribuição.",
  }),
  DropEnded: ({ end }, format) => ({
    what: `A distribuição terminou em ${format.dateTime(whole(end))}.`,
    todo: "O que ninguém resgatou foi enviado adiante.",
  }),
  DropNotEnded: ({ end }, format) => ({
    what: `A distribuição termina em ${format.dateTime(whole(end))}.`,
    todo: "Até lá os tokens dela podem ser resgatados.",
  }),
  DropNothingLeft: () => ({ what: "Não resta nada na distribuição.", todo: nothingMore }),
  RevenueClaimerNothing: () => ({
    what: "Não há receita a resgatar em nenhum destes tokens.",
    todo: "Volte quando um período terminar.",
  }),
  RevenueClaimerNeedsGas: () => ({
    what: "A transação tinha pouco gás para resgatar de todos os tokens.",
    todo: "Tente de novo com um limite de gás maior, ou resgate cada token separadamente.",
  }),
  AssetTransferNeedsGas: () => ({
    what: "A transação tinha pouco gás para enviar um token.",
    todo: "Tente de novo com um limite de gás maior.",
  }),
  InvalidCliffDuration: () => ({
    what: "O início de uma aquisição gradual não pode vir depois do fim dela.",
    todo: "Escolha um início mais cedo.",
  }),
  OwnableInvalidOwner: () => ({
    what: "Este endereço não pode ter uma aquisição gradual.",
    todo: "Confira o endereço.",
  }),
  OwnableUnauthorizedAccount: () => ({
    what: "Esta conta não é dona da aquisição gradual.",
    todo: "Conecte a conta dona dela.",
  }),
};

/** Errors of governors and treasuries. */
export const governanceErrors: Readonly<Record<string, ErrorSentence>> = {
  GovernanceTokenUnknown: () => ({
    what: "Este token não foi lançado aqui, então seus detentores não têm governança.",
    todo: "Confira o endereço do token.",
  }),
  GovernanceAlreadyCreated: () => ({ what: "O token já tem uma governança.", todo: tryLater }),
  GovernanceUnknownGovernor: () => ({
    what: "Só uma governança pode recomendar uma versão.",
    todo: "Proponha-a aos detentores.",
  }),
  GovernanceRecommendationOutdated: () => ({
    what: "Uma proposta mais nova já recomendou uma versão.",
    todo: nothingMore,
  }),
  GovernanceNotGovernor: () => ({
    what: "Só a governança dos detentores paga de um tesouro.",
    todo: "Proponha uma subvenção aos detentores.",
  }),
  GovernanceTreasuryTooSmall: () => ({
    what: "O tesouro tem menos que a subvenção.",
    todo: "Execute-a quando tiver sido doado o bastante.",
  }),
  GovernanceBadGrant: ({ rule }) => ({
    what: `A subvenção não pode ser proposta: ${String(rule)}.`,
    todo: "Mude-a e proponha de novo.",
  }),
  GovernanceDepositNotOneWei: () => ({ what: "Uma proposta é feita com exatamente um wei.", todo: tryLater }),
  GovernanceDescriptionTooLong: ({ length, maximum }) => ({
    what: `A descrição tem ${whole(length)} bytes; no máximo ${whole(maximum)} são aceitos.`,
    todo: "Encurte-a.",
  }),
  GovernanceNoPeriodClosed: () => ({
    what: "Nenhum período de receita do token foi fechado ainda, então ninguém tem votos.",
    todo: "Espere terminar um período com receita.",
  }),
  GovernanceNoVotes: () => ({
    what: "A conta não tinha tokens quando os votos desta proposta foram contados.",
    todo: "Vote com a conta que tinha tokens naquele momento.",
  }),
  GovernanceOnlyTypedProposals: () => ({
    what: "Só subvenções e versões recomendadas podem ser propostas.",
    todo: "Escolha uma delas.",
  }),
  GovernanceProposalStillOpen: () => ({
    what: "A outra proposta desta conta continua aberta.",
    todo: "Espere terminar a votação dela.",
  }),
  GovernanceSnapshotUnknown: () => ({ what: "Nenhuma proposta conta votos nesse momento.", todo: tryLater }),
  GovernanceTooEarly: () => ({
    what: "A proposta espera depois da votação.",
    todo: "Execute-a mais tarde; a página diz a partir de quando.",
  }),
  GovernorAlreadyCastVote: () => ({ what: "Esta conta já votou na proposta.", todo: "Um voto não pode ser mudado." }),
  GovernorAlreadyInitializedLatestProposalId: () => ({
    what: "A governança já contou propostas.",
    todo: programmingError,
  }),
  GovernorAlreadyQueuedProposal: () => ({ what: "A proposta já está na fila.", todo: nothingMore }),
  GovernorDisabledDeposit: () => ({ what: "A governança não aceita dinheiro.", todo: "Doe ao tesouro." }),
  GovernorInsufficientProposerVotes: () => ({
    what: "A conta tinha tokens de menos para propor quando o último período foi fechado.",
    todo: "Encontre detentores que proponham com mais tokens.",
  }),
  GovernorInvalidProposalLength: () => ({ what: "As chamadas da proposta não combinam.", todo: programmingError }),
  GovernorInvalidSignature: () => ({
    what: "A assinatura não é de quem vota, ou não é para este voto.",
    todo: "Assine o voto de novo.",
  }),
  GovernorInvalidVoteParams: () => ({ what: "Aqui um voto não tem parâmetros.", todo: programmingError }),
  GovernorInvalidVoteType: () => ({ what: "Um voto é a favor, contra ou uma abstenção.", todo: "Escolha um deles." }),
  GovernorInvalidVotingPeriod: () => ({ what: "A votação não pode durar isso.", todo: programmingError }),
  GovernorNonexistentProposal: () => ({ what: "Essa proposta não existe.", todo: tryLater }),
  GovernorOnlyExecutor: () => ({ what: "Nada de uma governança pode ser mudado.", todo: nothingMore }),
  GovernorProposalQueueingFailed: () => ({ what: "A proposta não pôde ser posta na fila.", todo: tryLater }),
  GovernorProposalQueueingNotRequired: () => ({
    what: "A proposta é executada sem entrar na fila.",
    todo: nothingMore,
  }),
  GovernorRestrictedProposer: () => ({
    what: "Esta conta não pode fazer esta proposta.",
    todo: "Faça-a da conta que ela nomeia.",
  }),
  GovernorUnableToCancel: () => ({
    what: "Só quem a fez pode cancelar uma proposta, antes de começar a votação.",
    todo: "Vote contra.",
  }),
  GovernorUnexpectedProposalState: () => ({
    what: "A proposta está em outra situação, então isto não pode ser feito agora.",
    todo: tryLater,
  }),
};

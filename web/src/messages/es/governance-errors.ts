import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const nothingMore = "No hace falta nada más.";
const tryLater = "Recarga la página e inténtalo otra vez.";
const programmingError = "Esto no debería ocurrir desde esta página; avísanos, por favor.";

/** Errors of drops, vestings and of claiming in several tokens at once. */
export const holdingErrors: Readonly<Record<string, ErrorSentence>> = {
  DropNotFunded: () => ({
    what: "El reparto todavía no tiene esos tokens, o se agotaron.",
    todo: "Se llena cuando empiezan los periodos de ingresos del token.",
  }),
  DropAlreadyClaimed: () => ({ what: "Esos tokens del reparto ya se reclamaron.", todo: nothingMore }),
  DropBadProof: () => ({
    what: "La lista del reparto no tiene esta cuenta con ese importe.",
    todo: "Usa el archivo que el desarrollador publicó para este reparto.",
  }),
  DropEnded: ({ end }, format) => ({
    what: `El reparto terminó el ${format.dateTime(whole(end))}.`,
    todo: "Lo que nadie reclamó se envió a otro lugar.",
  }),
  DropNotEnded: ({ end }, format) => ({
    what: `El reparto termina el ${format.dateTime(whole(end))}.`,
    todo: "Hasta entonces se pueden reclamar sus tokens.",
  }),
  DropNothingLeft: () => ({ what: "No queda nada en el reparto.", todo: nothingMore }),
  RevenueClaimerNothing: () => ({
    what: "No hay ingresos que reclamar en ninguno de estos tokens.",
    todo: "Vuelve cuando termine un periodo.",
  }),
  RevenueClaimerNeedsGas: () => ({
    what: "La transacción tenía muy poco gas para reclamar de todos los tokens.",
    todo: "Inténtalo otra vez con un límite de gas más alto, o reclama cada token por separado.",
  }),
  AssetTransferNeedsGas: () => ({
    what: "La transacción tenía muy poco gas para enviar un token.",
    todo: "Inténtalo otra vez con un límite de gas más alto.",
  }),
  InvalidCliffDuration: () => ({
    what: "El inicio de una consolidación no puede ser posterior a su fin.",
    todo: "Elige un inicio anterior.",
  }),
  OwnableInvalidOwner: () => ({
    what: "Esta dirección no puede tener una consolidación.",
    todo: "Comprueba la dirección.",
  }),
  OwnableUnauthorizedAccount: () => ({
    what: "Esta cuenta no es dueña de la consolidación.",
    todo: "Conecta a su dueño.",
  }),
};

/** Errors of governors and treasuries. */
export const governanceErrors: Readonly<Record<string, ErrorSentence>> = {
  GovernanceTokenUnknown: () => ({
    what: "Este token no se lanzó aquí, así que sus tenedores no tienen gobierno.",
    todo: "Comprueba la dirección del token.",
  }),
  GovernanceAlreadyCreated: () => ({ what: "El token ya tiene un gobierno.", todo: tryLater }),
  GovernanceUnknownGovernor: () => ({
    what: "Solo un gobierno puede recomendar una versión.",
    todo: "Proponla a los tenedores.",
  }),
  GovernanceRecommendationOutdated: () => ({
    what: "Una propuesta más nueva ya recomendó una versión.",
    todo: nothingMore,
  }),
  GovernanceNotGovernor: () => ({
    what: "Solo el gobierno de los tenedores paga de una tesorería.",
    todo: "Propón una subvención a los tenedores.",
  }),
  GovernanceTreasuryTooSmall: () => ({
    what: "La tesorería tiene menos que la subvención.",
    todo: "Ejecútala cuando se haya donado lo suficiente.",
  }),
  GovernanceBadGrant: ({ rule }) => ({
    what: `La subvención no se puede proponer: ${String(rule)}.`,
    todo: "Cámbiala y proponla otra vez.",
  }),
  GovernanceDepositNotOneWei: () => ({ what: "Una propuesta se hace con exactamente un wei.", todo: tryLater }),
  GovernanceDescriptionTooLong: ({ length, maximum }) => ({
    what: `La descripción tiene ${whole(length)} bytes; se aceptan ${whole(maximum)} como máximo.`,
    todo: "Acórtala.",
  }),
  GovernanceNoPeriodClosed: () => ({
    what: "Todavía no se ha cerrado ningún periodo de ingresos del token, así que nadie tiene votos.",
    todo: "Espera a que termine un periodo con ingresos.",
  }),
  GovernanceNoVotes: () => ({
    what: "La cuenta no tenía tokens cuando se contaron los votos de esta propuesta.",
    todo: "Vota con la cuenta que entonces tenía tokens.",
  }),
  GovernanceOnlyTypedProposals: () => ({
    what: "Solo se pueden proponer subvenciones y versiones recomendadas.",
    todo: "Elige una de ellas.",
  }),
  GovernanceProposalStillOpen: () => ({
    what: "La otra propuesta de esta cuenta sigue abierta.",
    todo: "Espera a que termine su votación.",
  }),
  GovernanceSnapshotUnknown: () => ({ what: "Ninguna propuesta cuenta votos en ese momento.", todo: tryLater }),
  GovernanceTooEarly: () => ({
    what: "La propuesta espera después de la votación.",
    todo: "Ejecútala más tarde; la página dice desde cuándo.",
  }),
  GovernorAlreadyCastVote: () => ({ what: "Esta cuenta ya votó la propuesta.", todo: "Un voto no se puede cambiar." }),
  GovernorAlreadyInitializedLatestProposalId: () => ({
    what: "El gobierno ya contó propuestas.",
    todo: programmingError,
  }),
  GovernorAlreadyQueuedProposal: () => ({ what: "La propuesta ya está en cola.", todo: nothingMore }),
  GovernorDisabledDeposit: () => ({ what: "El gobierno no acepta dinero.", todo: "Dona a la tesorería." }),
  GovernorInsufficientProposerVotes: () => ({
    what: "La cuenta tenía muy pocos tokens para proponer cuando se cerró el último periodo.",
    todo: "Busca tenedores que lo propongan con más tokens.",
  }),
  GovernorInvalidProposalLength: () => ({ what: "Las llamadas de la propuesta no coinciden.", todo: programmingError }),
  GovernorInvalidSignature: () => ({
    what: "La firma no es de quien vota, o no es para este voto.",
    todo: "Firma el voto otra vez.",
  }),
  GovernorInvalidVoteParams: () => ({ what: "Aquí un voto no tiene parámetros.", todo: programmingError }),
  GovernorInvalidVoteType: () => ({
    what: "Un voto es a favor, en contra o una abstención.",
    todo: "Elige uno de ellos.",
  }),
  GovernorInvalidVotingPeriod: () => ({ what: "La votación no puede durar eso.", todo: programmingError }),
  GovernorNonexistentProposal: () => ({ what: "No existe esa propuesta.", todo: tryLater }),
  GovernorOnlyExecutor: () => ({ what: "Nada de un gobierno se puede cambiar.", todo: nothingMore }),
  GovernorProposalQueueingFailed: () => ({ what: "La propuesta no se pudo poner en cola.", todo: tryLater }),
  GovernorProposalQueueingNotRequired: () => ({
    what: "La propuesta se ejecuta sin ponerse en cola.",
    todo: nothingMore,
  }),
  GovernorRestrictedProposer: () => ({
    what: "Esta cuenta no puede hacer esta propuesta.",
    todo: "Hazla desde la cuenta que nombra.",
  }),
  GovernorUnableToCancel: () => ({
    what: "Solo quien la hizo puede cancelar una propuesta, antes de que empiece la votación.",
    todo: "Vota en contra.",
  }),
  GovernorUnexpectedProposalState: () => ({
    what: "La propuesta está en otro estado, así que esto no se puede hacer ahora.",
    todo: tryLater,
  }),
};

import type { ErrorSentence } from "../../wallet/explain-error.ts";

const whole = (value: unknown): number => Number(value);

const tryLater = "Recarregue a página e tente de novo.";
const programmingError = "Isto não deveria acontecer a partir desta página; avise-nos, por favor.";
const askAgain = "Pergunte ao modelo de novo com as condições usuais, e cunhe essa resposta.";
const nothingToDo = "Não há nada a fazer.";

/** Errors of collections of generated content, and of the libraries under them. */
export const aigcErrors: Readonly<Record<string, ErrorSentence>> = {
  AigcCollectionExists: () => ({ what: "Alguém já criou a coleção deste modelo.", todo: tryLater }),
  AigcOtherModel: () => ({ what: "O pedido é de outro modelo.", todo: programmingError }),
  AigcNotRequester: () => ({
    what: "Só quem perguntou pode cunhar a resposta.",
    todo: "Conecte a conta que fez o pedido.",
  }),
  AigcTokenMismatch: () => ({ what: "O token não é o deste texto.", todo: programmingError }),
  AigcPromptMismatch: () => ({ what: "O texto não é a entrada do pedido.", todo: tryLater }),
  AigcDataMismatch: () => ({ what: "Os dados não são a resposta que o oráculo tem agora.", todo: tryLater }),
  AigcContentLength: ({ length, maximum }) => ({
    what: `O texto ou a resposta tem ${whole(length)} bytes; um token guarda no máximo ${whole(maximum)} de cada.`,
    todo: "Esta resposta não pode ser cunhada.",
  }),
  AigcRequestState: () => ({
    what: "O pedido não tem uma resposta que sirva para isto.",
    todo: "Espere até que seja respondido; o token de um pedido anulado pode ser cunhado por outro pedido.",
  }),
  AigcWindowTooShort: ({ windowSeconds, minimum }) => ({
    what: `O prazo do pedido é de ${whole(windowSeconds)} segundos; para cunhar são precisos ${whole(minimum)}.`,
    todo: askAgain,
  }),
  AigcBondTooHigh: () => ({
    what: "A caução do pedido é tão alta que quase ninguém poderia contestar a resposta dele.",
    todo: askAgain,
  }),
  AigcPromptTaken: () => ({
    what: "Outra pessoa tem este texto por um direito anterior, ou ninguém contestou o dela a tempo.",
    todo: "Escolha outro texto.",
  }),
  AigcCommitmentKnown: () => ({ what: "Este compromisso já foi feito.", todo: "Use outro sal." }),
  AigcCommitmentUnknown: () => ({
    what: "Esse compromisso não existe.",
    todo: "Confira o sal e a conta, ou cunhe sem compromisso.",
  }),
  AigcCommitmentOutOfTime: () => ({
    what: "O compromisso é antigo demais, ou não é anterior ao pedido.",
    todo: "Cunhe sem ele.",
  }),
  AigcContentCreationFailed: () => ({
    what: "Não foi possível guardar o texto e a resposta.",
    todo: "Tente com mais gás.",
  }),
  AigcUpToDate: () => ({ what: "O token já tem a resposta definitiva.", todo: nothingToDo }),
  AigcLocked: () => ({
    what: "O token está travado.",
    todo: "Espere até que a resposta seja definitiva e o tempo dos direitos anteriores acabe.",
  }),
  AigcNotLocked: () => ({ what: "O token já está destravado.", todo: nothingToDo }),
  AigcRoyaltiesWait: () => ({
    what: "A oferta do modelo não está decidida, então os royalties dele aguardam.",
    todo: "Tente de novo quando a oferta estiver decidida.",
  }),
  AigcNoRoyalties: () => ({ what: "Não há royalties a enviar.", todo: nothingToDo }),
  AigcPictureTooLarge: () => ({ what: "A imagem é grande demais para ser mostrada.", todo: programmingError }),

  // OpenZeppelin
  ERC721IncorrectOwner: () => ({ what: "O token pertence a outra conta.", todo: tryLater }),
  ERC721InsufficientApproval: () => ({
    what: "A conta não pode mover este token.",
    todo: "Conecte a conta dona dele.",
  }),
  ERC721InvalidApprover: () => ({
    what: "A conta não pode aprovar este token.",
    todo: "Conecte a conta dona dele.",
  }),
  ERC721InvalidOperator: () => ({
    what: "Este endereço não pode ser aprovado.",
    todo: "Confira o endereço.",
  }),
  ERC721InvalidOwner: () => ({ what: "Este endereço não pode ter tokens.", todo: "Confira o endereço." }),
  ERC721InvalidReceiver: () => ({
    what: "Quem recebe não aceita esses tokens.",
    todo: "Cunhe para uma conta comum, ou para um contrato que receba tokens.",
  }),
  ERC721InvalidSender: () => ({ what: "O token não pode vir deste endereço.", todo: programmingError }),
  ERC721NonexistentToken: () => ({ what: "Ninguém cunhou este token.", todo: "Cunhe-o primeiro." }),
  SafeERC20FailedOperation: () => ({ what: "O ativo recusou a transferência.", todo: tryLater }),
  StringsInsufficientHexLength: () => ({
    what: "Um número é grande demais para ser escrito.",
    todo: programmingError,
  }),
};

import type { models as Texts } from "../en/models.ts";

export const models: typeof Texts = {
  modelStatus: {
    unlaunched: "Sem oferta",
    scheduled: "Agendada",
    open: "Aberta",
    succeeded: "Bem-sucedida",
    live: "Em atividade",
    failed: "Fracassada",
  },

  models: {
    title: "Modelos aos quais você pode perguntar e dos quais pode ter uma parte",
    text: "Desenvolvedores oferecem partes da receita de seus modelos. Cada resposta é paga na rede, e os detentores resgatam o que o modelo ganha.",
    launchYours: "Lançar um modelo",
    search: "Buscar",
    searchHint: "Nome, desenvolvedor ou id",
    status: "Situação",
    anyStatus: "Qualquer situação",
    sort: "Ordenar por",
    orders: {
      newest: "Mais recentes",
      ending: "Terminam antes",
      raised: "Mais comprometido",
      price: "Menor preço",
      revenue: "Mais receita (30 dias)",
    },
    count: (count, text) => (count === 1 ? "1 modelo" : `${text} modelos`),
    emptyTitle: "Nenhum modelo foi registrado ainda",
    emptyText: "O primeiro pode ser seu: registre um modelo e ofereça uma parte do que ele ganha.",
    noneFound: "Nenhum modelo corresponde a esta busca",
    clearFilter: "Limpar a busca",
    pricePerCall: "Preço por chamada",
    recentRevenue: "Últimos 30 dias",
    askThis: (name) => `Perguntar a ${name}`,
    notLaunched: "Pode receber perguntas; nenhuma parte de sua receita é oferecida.",
  },

  model: {
    by: "por",
    developer: "endereço do desenvolvedor",
    id: "id do modelo",
    askThis: "Perguntar a este modelo",
    recentRequests: "Pedidos recentes",
    noRequests: "Ninguém perguntou a este modelo ainda.",
    beFirst: "Seja o primeiro",
  },

  package: {
    title: "O modelo, bit a bit",
    checked: "Conferido com o registro",
    checking: "Baixando o pacote e conferindo cada byte",
    unavailable: "Não foi possível mostrar o pacote",
    problem: (detail) => `${detail}. Mesmo assim é possível perguntar ao modelo; os operadores têm a própria cópia.`,
    noAddress:
      "Foi registrado sem o endereço de um pacote. Mesmo assim é possível perguntar, se algum operador tiver o pacote.",
    addressProblem: (protocol) =>
      `Um navegador não consegue baixar de um endereço ${protocol}. Mesmo assim é possível perguntar ao modelo.`,
    mismatch: "O que está no endereço não é o modelo registrado. A descrição e os rótulos dele não são mostrados.",
    licence: (name) => `Licença: ${name}`,
    parity: "Relatório de paridade",
    samples: "Amostras reservadas",
    integerTop1: "Acerto na rede (inteiros)",
    floatTop1: "Acerto do original (ponto flutuante)",
    agreement: "Mesma resposta que o original",
    maxDifference: "Maior diferença de uma pontuação",
    meanDifference: "Diferença média de um valor",
    integerPerplexity: "Perplexidade na rede (inteiros)",
    floatPerplexity: "Perplexidade do original (ponto flutuante)",
    parityNote:
      "Feito pelo desenvolvedor ao compilar o modelo; o hash do pacote o cobre, mas a veracidade é a palavra do desenvolvedor.",
    modelHash: "Hash do modelo",
    programRoot: "Raiz do programa",
    weightsRoot: "Raiz dos pesos",
    address: "Endereço do pacote",
  },

  creator: {
    title: "O que o criador pode e não pode fazer",
    can: "Pode",
    cannot: "Não pode",
    canShared: [
      "Receber o arrecadado, menos a parte travada, quando a oferta tiver dado certo",
      "Lançar de novo, se a oferta fracassar",
    ],
    canAlone: ["Receber toda a receita do modelo: ela vai para o desenvolvedor, não para um token"],
    canAlways: ["Ter e vender tokens próprios", "Registrar outra versão como outro modelo"],
    cannotAlways: [
      "Mudar o modelo, seu preço ou sua parte da receita",
      "Cunhar tokens, pausá-los ou congelar uma conta",
      "Pegar os compromissos antes do sucesso ou depois do fracasso",
      "Remover o modelo ou impedir que perguntem a ele",
    ],
  },

  risks: {
    title: "Riscos",
    items: [
      {
        title: "Respostas erradas ficam de pé se ninguém olhar",
        text: "Os contratos só derrubam uma resposta errada se alguém com o pacote do modelo a contestar, com uma caução, antes que o prazo termine. Ninguém é obrigado a isso.",
      },
      {
        title: "Ninguém promete receita",
        text: "Um modelo só ganha quando perguntam a ele. Um token pode não ganhar nada e não valer nada.",
      },
      {
        title: "O desenvolvedor pode vender",
        text: "Os tokens do próprio desenvolvedor não ficam travados depois da oferta.",
      },
      {
        title: "O desenvolvedor pode listar o modelo de novo",
        text: "O mesmo programa pode ser registrado de novo, com outro preço, e ganhar lá em vez de aqui.",
      },
      {
        title: "Código jovem",
        text: "Os contratos não foram auditados por terceiros. Ninguém pode pausá-los nem consertá-los, nem nós.",
      },
    ],
  },
};

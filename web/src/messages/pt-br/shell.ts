import type { shell as Texts } from "../en/shell.ts";

export const shell: typeof Texts = {
  common: {
    done: "Feito",
    loading: "Carregando",
    readFailed: "Não foi possível ler isto da rede.",
    retry: "Tentar de novo",
    close: "Fechar",
    cancel: "Cancelar",
    you: "você",
    copy: (what) => `Copiar ${what}`,
    copied: (what) => `Copiado: ${what}`,
    badAmount: "Digite um número, com vírgula para os decimais.",
    assetUnits: (amount, asset) => `${amount} unidades de ${asset}`,
  },

  boot: {
    settingsTitle: "O aplicativo não está configurado",
    settingsText:
      "O servidor precisa responder em /config.json com a rede e o endereço do seu RPC. Pergunte a quem administra este site.",
    wrongChainTitle: "O RPC serve outra rede",
    wrongChainText: (expected, found) =>
      `Este aplicativo está configurado para a rede ${expected}, mas seu RPC responde pela rede ${found}. Nada pode ser mostrado com segurança até que isso seja corrigido.`,
    noContractTitle: "O OpenIMO não está nesta rede",
    noContractText: (chain) =>
      `Não há contrato no endereço esperado em ${chain}. Em uma rede local, implante primeiro (npm start faz isso); caso contrário, a implantação e o RPC não combinam.`,
  },

  banner: {
    rpcDown: "A rede não responde.",
    rpcDownText: (chain) => `O que você vê pode estar desatualizado; a página continua tentando falar com ${chain}.`,
    lastBlock: (block) => `Último bloco visto: ${block}.`,
    wrongNetwork: "Sua carteira está em outra rede.",
    wrongNetworkText: (chain) => `Ler funciona; para assinar, mude-a para ${chain}.`,
    switchNetwork: (chain) => `Mudar para ${chain}`,
  },

  nav: {
    label: "Principal",
    skip: "Pular para o conteúdo",
    models: "Modelos",
    launch: "Lançar",
    ask: "Perguntar",
    requests: "Pedidos",
    portfolio: "Carteira",
    gallery: "Galeria",
    operators: "Operadores",
    more: "Explorar",
  },

  footer: {
    language: "Idioma",
    promise: "Sem dono, sem pausa, sem atualização: o que você vê é lido da rede.",
    block: (block) => `bloco ${block}`,
  },

  theme: {
    system: "do sistema",
    light: "claro",
    dark: "escuro",
    change: (now, next) => `Tema: ${now}. Mudar para ${next}`,
  },

  wallet: {
    connect: "Conectar carteira",
    choose: "Conectar uma carteira",
    none: "Nenhuma carteira foi encontrada neste navegador. Instale uma e recarregue a página.",
    appKit: "Mais carteiras (Reown AppKit)",
    needed: "Conecte uma carteira para continuar",
    development: "Carteira de desenvolvimento (só na rede local)",
    developmentText: "Chaves de teste conhecidas que assinam sem perguntar. Não valem nada em nenhuma outra rede.",
    roles: {
      developer: "Desenvolvedor",
      requester: "Solicitante",
      investorA: "Investidor A",
      investorB: "Investidor B",
      investorC: "Investidor C",
      spare: "Conta reserva",
    },
    account: (who) => `Conta: ${who}`,
    copyAddress: "Copiar endereço",
    disconnect: "Desconectar",
  },

  localChain: {
    title: "Rede local",
    text: "Uma ferramenta da rede de desenvolvimento: o relógio dela pode saltar.",
    time: (time) => `Hora da rede: ${time}`,
    hour: "Avançar 1 hora",
    day: "Avançar 1 dia",
    toEnd: "Avançar até o fim da oferta",
  },

  notFound: {
    title: "Não há nada neste endereço",
    text: "O link pode ser antigo ou ter um erro de digitação.",
    home: "Ir para os modelos",
  },
};

import type { duel as Texts } from "../en/duel.ts";

export const duel: typeof Texts = {
  duel: {
    title: "Disputa",
    contradictTitle: "Contradizer esta resposta",
    contradictText:
      "Você afirma o que este navegador calculou e defende isso lance a lance, com até umas quinze assinaturas. Um contrato encontra o " +
      "primeiro número em que os dois cálculos diferem, calcula-o e assim decide. Se você estiver certo, a resposta passa a ser a sua.",
    stake: "Você arrisca",
    staked: "Sua caução em jogo",
    gain: "Se vencer, você a recebe de volta e até",
    timeLeft: "Tempo restante",
    risk: "A caução é perdida se a sua resposta estiver errada ou se você perder um turno: volte a esta página antes que acabe o tempo de cada um.",
    compute: "Preparar a contradição",
    tracing: (megabytes) => `Calculando e guardando cada passo: cerca de ${megabytes} MB de memória`,
    cannotCompute: "Isto não pode ser calculado aqui.",
    runsDisagree:
      "Duas execuções neste navegador deram respostas diferentes. Nada pode ser dito sobre esta; não deposite uma caução.",
    commitText:
      "Primeiro assine que você tem uma afirmação, sem mostrá-la. Assim, quem a copiar antes de estar num bloco não fica com a sua parte.",
    contradictNow: "Agora mostre a sua resposta e deposite a caução.",
    commitClaim: "Comprometer a minha resposta",
    contradict: "Contradizer",
    takeSide: "Jogar neste navegador",
    takeSideText:
      "Para jogar, ou para continuar depois de recarregar, este navegador calcula de novo a resposta certa com cada passo. Todo o resto está na rede.",
    reading: "Lendo o que a rede diz agora…",
    gas: "Gás, cerca de",
    duels: "Duelos",
    number: (number) => `Duelo ${number}`,
    turns: "Turnos jogados",
    where: "A primeira diferença está em",
    mover: "Precisa agir",
    you: "Você",
    over: "Ninguém: terminou",
    clock: "Tempo restante do turno",
    shape: "onde um cálculo terminou e o outro não",
    entries: {
      items: (first, last) => (first === last ? `item ${first}` : `itens ${first} a ${last}`),
      steps: (first, last) => (first === last ? `passo ${first}` : `passos ${first} a ${last}`),
      instructions: (first, last) => (first === last ? `instrução ${first}` : `instruções ${first} a ${last}`),
      leaves: (first, last) => (first === last ? `bloco ${first}` : `blocos ${first} a ${last}`),
    },
    inInstruction: (number, operation, entries) =>
      operation === "" ? `instrução ${number}, ${entries}` : `instrução ${number} (${operation}), ${entries}`,
    steps: {
      silence: "Dar por caída a afirmação do operador",
      claim: "Afirmar a minha resposta",
      commitTrace: "Comprometer o meu cálculo",
      openDuel: "Abrir o duelo",
      move: "Fazer o próximo lance",
      prove: "Provar a falha",
      timeout: "Declarar o fim do tempo",
      conclude: "Receber o veredito do tribunal",
      settle: "Repartir uma caução perdida",
    },
    stepTexts: {
      silence: "O operador não mostrou a tempo como calculou a resposta, então a afirmação dele cai.",
      claim: "Nenhuma afirmação da sua resposta está de pé. Você deposita uma caução por ela.",
      commitTrace: "Você respondeu primeiro. Mostra a raiz do seu cálculo e o primeiro lance contra a outra afirmação.",
      openDuel: "Você mostra a primeira parte em que o seu cálculo difere do da outra afirmação.",
      move: "Você mostra onde a última parte do outro lado começa a diferir da sua, e a sua própria parte abaixo dela.",
      prove: "Um contrato calcula o único número que resta. O outro lado cai se ele estava errado.",
      timeout: "O tempo do outro lado acabou. Quem o declara elimina a afirmação dele.",
      conclude: "Resta uma afirmação, ou nenhuma. O oráculo recebe o veredito e a resposta certa fica definitiva.",
      settle: "Uma parte é queimada; o resto paga os lances e vai para o vencedor e o solicitante.",
    },
    copied:
      "Alguém copiou a sua afirmação. O seu compromisso é mais antigo: afirme-a de novo e ela será sua; a caução da cópia é devolvida.",
    waitRival: "É a vez do outro lado. Não há nada para assinar agora.",
    waitClaims: "Não há nada para assinar agora.",
    claimsUntil: "Outras respostas podem ser afirmadas por",
    lost: "A sua resposta não pode mais ser defendida neste caso.",
    settled: "Está decidido, e todas as cauções estão repartidas.",
    owed: "O tribunal deve a você",
    withdrawCredit: "Retirar do tribunal",
  },
};

/** The arrows of docs/design.md: which room may import which. */
const rooms = {
  corpus: [],
  embedding: [],
  messages: ["corpus"],
  metrics: [],
  reading: ["corpus"],
  library: ["corpus", "reading"],
  index: ["corpus", "embedding"],
  answer: ["corpus", "embedding", "index"],
  check: ["corpus", "answer", "messages"],
  desk: ["corpus", "answer"],
  log: ["corpus", "answer"],
  evaluation: ["corpus", "embedding", "index", "answer"],
  delivery: ["corpus", "answer", "log"],
  telegram: ["corpus", "answer", "check", "messages", "log", "delivery", "desk"],
  whatsapp: ["corpus", "answer", "check", "desk", "messages", "log", "delivery"],
  web: ["corpus", "answer", "check", "messages", "metrics", "log", "desk", "library"],
  doctor: ["corpus", "embedding", "index", "log", "delivery", "telegram", "whatsapp", "desk"],
  mcp: ["corpus", "answer", "check", "messages"],
};

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...Object.entries(rooms).map(([room, may]) => ({
      name: `arrows-of-${room}`,
      severity: "error",
      from: { path: `^src/${room}/` },
      to: { path: "^src/", pathNot: [`^src/${room}/`, ...may.map((other) => `^src/${other}/`)] },
    })),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
  },
};

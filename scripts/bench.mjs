/**
 * npm run bench                 starts, a question beside the bare model run, memory
 * npm run bench -- peers        Kenes beside what a developer would take instead (first: npm ci --prefix bench)
 * npm run bench -- service      the service over HTTP: most questions a second, latency
 * npm run bench -- steps        where the time of a question goes
 * npm run bench -- million      indexes of a thousand to a million views
 * npm run bench -- report       docs/benchmarks.md and its pictures, from what the others wrote to bench/results
 */
const MEASURES = {
  question: "../bench/question.mjs",
  peers: "../bench/peers.mjs",
  service: "./bench-http.mjs",
  steps: "../bench/steps.mjs",
  million: "../bench/million.mjs",
  report: "../bench/report.mjs",
};
const [, , name = "question"] = process.argv;

if (Object.hasOwn(MEASURES, name)) {
  process.argv.splice(2, 1);
  await import(MEASURES[name]);
} else {
  process.stderr.write(`There is no measure ${name}: ${Object.keys(MEASURES).join(", ")}\n`);
  process.exitCode = 1;
}

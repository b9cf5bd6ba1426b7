/** Prints the runner's own count as one plain line, which `.ci/run` ends with. */
export default class CountReporter {
  onTestRunEnd(modules, errors) {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const of = (state) => tests.filter((test) => test.result().state === state).length;
    const broken = modules.filter((module) => module.errors().length > 0).length + errors.length;
    const skipped = of("skipped");
    // The default reporter prints its summary after this: the count is to be the last line.
    const line = `${of("passed")} passed, ${of("failed") + broken} failed${skipped ? `, ${skipped} skipped` : ""}`;
    process.once("exit", () => console.log(line));
  }
}

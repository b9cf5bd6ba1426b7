import cliProgress from "cli-progress";

/** A bar with the time left on a terminal; a line each tenth elsewhere. */
export function createProgress(
  stream: NodeJS.WriteStream,
  label = "Building the index",
): (done: number, total: number) => void {
  let bar: cliProgress.SingleBar | null = null;
  let told = 0;
  return (done, total) => {
    if (!stream.isTTY) {
      const tenth = Math.floor((done / total) * 10);
      if (tenth > told) stream.write(`${label}: ${tenth * 10} %\n`);
      told = done >= total ? 0 : tenth;
      return;
    }
    if (!bar) {
      bar = new cliProgress.SingleBar({
        stream,
        format: `${label} {bar} {percentage} %, {eta_formatted} left`,
      });
      bar.start(total, 0);
    }
    bar.update(done);
    if (done < total) return;
    bar.stop();
    bar = null;
  };
}

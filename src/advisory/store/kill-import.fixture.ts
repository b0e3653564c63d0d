// A child process for the kill test: imports two states in turn, for ever. Arguments: data directory, the two files.
import { importPaths } from '../import-paths.ts';

const [data = '', ...states] = process.argv.slice(2);
for (let round = 0; ; round++) {
  const report = await importPaths(data, [states[round % states.length] ?? ''], { now: new Date() });
  if (report.imported.length !== 1) throw new Error('the state was not imported');
  process.send?.(round);
}

import { run } from './run.ts';

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  // Asked for by few commands, and dear: Node loads half of its streams for it.
  get stdin() {
    return process.stdin;
  },
  folder: process.cwd(),
});

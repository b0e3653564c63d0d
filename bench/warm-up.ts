import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fixtureImage, layoutFiles } from '../test/fixtures/image-writer.ts';
import { runCommand } from '../test/parts/run-command.ts';
import type { Bench } from './bench.ts';

/** Scans a tiny image, so that the choice of Node.js and the compile cache are there as on any second start. */
export async function warmUp(bench: Bench): Promise<void> {
  const folder = bench.scratch('warm-up');
  for (const { path, body = '' } of layoutFiles(fixtureImage())) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), body);
  }
  for (const attempt of ['first', 'second']) {
    const data = bench.scratch(`warm-up-${attempt}`);
    await runCommand(bench.seawall, ['scan', 'image', `oci:${folder}`, '--data-dir', data, '--quiet']);
  }
}

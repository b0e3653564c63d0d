// A child process for the kill tests: makes one state after the other the database, for ever.
// Arguments: `import` or `install`, data directory, then feed files, or a public key and bundles with growing numbers.
import { installBundle } from '../bundler.ts';
import { importPaths } from '../import-paths.ts';

const [how, data = '', ...given] = process.argv.slice(2);

async function importForEver(files: readonly string[]): Promise<void> {
  for (let round = 0; ; round++) {
    const report = await importPaths(data, [files[round % files.length] ?? ''], { now: new Date() });
    if (report.imported.length !== 1) throw new Error('the state was not imported');
    process.send?.(round);
  }
}

/** Those that an earlier child installed are behind what is installed, and refused. */
async function installAll([trustedKey = '', ...bundles]: readonly string[]): Promise<void> {
  for (const bundle of bundles) {
    try {
      await installBundle(data, bundle, { now: new Date(), trustedKey });
      process.send?.(bundle);
    } catch (error) {
      if (!(error instanceof Error) || !('code' in error) || error.code !== 'bundle-rolled-back') throw error;
    }
  }
}

await (how === 'import' ? importForEver(given) : installAll(given));

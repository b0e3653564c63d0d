import { chmod, rm } from 'node:fs/promises';
import { rolldown } from 'rolldown';
import { chunksByStage } from './chunks.ts';
import { withoutFacades } from './without-facades.ts';

/** Entry points of the published form, worker entries included: `dist/NAME.js`. */
const entries = {
  seawall: 'src/cli/main.ts',
  'layer-worker': 'src/scan/layer-worker.ts',
};

await rm('dist', { recursive: true, force: true });
const bundle = await rolldown({
  input: entries,
  platform: 'node',
  // Nobody imports a program, and chunks by stage need it so.
  preserveEntrySignatures: false,
  external: [/^node:/],
  // The `main` of some packages is a UMD file that a bundle cannot follow; their `module` is what we want anyway.
  resolve: { mainFields: ['module', 'main'] },
});
const { output } = await bundle.generate({ format: 'esm' });
const divided = output.filter((file) => file.type === 'chunk');
await bundle.write({
  dir: 'dist',
  format: 'esm',
  codeSplitting: { includeDependenciesRecursively: false, groups: chunksByStage(divided) },
  // Names stay, for stack traces; without the blanks a scan starts 10 ms sooner.
  minify: { compress: false, mangle: false, codegen: { removeWhitespace: true } },
  // One folder, so that a worker's entry stands beside whichever chunk asks for it.
  entryFileNames: '[name].js',
  chunkFileNames: '[name]-[hash].js',
  plugins: [{ name: 'without-facades', renderChunk: withoutFacades }],
});
await bundle.close();
await chmod('dist/seawall.js', 0o755);

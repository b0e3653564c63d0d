import { join } from 'node:path';
import { forgetScans, type Bench, type InputName } from './bench.ts';
import type { Bar, BenchCase, Side } from './case.ts';
import { layerFiles } from './layout.ts';
import { describeFound, syftSides, trivySides, type ImageForm } from './peers.ts';

/** What tells one image case from another. */
export interface ImageCase {
  id: string;
  title: string;
  image: InputName;
  form: ImageForm;
  mostRuns?: number;
  /** Packages of more than the operating system: Trivy is also run for those of the system alone, and Syft, which takes long. */
  manyEcosystems: boolean;
  bars: readonly Bar[];
}

/** Every scan, however large the image. */
const everyScan: readonly Bar[] = [
  { side: 'seawall cold', figure: 'peak', limit: 250e6, bound: 'at most', notNegotiable: true },
  { side: 'seawall warm', figure: 'peak', limit: 250e6, bound: 'at most', notNegotiable: true },
  { side: 'seawall warm', figure: 'wall', limit: 0.3, bound: 'at most' },
  { side: 'seawall warm', figure: 'wall', limit: 0.5, bound: 'at most', notNegotiable: true },
];

/** The bar of a first scan beside Trivy. */
export const halfOfTrivy: Bar = {
  side: 'seawall cold',
  figure: 'wall',
  limit: 0.5,
  bound: 'at most',
  relativeTo: 'trivy cold',
  needs: 'BENCH_TRIVY',
};

/** The bar of a first scan of a large image beside Syft. */
export const seventhOfSyft: Bar = { ...halfOfTrivy, limit: 0.15, relativeTo: 'syft', needs: 'BENCH_SYFT' };

/**
 * The scan of one image for vulnerabilities: the first time (nothing known but the vulnerability data) and again with
 * unchanged layers, process start included, beside Trivy and Syft, and beside what the bytes alone cost in one thread.
 */
export function imageCase({ id, title, image, form, mostRuns, manyEcosystems, bars }: ImageCase): BenchCase {
  return {
    id,
    title,
    needs: [image, 'BENCH_ADVISORIES'],
    ...(mostRuns !== undefined && { mostRuns }),
    async plan(bench) {
      const path = bench.required(image);
      const data = await bench.dataDirectory();
      const sides = [
        ...seawallSides(bench, data, `${form === 'archive' ? 'archive' : 'oci'}:${path}`),
        ...trivySides(bench, path, { osOnly: manyEcosystems }),
        ...(manyEcosystems ? syftSides(bench, form, path) : []),
        ...floors(bench, form, path),
      ];
      return { sides, bars: [...bars, ...everyScan] };
    },
  };
}

function seawallSides(bench: Bench, data: string, reference: string): Side[] {
  const command = [bench.seawall, 'scan', 'image', reference, '--format', 'json', '--data-dir', data];
  return [
    { name: 'seawall cold', command, prepare: () => forgetScans(data), found: foundBySeawall },
    { name: 'seawall warm', command, found: foundBySeawall },
  ];
}

/** What no scan can be faster than with one thread: the bytes read and hashed, and decompressed where they are gzip. */
function floors(bench: Bench, form: ImageForm, path: string): Side[] {
  const program = (name: string) => [process.execPath, join(bench.root, 'bench', 'programs', name)];
  const files = form === 'archive' ? [path] : layerFiles(path);
  const hash: Side = { name: 'read and sha256', command: [...program('hash.ts'), ...files] };
  return form === 'archive' ? [hash] : [hash, { name: 'gunzip', command: [...program('gunzip.ts'), ...files] }];
}

/** Counts of a JSON result. @throws Error when it found no packages */
export function foundBySeawall(stdout: string): string {
  const { packages, findings } = JSON.parse(stdout) as { packages: unknown[]; findings: unknown[] };
  return describeFound(packages.length, findings.length);
}

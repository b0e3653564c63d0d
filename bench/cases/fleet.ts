import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { tar, type TarInput } from '../../test/fixtures/tar-writer.ts';
import { forgetScans, type Bench } from '../bench.ts';
import type { BenchCase } from '../case.ts';
import { foundBySeawall } from '../image-case.ts';
import { LayoutWriter, type Descriptor } from '../layout.ts';

const images = 100;
const sharedLayers = 8;
const ownLayers = 2;
const mebibyte = 1024 * 1024;
/** Of 1 MiB: a base as large as a small distribution with a language's run time. */
const sharedLayerFiles = 24;
const layerType = 'application/vnd.oci.image.layer.v1.tar+gzip';

/** 100 images that share eight of their ten layers: whatever was seen once must not be read again (requirement M-039). */
export const fleet: BenchCase = {
  id: 'fleet',
  title: `${images} images that share ${sharedLayers} of ${sharedLayers + ownLayers} layers, made here`,
  needs: [],
  mostRuns: 1,
  async plan(bench) {
    const layout = bench.scratch('fleet');
    writeFleet(layout);
    const data = bench.scratch('fleet-data');
    const first = scanCommand(bench, layout, data, 0, 0);
    return {
      sides: [
        { name: 'seawall, first image', command: first, prepare: () => forgetScans(data), found: foundBySeawall },
        {
          name: 'seawall, each of the others',
          command: scanCommand(bench, layout, data, 1, images - 1),
          repeats: images - 1,
          found: foundBySeawall,
        },
        {
          name: 'seawall, each once more',
          command: scanCommand(bench, layout, data, 0, images - 1),
          repeats: images,
          found: foundBySeawall,
        },
      ],
      bars: ['seawall, each of the others', 'seawall, each once more'].map((side) => ({
        side,
        figure: 'wall',
        limit: 0.2,
        bound: 'at most',
        relativeTo: 'seawall, first image',
      })),
    };
  },
};

/** Scans the images `from` to `to` one after the other, each in a process of its own; the last result is the output. */
function scanCommand(bench: Bench, layout: string, data: string, from: number, to: number): string[] {
  const script = `at=$4; while [ "$at" -le "$5" ]; do
    "$1" scan image "oci:$2:app-$at" --format json --data-dir "$3" --quiet >result.json || exit
    at=$((at + 1)); done; cat result.json`;
  return ['sh', '-c', script, 'sh', bench.seawall, layout, data, String(from), String(to)];
}

interface Layer {
  descriptor: Descriptor;
  diffId: string;
}

function writeFleet(folder: string): void {
  const writer = new LayoutWriter(folder);
  const shared = Array.from({ length: sharedLayers }, (_, at) => {
    const system = at === 0 ? systemFiles : [];
    return writeLayer(writer, [...system, ...textFiles(`shared/${at}`, sharedLayerFiles)]);
  });
  for (let image = 0; image < images; image += 1) {
    const own = Array.from({ length: ownLayers }, (_, at) => writeLayer(writer, textFiles(`own/${image}/${at}`, 1)));
    writer.image(`app-${image}`, [...shared, ...own]);
  }
  writer.finish();
}

function writeLayer(writer: LayoutWriter, files: readonly TarInput[]): Layer {
  const bytes = tar(files);
  const diffId = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  return { descriptor: writer.blob(gzipSync(bytes, { level: 1 }), layerType), diffId };
}

const systemFiles: readonly TarInput[] = [
  { path: 'etc/os-release', body: 'ID=debian\nVERSION_ID="12"\n' },
  {
    path: 'var/lib/dpkg/status',
    body: Array.from(
      { length: 200 },
      (_, at) => `Package: package-${at}\nStatus: install ok installed\nArchitecture: all\nVersion: 1.${at}-1\n`,
    ).join('\n'),
  },
];

/** Files of 1 MiB that compress about as well as programs and texts do, different for every folder. */
function textFiles(folder: string, count: number): TarInput[] {
  const words = Array.from({ length: mebibyte / 64 }, (_, at) =>
    createHash('sha256').update(`${folder} ${at}`).digest('hex'),
  ).join('');
  return Array.from({ length: count }, (_, at) => {
    const turn = at * 4099;
    return { path: `srv/${folder}/file-${at}`, body: words.slice(turn) + words.slice(0, turn) };
  });
}

import { spawnSync } from 'node:child_process';
import { closeSync, linkSync, mkdirSync, mkdtempSync, openSync } from 'node:fs';
import { rmSync, symlinkSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract, pack } from 'tar-stream';
import { describe, expect, test } from 'vitest';
import { tar } from '../../../test/fixtures/tar-writer.ts';
import { splitBytes, tarVariety, walkTar } from '../../../test/fixtures/walk-tar.ts';

/** What both readers must agree on. */
interface Seen {
  path: string;
  type: string;
  mode: number;
  uid: number;
  gid: number;
  mtime: number;
  linkTarget: string;
  body: string;
}

function ours(bytes: Buffer): Seen[] {
  return walkTar(splitBytes(bytes, 10_000)).map(({ entry, body }) => ({
    path: entry.path,
    type: entry.type,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    mtime: Math.floor(entry.mtime),
    linkTarget: entry.linkTarget ?? '',
    body: body.toString('base64'),
  }));
}

async function theirs(bytes: Buffer): Promise<Seen[]> {
  // v7 archives are an unknown format to it; its types do not know the option.
  const options: object = { allowUnknownFormat: true };
  const reader = extract(options);
  reader.end(bytes);
  const seen: Seen[] = [];
  const names: Record<string, string> = {
    link: 'hardlink',
    'character-device': 'character',
    'block-device': 'block',
  };
  for await (const item of reader) {
    const { name, type, mode, uid, gid, mtime, linkname } = item.header;
    const body: Buffer[] = [];
    for await (const chunk of item) body.push(chunk as Buffer);
    seen.push({
      path: name,
      type: names[type ?? ''] ?? type ?? '',
      mode: mode ?? 0,
      uid: uid ?? 0,
      gid: gid ?? 0,
      mtime: Math.floor((mtime?.getTime() ?? 0) / 1000),
      linkTarget: type === 'symlink' || type === 'link' ? (linkname ?? '') : '',
      body: Buffer.concat(body).toString('base64'),
    });
  }
  return seen;
}

describe('beside other implementations', () => {
  test('what tar-stream packs is read as it reads it', async () => {
    const writer = pack();
    writer.entry({ name: 'etc/', type: 'directory', mode: 0o700, mtime: new Date(1e12) });
    writer.entry({ name: `long/${'x'.repeat(300)}`, uid: 5, gid: 6 }, 'content');
    writer.entry({ name: 'link', type: 'symlink', linkname: 'y'.repeat(200) });
    writer.entry({ name: 'ünïcode' }, Buffer.alloc(3000, 3));
    writer.finalize();
    const chunks: Buffer[] = [];
    for await (const chunk of writer) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    expect(ours(bytes)).toEqual(await theirs(bytes));
    expect(ours(bytes)).toHaveLength(4);
  });

  test.each(['v7', 'ustar', 'pax', 'gnu'] as const)(
    'our %s fixtures are read by tar-stream as by us',
    async (format) => {
      const fits =
        format === 'v7' || format === 'ustar' ? tarVariety.filter(({ path }) => path.length <= 100) : tarVariety;
      const bytes = tar(fits, { format });
      expect(ours(bytes)).toEqual(await theirs(bytes));
    },
  );

  const gnuTar = spawnSync('tar', ['--version'], { encoding: 'utf8' }).stdout ?? '';
  test.skipIf(!gnuTar.includes('GNU tar')).each(['v7', 'oldgnu', 'gnu', 'ustar', 'posix'])(
    'what GNU tar writes as %s is read as tar-stream reads it (needs GNU tar)',
    async (format) => {
      const folder = mkdtempSync(join(tmpdir(), 'seawall-tar-'));
      try {
        const long = format === 'v7' ? 'short' : join('l'.repeat(90), 'm'.repeat(60));
        mkdirSync(join(folder, long), { recursive: true });
        writeFileSync(join(folder, long, 'file'), Buffer.alloc(5000, 5));
        writeFileSync(join(folder, 'empty'), '', { mode: 0o600 });
        linkSync(join(folder, 'empty'), join(folder, 'hard'));
        symlinkSync('some/where', join(folder, 'soft'));
        const written = spawnSync('tar', [`--format=${format}`, '-C', folder, '-cf', '-', '.'], { maxBuffer: 1 << 26 });
        expect(written.status).toBe(0);
        expect(ours(written.stdout)).toEqual(await theirs(written.stdout));
        expect(ours(written.stdout).filter(({ body }) => body !== '')).toHaveLength(1);
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  );

  test.skipIf(!gnuTar.includes('GNU tar')).each([
    ['gnu', []],
    ['posix', ['--sparse-version=0.0']],
    ['posix', ['--sparse-version=0.1']],
    ['posix', ['--sparse-version=1.0']],
  ])('sparse files of GNU tar (%s %j) keep the stream in step (needs GNU tar)', (format, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'seawall-tar-'));
    try {
      const holes = openSync(join(folder, 'holes'), 'w');
      for (let at = 0; at < 4 << 20; at += 128 << 10) writeSync(holes, 'data', at);
      closeSync(holes);
      writeFileSync(join(folder, 'next'), 'after');
      const command = [`--format=${format}`, ...options, '-S', '-C', folder, '-cf', '-', 'holes', 'next'];
      const walked = walkTar([spawnSync('tar', command, { maxBuffer: 1 << 26 }).stdout], 'collect', {
        collectBytes: 1 << 23,
      });
      expect(walked.map(({ entry }) => [entry.path, entry.type])).toEqual([
        ['holes', 'sparse'],
        ['next', 'file'],
      ]);
      expect(walked[1]?.body.toString()).toBe('after');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

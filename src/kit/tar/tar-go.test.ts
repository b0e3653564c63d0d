import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { walkTar } from '../../../test/fixtures/walk-tar.ts';
import type { WalkedEntry } from '../../../test/fixtures/walk-tar.ts';
import { mutate } from '../../../test/fuzz/mutate.ts';
import { Random } from '../../../test/fuzz/random.ts';
import { tarTarget } from '../../../test/fuzz/targets/tar.ts';
import { encodeName } from './decode-name.ts';
import { TarError } from './tar-error.ts';

/** Reads archives, each after its length in 4 bytes, and prints a line of JSON for each. */
const goProgram = `
package main

import (
	"archive/tar"
	"bufio"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"hash/crc32"
	"io"
	"os"
)

type entry struct {
	Path, Link                      []byte
	Flag                            int
	Mode, Uid, Gid, Mtime, Size, Crc int64
	Sparse                          bool
}

func read(archive []byte) (entries []entry, ok bool) {
	entries = []entry{}
	reader := tar.NewReader(bytes.NewReader(archive))
	for {
		header, err := reader.Next()
		if err != nil {
			return entries, err == io.EOF
		}
		if header.Typeflag == tar.TypeXGlobalHeader {
			continue
		}
		sum := crc32.NewIEEE()
		version := header.PAXRecords["GNU.sparse.major"] + "." + header.PAXRecords["GNU.sparse.minor"]
		sparse := header.Typeflag == tar.TypeGNUSparse || version == "0.0" || version == "0.1" || version == "1.0" ||
			version == "." && header.PAXRecords["GNU.sparse.map"] != ""
		if !sparse {
			_, err = io.Copy(sum, reader)
		}
		entries = append(entries, entry{
			[]byte(header.Name), []byte(header.Linkname), int(header.Typeflag), header.Mode & 07777, int64(header.Uid),
			int64(header.Gid), header.ModTime.Unix(), header.Size, int64(sum.Sum32()), sparse,
		})
		if err != nil {
			return entries, false
		}
	}
}

func main() {
	input := bufio.NewReader(os.Stdin)
	output := json.NewEncoder(os.Stdout)
	for {
		length := make([]byte, 4)
		if _, err := io.ReadFull(input, length); err != nil {
			return
		}
		archive := make([]byte, binary.LittleEndian.Uint32(length))
		if _, err := io.ReadFull(input, archive); err != nil {
			panic(err)
		}
		entries, ok := read(archive)
		if err := output.Encode(map[string]any{"entries": entries, "ok": ok}); err != nil {
			panic(err)
		}
	}
}
`;

interface GoEntry {
  Path: string;
  Link: string;
  Flag: number;
  Mode: number;
  Uid: number;
  Gid: number;
  Mtime: number;
  Size: number;
  Crc: number;
  Sparse: boolean;
}

interface Reading {
  entries: object[];
  ok: boolean;
}

function readWithGo(inputs: readonly Buffer[]): Reading[] {
  const folder = mkdtempSync(join(tmpdir(), 'seawall-go-'));
  try {
    const file = join(folder, 'oracle.go');
    writeFileSync(file, goProgram);
    const input = Buffer.concat(
      inputs.flatMap((bytes) => {
        const length = Buffer.alloc(4);
        length.writeUInt32LE(bytes.length);
        return [length, bytes];
      }),
    );
    const run = spawnSync('go', ['run', file], { input, maxBuffer: 1 << 28, encoding: 'utf8' });
    if (run.status !== 0) throw new Error(`go run: ${run.stderr}`);
    const readings = run.stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { entries: GoEntry[]; ok: boolean });
    return readings.map(({ entries, ok }) => ({ entries: entries.map(fromGo), ok }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function fromGo(entry: GoEntry): object {
  const isLink = entry.Flag === 0x31 || entry.Flag === 0x32;
  return {
    path: entry.Path,
    type: goType(entry),
    mode: entry.Mode,
    uid: entry.Uid,
    gid: entry.Gid,
    mtime: entry.Mtime,
    link: isLink ? entry.Link : '',
    crc: entry.Sparse ? 0 : entry.Crc,
  };
}

function goType({ Flag, Sparse }: GoEntry): string {
  const types = ['file', 'hardlink', 'symlink', 'character', 'block', 'directory', 'fifo', 'file'];
  const type = types[Flag - 0x30] ?? 'other';
  return Sparse && type === 'file' ? 'sparse' : Flag === 0x53 ? 'sparse' : type;
}

function readOurselves(bytes: Buffer): Reading & { code: string } {
  const walked: WalkedEntry[] = [];
  try {
    walkTar([bytes], 'stream', {}, walked);
    return { entries: walked.map(fromUs), ok: true, code: '' };
  } catch (error) {
    if (!(error instanceof TarError)) throw error;
    return { entries: walked.map(fromUs), ok: false, code: error.code };
  }
}

function fromUs({ entry, body }: WalkedEntry): object {
  return {
    path: encodeName(entry.path).toString('base64'),
    type: entry.type,
    mode: entry.mode,
    uid: entry.uid,
    gid: entry.gid,
    mtime: Math.floor(entry.mtime),
    link: encodeName(entry.linkTarget ?? '').toString('base64'),
    crc: entry.type === 'sparse' ? 0 : crc32(body),
  };
}

const hasGo = spawnSync('go', ['version']).status === 0;

// Container engines unpack with Go's archive/tar: who sees less than it can be deceived.
test.skipIf(!hasGo)('mutated archives are read as Go reads them, or refused (needs Go)', { timeout: 300_000 }, () => {
  const random = new Random(2026);
  const seeds = tarTarget.seeds();
  const dictionary = (tarTarget.dictionary ?? []).map((word) => Buffer.from(word as string));
  const inputs = Array.from({ length: 3000 }, () => {
    const mutant = mutate(random.pick(seeds), { random, other: random.pick(seeds), dictionary, maxBytes: 16_384 });
    tarTarget.repair?.(mutant);
    return mutant;
  });
  let accepted = 0;
  for (const [index, go] of readWithGo([...seeds, ...inputs]).entries()) {
    const input = [...seeds, ...inputs][index] ?? Buffer.alloc(0);
    const us = readOurselves(input);
    // What Go could read before it failed, we have read too, unless we refused earlier; then the scan says so.
    const common = us.ok ? go.entries.length : Math.min(go.entries.length, us.entries.length);
    expect(us.entries.slice(0, common), input.toString('base64')).toEqual(go.entries.slice(0, common));
    if (us.ok && go.ok) expect(us.entries, input.toString('base64')).toHaveLength(go.entries.length);
    if (go.ok) accepted += 1;
    // The one thing that Go lets pass and we do not: an end of input right after an extended header.
    if (go.ok && !us.ok) expect(us.code, input.toString('base64')).toBe('truncated');
  }
  expect(accepted).toBeGreaterThan(300);
});

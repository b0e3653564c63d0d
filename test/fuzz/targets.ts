/*
 * The parsers that are fuzzed. To add one:
 *
 * 1. Write `targets/<id>.ts`, which exports one FuzzTarget (see `target.ts`). `run` must be deterministic and touch
 *    neither files nor network. Give it `repair` when the format has checksums, and a `dictionary` of its magic words.
 * 2. Add it to the list below.
 * 3. Fuzz it: `npm run fuzz -- <id> --seconds 600 --save`. `--save` writes the inputs that together reach all blocks
 *    found so far to `test/corpus/<id>/` (at most 200 KiB): commit them, `corpus.test.ts` replays them in every test run.
 * 4. What crashed, hung or ate memory lies in `test/fuzz/found/`, minimised. Fix the parser, then move the file to
 *    `test/corpus/<id>/` under a name that says what it was: it stays there, whatever `--save` thinks of it.
 */
import type { FuzzTarget } from './target.ts';
import { apkTarget } from './targets/apk.ts';
import { binarySoftwareTarget } from './targets/binary-software.ts';
import { dpkgTarget } from './targets/dpkg.ts';
import { celTarget } from './targets/cel.ts';
import { gzipTarget } from './targets/gzip.ts';
import { regexTarget } from './targets/regex.ts';
import { rpmBdbTarget } from './targets/rpm-bdb.ts';
import { rpmHeaderTarget } from './targets/rpm-header.ts';
import { rpmNdbTarget } from './targets/rpm-ndb.ts';
import { rpmSqliteTarget } from './targets/rpm-sqlite.ts';
import { tarTarget } from './targets/tar.ts';

export const fuzzTargets: readonly FuzzTarget[] = [
  apkTarget,
  binarySoftwareTarget,
  celTarget,
  dpkgTarget,
  gzipTarget,
  regexTarget,
  rpmBdbTarget,
  rpmHeaderTarget,
  rpmNdbTarget,
  rpmSqliteTarget,
  tarTarget,
];

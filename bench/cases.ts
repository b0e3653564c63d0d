import type { BenchCase } from './case.ts';
import { appArchive } from './cases/app-archive.ts';
import { appLayout } from './cases/app-layout.ts';
import { cel } from './cases/cel.ts';
import { debianArchive } from './cases/debian-archive.ts';
import { debianLayout } from './cases/debian-layout.ts';
import { deepArchive } from './cases/deep-archive.ts';
import { deepLayout } from './cases/deep-layout.ts';
import { fleet } from './cases/fleet.ts';
import { help } from './cases/help.ts';
import { importAdvisories } from './cases/import-advisories.ts';
import { regex } from './cases/regex.ts';
import { rematch } from './cases/rematch.ts';

/** Every benchmark, in the order in which they run: quick ones first. */
export const cases: readonly BenchCase[] = [
  help,
  debianArchive,
  debianLayout,
  fleet,
  importAdvisories,
  rematch,
  regex,
  cel,
  appArchive,
  appLayout,
  deepArchive,
  deepLayout,
];

import { alpineSecdb } from './alpine-secdb.ts';
import { debianSupport } from './debian-support.ts';
import { debianTracker } from './debian-tracker.ts';
import { distroInfo } from './distro-info.ts';
import { epss } from './epss.ts';
import type { Feed } from './feed.ts';
import { kev } from './kev.ts';
import { npmShards } from './npm-shards.ts';
import { osv } from './osv.ts';
import { redhatRepositories } from './redhat-repositories.ts';
import { redhatVex } from './redhat-vex.ts';
import { rubyAdvisory } from './ruby-advisory.ts';

/** Every feed: one file each in this folder. The first that recognises a file reads it. */
export const feeds: readonly Feed[] = [
  debianTracker,
  alpineSecdb,
  npmShards,
  osv,
  rubyAdvisory,
  kev,
  epss,
  distroInfo,
  debianSupport,
  redhatVex,
  redhatRepositories,
];

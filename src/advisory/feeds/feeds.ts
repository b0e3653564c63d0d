import { alpineSecdb } from './alpine-secdb.ts';
import { amazonUpdateinfo } from './amazon-updateinfo.ts';
import { cveEnrichment } from './cve-enrichment.ts';
import { cve5Record } from './cve5-record.ts';
import { debianSupport } from './debian-support.ts';
import { debianTracker } from './debian-tracker.ts';
import { distroInfo } from './distro-info.ts';
import { epss } from './epss.ts';
import type { Feed } from './feed.ts';
import { kev } from './kev.ts';
import { nodeCore } from './node-core.ts';
import { npmShards } from './npm-shards.ts';
import { oracleOval } from './oracle-oval.ts';
import { osv } from './osv.ts';
import { redhatRepositories } from './redhat-repositories.ts';
import { redhatVex } from './redhat-vex.ts';
import { rubyAdvisory } from './ruby-advisory.ts';
import { suseOval } from './suse-oval.ts';

/** Every feed: one file each in this folder. The first that recognises a file reads it. */
export const feeds: readonly Feed[] = [
  debianTracker,
  alpineSecdb,
  npmShards,
  osv,
  rubyAdvisory,
  nodeCore,
  cve5Record,
  cveEnrichment,
  kev,
  epss,
  distroInfo,
  debianSupport,
  amazonUpdateinfo,
  oracleOval,
  suseOval,
  redhatVex,
  redhatRepositories,
];

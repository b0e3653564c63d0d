import { SeawallError } from '#model';
import type { AdvisoryRecord, AdvisoryRow } from '../advisory-row.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { type Meaning, statementsOf } from './oval-criteria.ts';
import { type Criterion, type OvalDefinition, ovalDefinition } from './oval-definition.ts';
import { idNumber, OvalTests, type PackageTest, rpmTestElements } from './oval-tests.ts';
import { titleOf } from './shape.ts';
import { shardsOfSuseProduct } from './suse-products.ts';
import { ownText, type XmlElement, xmlRecords } from './xml-records.ts';

/**
 * SUSE's and openSUSE's OVAL: by CVE (`suse.linux.enterprise.15-affected.xml`, which has the unfixed ones too, and
 * `suse.linux.enterprise.15.xml`) or by notice (`…-patch.xml`). Definitions come first and the tests that they point to last,
 * so that what a definition says about packages is held until then.
 * Source: https://ftp.suse.com/pub/projects/security/oval/
 */
export const suseOval: Feed = {
  id: 'suse-oval',
  title: 'SUSE OVAL',
  recognise: (head) => head.includes('<oval_definitions') && head.includes('oval:org.opensuse.security:def:'),
  read,
};

/** A definition, until its tests are known. */
interface Pending {
  row: Pick<AdvisoryRow, 'id' | 'level' | 'modified'>;
  /** For each list of shards, the tests on packages of those. */
  tests: ReadonlyMap<string, Float64Array>;
}

const maxReferences = 20;
const isPackage = /^\S+ is (?:(?:not )?affected|less than \S+)$|^(?:\S+-|\S+ (?=\d))[^\s-]+-[^\s-]+ is installed$/;
/** Rows that may come of a file, before equal ones are one; real files have less than a fifth. */
const maxHeld = 40_000_000;
/** What a definition beside them takes, in the same measure. */
const definitionCost = 100;

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  sink.source(`suse-oval ${file.container}`, 'all');
  const reading = new Reading(sink);
  for await (const element of xmlRecords(
    file.chunks,
    'oval_definitions',
    new Set(['definition', ...rpmTestElements]),
  )) {
    if (element.name === 'definition') reading.define(element);
    else reading.tests.add(element);
  }
  reading.finish();
}

class Reading {
  readonly tests = new OvalTests();
  private readonly pending: Pending[] = [];
  private readonly keys = new Map<string, string>();
  private held = 0;
  private definitions = 0;
  private readonly sink: FeedSink;

  constructor(sink: FeedSink) {
    this.sink = sink;
  }

  define(element: XmlElement): void {
    this.definitions += 1;
    const definition = ovalDefinition(element);
    const problem = typeof definition === 'string' ? definition : this.hold(definition);
    if (problem !== undefined) this.sink.problem(element.attributes['id']?.slice(0, 128) ?? 'a definition', problem);
  }

  /** @throws SeawallError when there was no definition */
  finish(): void {
    if (this.definitions === 0) throw new SeawallError('malformed-feed', 'usage', 'holds no definition');
    for (const pending of this.pending) this.resolve(pending);
  }

  /** Keeps what a definition says about packages, and puts the rest into the sink; or says what is wrong with it. */
  private hold(definition: OvalDefinition): string | undefined {
    const record = definition.class === 'patch' ? noticeOf(definition) : vulnerabilityOf(definition);
    if (record === undefined) return 'has no id that is known';
    const { id } = record;
    const strange = new Set<string>();
    const tests = testsByShards(definition, strange);
    for (const what of strange) this.sink.problem(id, what);
    // Of products that no image is of.
    if (tests.size === 0) return undefined;
    this.sink.counted(record.modified);
    this.keep(record, tests);
    this.publish(definition, record, tests);
    return undefined;
  }

  /** @throws SeawallError when there is more than any real file has */
  private keep({ id, level, modified }: AdvisoryRecord, tests: Pending['tests']): void {
    const row = {
      id: ownText(id),
      ...(level && { level }),
      ...(modified !== undefined && { modified: ownText(modified) }),
    };
    const kept = [...tests].map(([key, ids]) => [this.sharedKey(key), ids] as const);
    this.pending.push({ row, tests: new Map(kept) });
    this.held += definitionCost;
    for (const [key, { length }] of tests) this.held += length * key.split(' ').length;
    if (this.held > maxHeld) throw new SeawallError('malformed-feed', 'usage', 'more statements than can be held');
  }

  /** The same text for all definitions: there are few, and a copy in each would be most of the memory. */
  private sharedKey(key: string): string {
    const known = this.keys.get(key);
    if (known !== undefined) return known;
    const own = ownText(key);
    this.keys.set(own, own);
    this.held += own.length;
    return own;
  }

  private publish(definition: OvalDefinition, record: AdvisoryRecord, tests: Pending['tests']): void {
    if (definition.class !== 'patch') {
      // SUSE's severity is about SUSE's packages: rows have it.
      const { level: _, ...detail } = record;
      this.sink.detail(record.id, { ...detail, source: 'suse' });
      return;
    }
    const shards = new Set([...tests.keys()].flatMap((key) => key.split(' ')));
    for (const shard of shards) this.sink.advisory(shard, { ...record, source: sourceOf(shard) });
  }

  /** Rows for each shard and package. */
  private resolve({ row, tests }: Pending): void {
    const said = new Map<string, Said>();
    let unknown = 0;
    for (const [shards, ids] of tests) {
      for (const id of ids) {
        const test = this.tests.find(id);
        if (test === undefined) unknown += 1;
        else for (const shard of shards.split(' ')) noteState(said, shard, test);
      }
    }
    if (unknown > 0) this.sink.problem(row.id, `${unknown} tests on packages that are not there or not understood`);
    for (const [key, states] of said) {
      const [shard = '', name = ''] = key.split('\0');
      for (const versions of affectedOf(states))
        this.sink.row(shard, name, { ...row, source: sourceOf(shard), ...versions });
    }
  }
}

/** What is said about one package in one shard: the versions it is fixed in, those named as affected, or all. */
interface Said {
  fixes: Set<string>;
  named: Set<string>;
  all: boolean;
}

/** That a package is not affected needs no row: half of what SUSE says, and nothing else would say that it is. */
function noteState(said: Map<string, Said>, shard: string, { name, state }: PackageTest): void {
  if (state === 'none') return;
  const key = `${shard}\0${name}`;
  const entry = said.get(key) ?? { fixes: new Set(), named: new Set(), all: false };
  said.set(key, entry);
  if (state === 'any') entry.all = true;
  else if ('below' in state) entry.fixes.add(state.below);
  else entry.named.add(state.is);
}

/** A fix for any product of a release ends that all versions are affected there. */
function affectedOf({ fixes, named, all }: Said): Pick<AdvisoryRow, 'ranges' | 'versions'>[] {
  if (fixes.size === 0 && all) return [{ ranges: [{}] }];
  const affected: Pick<AdvisoryRow, 'ranges' | 'versions'>[] = [...fixes].map((fixed) => ({ ranges: [{ fixed }] }));
  return named.size === 0 ? affected : [...affected, { ranges: [], versions: [...named] }];
}

/** Rows and records of a shard are from its distribution, whose own feed this is. */
function sourceOf(shard: string): string {
  return shard.split(':', 1)[0] ?? shard;
}

/** The tests on packages, by the shards of the products under which they count. */
function testsByShards({ criteria }: OvalDefinition, strange: Set<string>): Map<string, Float64Array> {
  const lists = new Map<string, Set<number>>();
  for (const { about, under } of statementsOf(criteria, (criterion) => meaningOf(criterion, strange))) {
    if (under.shards === undefined) strange.add('packages of no product');
    const key = (under.shards ?? []).toSorted().join(' ');
    if (key === '') continue;
    const known = lists.get(key);
    if (known === undefined) lists.set(key, new Set([about]));
    else known.add(about);
  }
  return new Map([...lists].map(([key, ids]) => [key, Float64Array.from(ids)]));
}

/**
 * Packages are `NAME-VERSION-RELEASE is installed` (or an older one, says the test), `NAME VERSION-RELEASE is installed` (that
 * one), `NAME is less than VERSION`, `NAME is affected` and `NAME is not affected`.
 */
function meaningOf({ test, comment }: Criterion, strange: Set<string>): Meaning<number> {
  const id = idNumber(test);
  if (isPackage.test(comment) && id !== undefined) return { about: id };
  const product = /^([A-Z].*|openSUSE .*) is installed$/.exec(comment)?.[1];
  if (product !== undefined) return { condition: { shards: shardsOfSuseProduct(product) } };
  // Signatures, and which kernel runs with which live patches: none does in an image.
  if (!/^\S+ is signed with |^no kernel-livepatch-|^kernel .* is (?:not )?currently running$/.test(comment))
    strange.add(`a condition that is not understood: '${comment.slice(0, 80)}'`);
  return { condition: {} };
}

function vulnerabilityOf({ title, description, facts, references }: OvalDefinition): AdvisoryRecord | undefined {
  const id = /^CVE-\d{4}-\d{4,19}$/.exec(title)?.[0];
  const text = titleOf(description.replaceAll(/\s+/g, ' '));
  if (id === undefined) return undefined;
  return { id, source: '', ...(text !== undefined && { title: text }), ...facts, ...urlsOf(references) };
}

function noticeOf({ id, title, cves, facts, references }: OvalDefinition): AdvisoryRecord | undefined {
  const notice = references.find((reference) => /^(?:open)?SUSE-[A-Z]{2}-\d{4}:/.test(reference.id))?.id;
  const text = titleOf(title.replaceAll(/\s+/g, ' '));
  if (notice === undefined && cves.length === 0) return undefined;
  return {
    id: notice ?? id,
    source: '',
    ...(cves.length > 0 && { vulnerabilities: [...cves] }),
    ...(text !== undefined && { title: text }),
    ...facts,
    ...urlsOf(references),
  };
}

function urlsOf(references: OvalDefinition['references']): Pick<AdvisoryRecord, 'references'> {
  const urls = references.flatMap(({ url }) => (/^https?:\/\//.test(url) ? [url] : []));
  return urls.length > 0 ? { references: [...new Set(urls)].slice(0, maxReferences) } : {};
}

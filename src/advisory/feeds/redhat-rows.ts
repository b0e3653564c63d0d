import { type FindingStatus, SeawallError, type SeverityLevel } from '#model';
import type { AdvisoryRow } from '../advisory-row.ts';
import { orderingOf } from '../version/orderings.ts';
import type { FeedSink } from './feed.ts';
import { levelOfWord } from './level-words.ts';
import type { RedHatComponent } from './redhat-components.ts';

/** One vulnerability of a VEX file: product ids by status, and what is said of them. */
export interface RedHatVulnerability {
  id: string;
  level?: SeverityLevel;
  modified?: string;
  fixed: readonly string[];
  affected: readonly string[];
  unsure: readonly string[];
  unaffected: readonly string[];
  impacts: ReadonlyMap<string, string>;
  /** Addresses of the notices that bring a fix. */
  notices: ReadonlyMap<string, string>;
  /** Why there will be no fix, and why there is none yet. */
  unfixed: ReadonlyMap<string, string>;
  pending: ReadonlyMap<string, string>;
}

/** A row and where it goes. */
export interface PlacedRow {
  release: string;
  name: string;
  row: AdvisoryRow;
}

/**
 * Rows about one package name, and products of one row: every row is weighed against every other one when a package is
 * matched. Real files have some dozens.
 */
const maxRows = 500;
const maxProducts = 500;

/** The rows of one vulnerability. What differs in nothing but architecture and product is one row. @throws SeawallError */
export function redHatRows(
  vulnerability: RedHatVulnerability,
  components: ReadonlyMap<string, RedHatComponent>,
  sink: Pick<FeedSink, 'problem'>,
): PlacedRow[] {
  const { fixed, affected, unsure, unaffected } = vulnerability;
  const rows = new RowSet(vulnerability, components, sink);
  for (const id of fixed) rows.addFix(id);
  for (const id of affected) rows.addUnfixed(id);
  for (const id of unsure) rows.addOpen(id, { status: 'under investigation' });
  // Only what is said of a source may have to be taken back for one of its packages.
  if (rows.hasSource) for (const id of unaffected) rows.addUnaffected(id);
  return rows.list();
}

class RowSet {
  hasSource = false;
  private readonly vulnerability: RedHatVulnerability;
  private readonly components: ReadonlyMap<string, RedHatComponent>;
  private readonly sink: Pick<FeedSink, 'problem'>;
  private readonly counts = new Map<string, number>();
  private readonly rows = new Map<string, { placed: PlacedRow; products: Set<string> }>();

  constructor(
    vulnerability: RedHatVulnerability,
    components: ReadonlyMap<string, RedHatComponent>,
    sink: Pick<FeedSink, 'problem'>,
  ) {
    this.vulnerability = vulnerability;
    this.components = components;
    this.sink = sink;
  }

  list(): PlacedRow[] {
    return [...this.rows.values()].map(({ placed: { row, ...place }, products }) => ({
      ...place,
      row: { ...row, products: [...products].toSorted() },
    }));
  }

  /** Sources of fixed packages are left out: the packages are all named. */
  addFix(id: string): void {
    const component = this.components.get(id);
    if (component === undefined || component.arch === 'src' || isDebug(component.name)) return;
    const { version } = component;
    if (version === undefined || orderingOf('rpm')?.valid(version) !== true) {
      this.problem(id, 'fixed without a version that can be compared');
      return;
    }
    const notice = /\/(RH[SBE]A-\d{4}:\d{1,7})$/.exec(this.vulnerability.notices.get(id) ?? '')?.[1];
    this.add(id, component, { ranges: [{ fixed: version }], ...(notice !== undefined && { notice }) });
  }

  addUnfixed(id: string): void {
    const never = this.vulnerability.unfixed.get(id);
    const words = never ?? this.vulnerability.pending.get(id);
    const status = statuses.get(words?.toLowerCase() ?? '') ?? (never === undefined ? undefined : 'will not fix');
    const state = words === undefined || words === 'Affected' ? {} : { vendorState: words };
    this.addOpen(id, { ...state, ...(status !== undefined && { status }) });
  }

  addOpen(id: string, state: Pick<AdvisoryRow, 'status' | 'vendorState'>): void {
    const component = this.components.get(id);
    if (component === undefined || isDebug(component.name)) return;
    if (component.arch === 'src') this.hasSource = true;
    this.add(id, component, { ranges: [{}], ...state });
  }

  addUnaffected(id: string): void {
    const component = this.components.get(id);
    if (component === undefined || component.arch === 'src' || isDebug(component.name)) return;
    this.add(id, component, { ranges: [], status: 'not affected' });
  }

  private add(id: string, component: RedHatComponent, more: Omit<AdvisoryRow, 'id' | 'source'>): void {
    const { name, arch, module, product, releases } = component;
    const level = levelOfWord(this.vulnerability.impacts.get(id));
    if (module === '') this.problem(id, 'of a module whose stream is not named: matched by no package');
    const row: AdvisoryRow = {
      id: this.vulnerability.id,
      source: 'redhat',
      ...more,
      ...(arch === 'src' && { of: 'source' }),
      ...(module !== undefined && { modules: module === '' ? [] : [module] }),
      ...(level !== undefined && level !== this.vulnerability.level && { level }),
      ...(this.vulnerability.modified !== undefined && { modified: this.vulnerability.modified }),
    };
    for (const release of releases) this.merge({ release, name, row }, product);
  }

  private merge(placed: PlacedRow, product: string): void {
    const key = JSON.stringify(placed);
    let entry = this.rows.get(key);
    if (entry === undefined) {
      this.rows.set(key, (entry = { placed, products: new Set() }));
      this.count(placed);
    }
    entry.products.add(product);
    if (entry.products.size > maxProducts) throw tooMany(`more than ${maxProducts} products of one package`);
  }

  private count({ release, name }: PlacedRow): void {
    const count = (this.counts.get(`${release} ${name}`) ?? 0) + 1;
    this.counts.set(`${release} ${name}`, count);
    if (count > maxRows) throw tooMany(`more than ${maxRows} statements about one package`);
  }

  private problem(id: string, what: string): void {
    this.sink.problem(`${this.vulnerability.id} ${id.slice(0, 120)}`, what);
  }
}

/** Red Hat's words for what it has not fixed. Source: security-data-guidelines, "Remediations". */
const statuses = new Map<string, FindingStatus>([
  ['will not fix', 'will not fix'],
  ['out of support scope', 'end of life'],
  ['fix deferred', 'deferred'],
]);

function tooMany(what: string): SeawallError {
  return new SeawallError('feed-too-large', 'usage', what);
}

/** Packages of debugging symbols: they are built with every fix, and nothing in them runs. */
function isDebug(name: string): boolean {
  return /-(?:debuginfo|debugsource)(?:-|$)/.test(name);
}

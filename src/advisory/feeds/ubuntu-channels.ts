import { arrayOf, objectOf, textOf } from './shape.ts';

/** An item of an OSV record's `affected`. */
export interface AffectedItem {
  affected: Record<string, unknown>;
  /** True when its fixed version is for subscribers only. */
  subscribersOnly: boolean;
}

/**
 * The affected items of a record. Ubuntu lists a package of a release either plainly or as `Ubuntu:Pro:22.04:LTS`, where
 * its fixes come from ESM; it is the same package until it is fixed there, so both are about the plain release. Of a
 * package that is listed both ways, what has a fix counts, the plain one first. Other services (FIPS, Realtime) are
 * builds of their own and left out.
 * Source: https://documentation.ubuntu.com/security/security-updates/osv/ ("The Ubuntu ecosystem").
 */
export function affectedItems(record: Record<string, unknown>): AffectedItem[] {
  const items = arrayOf(record['affected']).map((item) => objectOf(item) ?? {});
  if (!items.some((item) => ecosystemOf(item).startsWith('Ubuntu:'))) {
    return items.map((affected) => ({ affected, subscribersOnly: false }));
  }
  const byPackage = new Map<string, AffectedItem[]>();
  for (const item of items) {
    const plain = plainItem(item);
    if (plain === undefined) continue;
    const key = `${ecosystemOf(plain.affected).replace(/:LTS$/, '')}\0${String(packageOf(item)?.['name'])}`;
    byPackage.set(key, [...(byPackage.get(key) ?? []), plain]);
  }
  return [...byPackage.values()].flatMap(deciding);
}

/** The item under its plain release; undefined for services that are builds of their own. */
function plainItem(affected: Record<string, unknown>): AffectedItem | undefined {
  const ecosystem = ecosystemOf(affected);
  const release = /^Ubuntu:Pro:(\d\d\.\d\d(?::LTS)?)$/.exec(ecosystem)?.[1];
  if (release !== undefined) {
    const target = { ...packageOf(affected), ecosystem: `Ubuntu:${release}` };
    return { affected: { ...affected, package: target }, subscribersOnly: hasFix(affected) };
  }
  return ecosystem.startsWith('Ubuntu:Pro:') ? undefined : { affected, subscribersOnly: false };
}

function deciding(items: AffectedItem[]): AffectedItem[] {
  const plain = items.filter(({ subscribersOnly }) => !subscribersOnly);
  const subscribers = items.filter(({ subscribersOnly }) => subscribersOnly);
  return subscribers.length === 0 || plain.some(({ affected }) => hasFix(affected)) ? plain : subscribers;
}

function hasFix(affected: Record<string, unknown>): boolean {
  return arrayOf(affected['ranges']).some((range) =>
    arrayOf(objectOf(range)?.['events']).some((event) => objectOf(event)?.['fixed'] !== undefined),
  );
}

function packageOf(affected: Record<string, unknown>): Record<string, unknown> | undefined {
  return objectOf(affected['package']);
}

function ecosystemOf(affected: Record<string, unknown>): string {
  return textOf(packageOf(affected)?.['ecosystem'], 128) ?? '';
}

import { printable, type Package, type ScanResult } from '#model';
import { messages } from '../messages.en.ts';
import { wrap } from './display-width.ts';
import type { Paint } from './paint.ts';

/** The beginning of a table: what was scanned, what it is made of, and whether the result is whole. */
export function* opening(result: ScanResult, width: number, paint: Paint): Generator<string> {
  const { subject, packages, notChecked, problems, complete } = result;
  yield* wrap(printable(subject.reference), width).map(paint.strong);
  const { os } = subject;
  const system = os?.name ?? (os === undefined ? messages.unknownSystem : `${os.id} ${os.versionId ?? ''}`.trim());
  const facts = [system, subject.platform, subject.digest ?? subject.configDigest]
    .filter((fact) => fact !== undefined)
    .map(shortened)
    .map(printable);
  facts.push(`${messages.packages(packages.length)}${typeCounts(packages)}`);
  if (subject.layers.length > 0) facts.push(messages.layers(subject.layers.length));
  for (const line of wrap(facts.join(' · '), width)) yield line;
  for (const note of subject.notes) yield* wrap(printable(note), width).map(paint.faint);
  const whole = complete && problems.length === 0 && notChecked.length === 0;
  if (!whole) yield* wrap(messages.incompleteAbove, width).map(paint.warning);
}

/** A digest by its first twelve digits, as engines show it. */
function shortened(fact: string): string {
  return fact.replace(/^(sha\d+:[0-9a-f]{12})[0-9a-f]+$/, '$1');
}

function typeCounts(packages: readonly Package[]): string {
  const counts = new Map<string, number>();
  for (const { type } of packages) counts.set(type, (counts.get(type) ?? 0) + 1);
  if (counts.size < 2) return '';
  const parts = [...counts].toSorted(([, a], [, b]) => b - a).map(([type, count]) => `${count} ${type}`);
  return ` (${parts.join(', ')})`;
}

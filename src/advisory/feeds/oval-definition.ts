import { levelOfWord } from './level-words.ts';
import { noticeDate } from './notice-date.ts';
import { textOf } from './shape.ts';
import type { AdvisoryRecord } from '../advisory-row.ts';
import { childOf, childrenOf, type XmlElement } from './xml-records.ts';

/** One condition of an OVAL definition: a test, and what its author wrote about it. */
export interface Criterion {
  test: string;
  comment: string;
}

/** Conditions of which all or one must hold. */
export interface Criteria {
  operator: 'AND' | 'OR';
  children: readonly (Criteria | Criterion)[];
}

/** A definition of the Open Vulnerability and Assessment Language, as distributions write them. */
export interface OvalDefinition {
  /** `oval:com.oracle.elsa:def:20219151` */
  id: string;
  /** `patch`: a vendor's notice, `vulnerability`: one CVE. */
  class: string;
  title: string;
  description: string;
  references: readonly { source: string; id: string; url: string }[];
  /** Every CVE that the definition names. */
  cves: readonly string[];
  /** What its advisory states. */
  facts: Pick<AdvisoryRecord, 'level' | 'published' | 'modified'>;
  criteria?: Criteria;
}

/**
 * Reads a definition, or says why it cannot be understood.
 * Source: https://oval.mitre.org/language/version5.11/ovaldefinition/documentation/oval-definitions-schema.html
 */
export function ovalDefinition(element: XmlElement): OvalDefinition | string {
  const metadata = childOf(element, 'metadata');
  const advisory = childOf(metadata, 'advisory');
  const root = childOf(element, 'criteria');
  if (root !== undefined && isNegated(root)) return 'has a negated condition';
  const references = childrenOf(metadata, 'reference').map(({ attributes }) => ({
    source: textOf(attributes['source'], 64) ?? '',
    id: textOf(attributes['ref_id'], 128) ?? '',
    url: textOf(attributes['ref_url'], 2048) ?? '',
  }));
  // SUSE writes `CVE-2010-1323 at NVD`.
  const named = [...references.map(({ id }) => id), ...childrenOf(advisory, 'cve').map(({ text }) => text)];
  return {
    id: textOf(element.attributes['id'], 128) ?? '',
    class: element.attributes['class'] ?? '',
    // Expressions look at it that a longer one would keep busy.
    title: (childOf(metadata, 'title')?.text ?? '').slice(0, 1000),
    description: childOf(metadata, 'description')?.text ?? '',
    references,
    cves: [...new Set(named.flatMap((text) => /\bCVE-\d{4}-\d{4,19}\b/.exec(text)?.[0] ?? []))],
    facts: factsOf(advisory),
    ...(root !== undefined && { criteria: criteriaOf(root) }),
  };
}

function isNegated({ attributes, children }: XmlElement): boolean {
  return /^(?:true|1)$/.test(attributes['negate'] ?? '') || children.some(isNegated);
}

function factsOf(advisory: XmlElement | undefined): OvalDefinition['facts'] {
  const level = levelOfWord(childOf(advisory, 'severity')?.text);
  const published = noticeDate(childOf(advisory, 'issued')?.attributes['date']);
  const modified = noticeDate(childOf(advisory, 'updated')?.attributes['date']) ?? published;
  return {
    ...(level !== undefined && { level }),
    ...(published !== undefined && { published }),
    ...(modified !== undefined && { modified }),
  };
}

function criteriaOf({ attributes, children }: XmlElement): Criteria {
  return {
    operator: attributes['operator'] === 'OR' ? 'OR' : 'AND',
    children: children.map((child) =>
      child.name === 'criteria'
        ? criteriaOf(child)
        : { test: textOf(child.attributes['test_ref'], 128) ?? '', comment: textOf(child.attributes['comment']) ?? '' },
    ),
  };
}

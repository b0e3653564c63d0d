import type { Analyser } from '#image';
import type { CatalogFacts } from '../facts.ts';
import { ProblemList } from '../problem-list.ts';

const maxContentSets = 1000;

/**
 * Reads from which repositories (content sets) Red Hat built an image, out of the manifests that its build systems leave:
 * `root/buildinfo/content_manifests/NAME.json` of OSBS, `usr/share/buildinfo/content-sets.json` of Konflux. What else lies
 * beside them (labels, bills of materials) names none, and tells nothing here.
 */
export const contentManifests: Analyser<CatalogFacts> = {
  id: 'content-manifests',
  version: 1,
  interest: {
    folders: ['root/buildinfo/content_manifests', 'usr/share/buildinfo'],
    accept: (path) => path.endsWith('.json'),
  },
  maxBytes: 4 * 1024 * 1024,
  analyse({ path, bytes }) {
    const problems = new ProblemList(path);
    const contentSets = readContentSets(bytes.toString('utf8'), problems);
    return { ...(contentSets !== undefined && { contentSets }), ...problems.facts() };
  },
};

function readContentSets(text: string, problems: ProblemList): string[] | undefined {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    problems.add('not well-formed JSON: the repositories of the image are not known from it');
    return undefined;
  }
  const fields = document as { content_sets?: unknown } | null;
  if (fields?.content_sets === undefined) return undefined;
  const items: unknown[] = Array.isArray(fields.content_sets) ? fields.content_sets : [];
  const names = items.filter((item) => typeof item === 'string' && /^[\w.+-]{1,200}$/.test(item)) as string[];
  if (names.length < items.length) problems.add(`${items.length - names.length} content sets without a usable name`);
  if (names.length > maxContentSets) problems.add(`more than ${maxContentSets} content sets: the rest was not read`);
  return [...new Set(names.slice(0, maxContentSets))];
}

import { redHatProduct, redHatRepositories } from '../red-hat-product.ts';
import type { Feed, FeedFile, FeedSink } from './feed.ts';
import { readJson } from './read-json.ts';
import { objectOf, textOf, textsOf } from './shape.ts';

const maxBytes = 64 * 1024 * 1024;

/**
 * Which products the packages of Red Hat's repositories belong to.
 * Source: https://security.access.redhat.com/data/metrics/repository-to-cpe.json.
 */
export const redhatRepositories: Feed = {
  id: 'redhat-repositories',
  title: 'Red Hat repositories',
  recognise: (head) => /^\s*\{[^{]*"data"\s*:\s*\{\s*"[^"]+"\s*:\s*\{\s*"cpes"\s*:/.test(head.toString('latin1')),
  read,
};

async function read(file: FeedFile, sink: FeedSink): Promise<void> {
  sink.source('redhat-repositories', 'all');
  const repositories = objectOf(objectOf(await readJson(file.chunks, maxBytes))?.['data']) ?? {};
  for (const [repository, entry] of Object.entries(repositories)) {
    const name = textOf(repository);
    if (name === undefined) {
      sink.problem(repository.slice(0, 80), 'not the name of a repository');
      continue;
    }
    const products = textsOf(objectOf(entry)?.['cpes']).flatMap((cpe) => redHatProduct(cpe) ?? []);
    sink.counted();
    const row = { id: name, source: 'redhat', ranges: [], products: [...new Set(products)].toSorted() };
    sink.row(redHatRepositories, name, row);
  }
}

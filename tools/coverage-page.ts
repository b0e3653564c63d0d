import { coverage } from '../src/advisory/coverage.ts';
import { feeds } from '../src/advisory/feeds/feeds.ts';
import { starterFolder } from '../src/advisory/starter/starter-folder.ts';
import { starterShardKeys } from '../src/advisory/starter/starter-shard.ts';

const head = `# Coverage

What Seawall knows about, by source. Made from \`src/advisory/coverage.ts\` by \`tools/generate-coverage.ts\`.

Whatever is not in this table, or is and was not imported, is "not checked": counted, shown in every format, and never a yes
of a gate. "Made data" means that the source is tested on files made in its published form only.

| distribution or ecosystem | releases | source | not covered | tested on |
|---|---|---|---|---|
`;

const tail = `
Red Hat, Oracle Linux, SUSE, Amazon Linux, Fedora, Arch Linux and all other distributions have no source yet: their
packages are listed and not checked. For Amazon Linux the end of releases is known.
`;

/** The text of `docs/coverage.md`. */
export function coveragePage(): string {
  const titles = new Map(feeds.map(({ id, title }) => [id, title]));
  const rows = coverage.map(({ ecosystem, releases = '', feed, notCovered, tested }) =>
    ['', ecosystem, releases, titles.get(feed) ?? feed, notCovered, tested, ''].join(' | ').trim(),
  );
  const shards = starterShardKeys(starterFolder()).map((shard) => `\`${shard}\``);
  const starter = `\nStarter data, which find and never clear, are there for ${shards.join(', ')}.\n`;
  return `${head}${rows.join('\n')}\n${starter}${tail}`;
}

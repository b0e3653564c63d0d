import { printable, type Package } from '#model';
import { messages } from '../messages.en.ts';
import { cut, displayWidth, pad } from './display-width.ts';
import type { Paint } from './paint.ts';

/** The packages as a list, for a result in which nothing was matched: name, version, type, layer, licences. */
export function* inventory(packages: readonly Package[], width: number, paint: Paint): Generator<string> {
  const heads = messages.inventory;
  const nameWidth = columnWidth(packages, ({ name }) => name, heads.name, Math.floor(width * 0.3));
  const versionWidth = columnWidth(packages, ({ version }) => version, heads.version, Math.floor(width * 0.25));
  const line = (cells: readonly [string, string, string, string, string]) => {
    const [name, version, type, layer, licence] = cells;
    const fixed = [
      pad(cut(name, nameWidth), nameWidth),
      pad(cut(version, versionWidth), versionWidth),
      pad(type, 8),
      pad(layer, 5),
    ].join('  ');
    const room = width - displayWidth(fixed) - 2;
    return (room < 8 ? fixed : `${fixed}  ${cut(licence, room)}`).trimEnd();
  };
  yield paint.strong(line([heads.name, heads.version, heads.type, heads.layer, heads.licence]));
  for (const item of packages) {
    const layer = item.locations[0]?.layer?.index;
    yield line([
      printable(item.name),
      printable(item.version),
      item.type,
      layer === undefined ? '' : String(layer),
      printable(item.licences.join(', ')),
    ]);
  }
}

function columnWidth(
  packages: readonly Package[],
  cell: (item: Package) => string,
  head: string,
  most: number,
): number {
  let width = displayWidth(head);
  for (const item of packages) width = Math.max(width, displayWidth(printable(cell(item))));
  return Math.min(width, most);
}

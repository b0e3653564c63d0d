import { dirname, join, normalize } from 'node:path';

/** The rooms of ARCHITECTURE.md by floor. A nested room exists only where it is listed here. */
const floors: readonly (readonly string[])[] = [
  ['model', 'model/schema'],
  [
    ...['tar', 'zip', 'elf', 'http', 'sqlite', 'regex', 'dockerfile', 'aho-corasick', 'stream', 'workers', 'bzip2'].map(
      (part) => `kit/${part}`,
    ),
    'contract',
    'cel',
  ],
  ['image', 'advisory'],
  ['catalog', 'inspect', 'posture', 'provenance', 'detect', 'network', 'waf'],
  ['policy'],
  ['respond', 'report'],
  ['store', 'platform'],
  ['scan', 'sensor'],
  ['server'],
  ['cli'],
];

const floorOf = new Map(floors.flatMap((rooms, floor) => rooms.map((room) => [room, floor] as const)));

/** The room that a file below `src/` belongs to, the innermost one; undefined for a file outside every room. */
export function roomOf(file: string): string | undefined {
  for (let folder = dirname(file); folder !== '.'; folder = dirname(folder)) {
    if (floorOf.has(folder)) return folder;
  }
  return file.startsWith('kit/') && file.split('/').length === 2 ? 'kit' : undefined;
}

const importPattern = /(?:\bfrom\s*|\bimport\s*\(?\s*)(['"])([^'"]+)\1/g;

/** Complaints about the imports of one file (path relative to `src/`): against the floors, deep, or out of the room. */
export function checkImports(file: string, text: string): string[] {
  const room = roomOf(file);
  if (room === undefined) return [`${file}: not in a room of the table`];
  const complaints: string[] = [];
  for (const [, , target = ''] of text.matchAll(importPattern)) {
    const complaint = target.startsWith('#') ? checkDoor(room, target.slice(1)) : checkRelative(file, room, target);
    if (complaint !== undefined) complaints.push(`${file}: ${complaint}`);
  }
  return complaints;
}

function checkDoor(room: string, target: string): string | undefined {
  const to = floorOf.get(target);
  if (to === undefined) return `'#${target}' is not a door`;
  const from = floorOf.get(room) ?? 0;
  const within = target.startsWith(`${room}/`) || room.startsWith(`${target}/`);
  // Parts of the kit may use each other: a kit is one box of small tools on one floor.
  const inKit = room.startsWith('kit/') && target.startsWith('kit/') && room !== target;
  // What stands beside the kit stands on it.
  const onKit = target.startsWith('kit/') && to === from && !room.startsWith('kit');
  return to < from || within || inKit || onKit ? undefined : `${room} may not import ${target}, which is not below it`;
}

function checkRelative(file: string, room: string, target: string): string | undefined {
  if (!target.startsWith('.')) return undefined;
  const reached = normalize(join(dirname(file), target));
  // Tests may take their fixtures from beside `src/`.
  if (file.endsWith('.test.ts') && reached.startsWith('../test/')) return undefined;
  const reachedRoom = roomOf(reached);
  return reachedRoom === room ? undefined : `'${target}' leaves the room; import #${reachedRoom ?? '?'}`;
}

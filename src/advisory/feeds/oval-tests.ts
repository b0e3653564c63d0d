import { SeawallError } from '#model';
import { textOf } from './shape.ts';
import { childOf, ownText, type XmlElement } from './xml-records.ts';

/** Elements that tests on rpm packages consist of. */
export const rpmTestElements = ['rpminfo_test', 'rpminfo_object', 'rpminfo_state'] as const;

/** What a state says about the version of a package. */
export type VersionState = { below: string } | { is: string } | 'any' | 'none';

/** What a test finds out, when it is true: the package has this version. */
export interface PackageTest {
  name: string;
  state: VersionState;
}

/** Real files have a third of it. */
const most = 3_000_000;

/** The tests of an OVAL document on rpm packages, held by the numbers at the end of their ids. */
export class OvalTests {
  /** Where the numbers of a test's object and state are in the two lists: an array for each test takes twice the room. */
  private readonly tests = new Map<number, number>();
  private readonly objects: number[] = [];
  private readonly stateIds: number[] = [];
  private readonly names = new Map<number, string>();
  private readonly states = new Map<number, VersionState>();
  private readonly limit: number;

  constructor(limit = most) {
    this.limit = limit;
  }

  /** Takes one of `rpmTestElements`; what it does not understand it will not know when asked. */
  add(element: XmlElement): void {
    const id = idNumber(element.attributes['id']);
    if (id === undefined) return;
    if (element.name === 'rpminfo_test') {
      const object = idNumber(childOf(element, 'object')?.attributes['object_ref']);
      const state = idNumber(childOf(element, 'state')?.attributes['state_ref']);
      if (object === undefined || state === undefined) return;
      this.tests.set(id, this.objects.push(object) - 1);
      this.stateIds.push(state);
    } else if (element.name === 'rpminfo_object') {
      const name = textOf(childOf(element, 'name')?.text, 256);
      if (name !== undefined) this.names.set(id, ownText(name));
    } else {
      const state = versionState(element);
      if (state !== undefined) this.states.set(id, state);
    }
    if (this.objects.length + this.names.size + this.states.size > this.limit)
      throw new SeawallError('malformed-feed', 'usage', `more than ${this.limit} tests, objects and states`);
  }

  /** What a test is about; undefined when it, its object or its state is not there or not understood. */
  find(id: number): PackageTest | undefined {
    const at = this.tests.get(id) ?? -1;
    const name = this.names.get(this.objects[at] ?? -1);
    const state = this.states.get(this.stateIds[at] ?? -1);
    return name === undefined || state === undefined ? undefined : { name, state };
  }
}

/** The number that an id ends with; the ids of one document differ in nothing else. */
export function idNumber(id: string | undefined): number | undefined {
  const digits = /:(\d{1,15})$/.exec(id ?? '')?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** SUSE's three ways to write it: fixed in a version, affected in all (`> 0:0-0`), affected in none (`version` is 0). */
function versionState(element: XmlElement): VersionState | undefined {
  const version = childOf(element, 'version');
  if (version !== undefined) return version.text === '0' ? 'none' : undefined;
  const evr = childOf(element, 'evr');
  const text = textOf(evr?.text, 256)?.replace(/^0:/, '');
  if (text === undefined) return undefined;
  const operation = evr?.attributes['operation'];
  if (operation === 'less than') return { below: ownText(text) };
  if (operation === 'equals') return { is: ownText(text) };
  return operation === 'greater than' && text === '0-0' ? 'any' : undefined;
}

import { fail } from '../../failure.ts';
import { Opaque, type Value } from '../../values/value.ts';
import { traverseFirst } from '../cost.ts';
import { define, type FunctionDefinition } from '../definition.ts';
import { prefixOf, readIp, writeIp, type IpAddress } from './ip-address.ts';

/** An IP address as a value. */
export class Ip extends Opaque {
  readonly typeName = 'net.IP';
  readonly address: IpAddress;

  constructor(address: IpAddress) {
    super();
    this.address = address;
  }

  equals(other: Opaque): boolean {
    return (
      other instanceof Ip && other.address.family === this.address.family && other.address.bits === this.address.bits
    );
  }

  text(): string {
    return writeIp(this.address);
  }
}

/** The address that a text is. @throws Failure */
export function parseIp(text: string): IpAddress {
  return readIp(text) ?? fail(`not an IP address: ${text.slice(0, 60)}`);
}

type Test = (address: IpAddress) => boolean;

const isUnspecified: Test = ({ bits }) => bits === 0n;
const isLoopback: Test = (address) => (address.family === 4 ? prefixOf(address, 8) === 127n : address.bits === 1n);
const isMulticast: Test = (address) =>
  address.family === 4 ? prefixOf(address, 4) === 14n : prefixOf(address, 8) === 255n;
const isLinkLocalUnicast: Test = (address) =>
  address.family === 4 ? prefixOf(address, 16) === 0xa9fen : prefixOf(address, 10) === 0x3fan;
const isLinkLocalMulticast: Test = (address) =>
  address.family === 4 ? prefixOf(address, 24) === 0xe00000n : (prefixOf(address, 16) & 0xff0fn) === 0xff02n;
const isBroadcast: Test = ({ family, bits }) => family === 4 && bits === 0xffffffffn;
const isGlobalUnicast: Test = (address) =>
  ![isUnspecified, isLoopback, isMulticast, isLinkLocalUnicast, isBroadcast].some((test) => test(address));

function accessor(name: string, test: Test): FunctionDefinition {
  return define(name, ['net.IP.() -> bool'], ({ address }: Ip) => test(address));
}

/** Kubernetes' IP address library. */
export const ip: readonly FunctionDefinition[] = [
  define('ip', ['(string) -> net.IP'], (text: string): Value => new Ip(parseIp(text)), traverseFirst()),
  define('isIP', ['(string) -> bool'], (text: string) => readIp(text) !== undefined, traverseFirst()),
  define('ip.isCanonical', ['(string) -> bool'], (text: string) => writeIp(parseIp(text)) === text, traverseFirst(2)),
  define('string', ['(net.IP) -> string'], (value: Ip) => value.text()),
  define('family', ['net.IP.() -> int'], ({ address }: Ip) => address.family),
  accessor('isUnspecified', isUnspecified),
  accessor('isLoopback', isLoopback),
  accessor('isLinkLocalMulticast', isLinkLocalMulticast),
  accessor('isLinkLocalUnicast', isLinkLocalUnicast),
  accessor('isGlobalUnicast', isGlobalUnicast),
];

import { fail } from '../../failure.ts';
import { Opaque } from '../../values/value.ts';
import { sizeOf, traverseFirst } from '../cost.ts';
import { define, type CallCost, type FunctionDefinition } from '../definition.ts';
import { Ip, parseIp } from './ip.ts';
import { prefixOf, readIp, widthOf, writeIp, type IpAddress } from './ip-address.ts';

/** An address and the length of its network's prefix. */
export class Cidr extends Opaque {
  readonly typeName = 'net.CIDR';
  readonly address: IpAddress;
  readonly length: number;

  constructor(address: IpAddress, length: number) {
    super();
    this.address = address;
    this.length = length;
  }

  equals(other: Opaque): boolean {
    return other instanceof Cidr && other.text() === this.text();
  }

  text(): string {
    return `${writeIp(this.address)}/${this.length}`;
  }

  contains(address: IpAddress): boolean {
    return (
      address.family === this.address.family && prefixOf(address, this.length) === prefixOf(this.address, this.length)
    );
  }
}

function readCidr(text: string): Cidr | undefined {
  const slash = text.lastIndexOf('/');
  const address = slash < 0 ? undefined : readIp(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === undefined || !/^(?:0|[1-9]\d{0,2})$/.test(digits)) return undefined;
  return Number(digits) > widthOf(address.family) ? undefined : new Cidr(address, Number(digits));
}

function parseCidr(text: string): Cidr {
  return readCidr(text) ?? fail(`not a CIDR: ${text.slice(0, 60)}`);
}

function containsCidr(a: Cidr, b: Cidr): boolean {
  return a.contains(b.address) && a.length <= b.length;
}

function masked({ address, length }: Cidr): Cidr {
  const rest = BigInt(widthOf(address.family) - length);
  return new Cidr({ family: address.family, bits: (address.bits >> rest) << rest }, length);
}

/** A value of a library has the size 1; a text is read first. */
const ipCost: CallCost = ([, other]) => 1 + (typeof other === 'string' ? Math.ceil(sizeOf(other) / 10) : 0);
const cidrCost: CallCost = (args) => 2 + ipCost(args, null);

/** Kubernetes' CIDR library. */
export const cidr: readonly FunctionDefinition[] = [
  define('cidr', ['(string) -> net.CIDR'], parseCidr, traverseFirst()),
  define('isCIDR', ['(string) -> bool'], (text: string) => readCidr(text) !== undefined, traverseFirst()),
  define('string', ['(net.CIDR) -> string'], (value: Cidr) => value.text()),
  define('containsIP', ['net.CIDR.(string) -> bool'], (a: Cidr, text: string) => a.contains(parseIp(text)), ipCost),
  define('containsIP', ['net.CIDR.(net.IP) -> bool'], (a: Cidr, { address }: Ip) => a.contains(address), ipCost),
  define(
    'containsCIDR',
    ['net.CIDR.(string) -> bool'],
    (a: Cidr, text: string) => containsCidr(a, parseCidr(text)),
    cidrCost,
  ),
  define('containsCIDR', ['net.CIDR.(net.CIDR) -> bool'], containsCidr, cidrCost),
  define('ip', ['net.CIDR.() -> net.IP'], ({ address }: Cidr) => new Ip(address)),
  define('prefixLength', ['net.CIDR.() -> int'], ({ length }: Cidr) => length),
  define('masked', ['net.CIDR.() -> net.CIDR'], masked),
];

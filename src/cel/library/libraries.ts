import { collections } from './collections.ts';
import { conversions } from './conversions.ts';
import { encoders } from './encoders.ts';
import { cidr } from './kubernetes/cidr.ts';
import { format } from './kubernetes/format.ts';
import { ip } from './kubernetes/ip.ts';
import { kubernetesLists } from './kubernetes/lists.ts';
import { quantity } from './kubernetes/quantity.ts';
import { regex } from './kubernetes/regex.ts';
import { semver } from './kubernetes/semver.ts';
import { url } from './kubernetes/url.ts';
import { lists } from './lists.ts';
import { math } from './math.ts';
import { operators } from './operators.ts';
import { optional } from './optional.ts';
import { sets } from './sets.ts';
import { strings } from './strings.ts';
import { time } from './time.ts';

/** The libraries by name; `standard` is in every environment. */
export const libraries = [
  { name: 'standard', functions: [...operators, ...conversions, ...collections, ...time] },
  { name: 'strings', functions: strings },
  { name: 'math', functions: math },
  { name: 'lists', functions: lists },
  { name: 'sets', functions: sets },
  { name: 'encoders', functions: encoders },
  { name: 'optional', functions: optional },
  { name: 'kubernetes.quantity', functions: quantity },
  { name: 'kubernetes.ip', functions: ip },
  { name: 'kubernetes.cidr', functions: cidr },
  { name: 'kubernetes.url', functions: url },
  { name: 'kubernetes.regex', functions: regex },
  { name: 'kubernetes.semver', functions: semver },
  { name: 'kubernetes.format', functions: format },
  { name: 'kubernetes.lists', functions: kubernetesLists },
] as const;

export type LibraryName = (typeof libraries)[number]['name'];

import { writeFileSync } from 'node:fs';
import { askOracle, type OracleUnicode } from './regex-oracle.ts';
import { unicodeTableSource } from './regex-unicode-table.ts';

const [unicode] = askOracle([{ unicode: true }]) as [OracleUnicode];
const target = new URL('../../src/kit/regex/unicode-table.ts', import.meta.url);
writeFileSync(target, unicodeTableSource(unicode));

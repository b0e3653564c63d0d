import { readLanguageFile } from '../read-language-file.ts';
import type { FuzzTarget } from '../target.ts';
import { checkEdges } from '../check-edges.ts';
import { checkFacts } from '../check-facts.ts';

const read = (path: string, bytes: Buffer) => readLanguageFile('python-requirements', path, bytes);
const healthy = Buffer.from('\n\nzz-last==1\n');

/** pip's requirements files, with the notes of pip-compile and uv. */
export const requirementsTarget: FuzzTarget = {
  id: 'requirements',
  files: [
    'src/catalog/language/python-requirement',
    'src/catalog/language/python-lock',
    'src/catalog/language/python-name',
  ],
  errors: [],
  dictionary: [
    '==',
    '===',
    '==1.*',
    '>=1,',
    ' --hash=sha256:',
    ' \\\n',
    '\r',
    '    # via ',
    '    # via\n    #   ',
    '-r x.in',
    '-c x.txt',
    ' (pyproject.toml)',
    ' @ file:///a-1-py3-none-any.whl#',
    '; python_version < "3"',
    '[x]',
    '(==1)',
    Buffer.from([0xff, 0xfe]),
    Buffer.from([0xfe, 0xff]),
  ],
  seeds: () => [
    Buffer.from(
      `a==1 \\\n    --hash=sha256:${'0'.repeat(64)}\n    # via -r x.in\nB.c[x]==2 ; python_version < "3"\n    # via\n` +
        '    #   a\n    #   app (pyproject.toml)\nd==3   # via a, b-c\ne\n',
    ),
    Buffer.from('-r x.txt\n--index-url y\na @ file:///a-1-py3-none-any.whl#sha256=0\n./b\nc (==1)\n'),
    Buffer.from('\uFEFFa==1\r\n', 'utf16le'),
  ],
  run(bytes) {
    const facts = read('requirements.txt', bytes);
    checkFacts(facts);
    checkEdges(facts);
    if (bytes[0] === 0xff || bytes[0] === 0xfe) return;
    const damaged = read('requirements.txt', Buffer.concat([bytes, healthy]));
    if (damaged?.packages?.at(-1)?.name !== 'zz-last') throw new Error('damage hides a whole requirement behind it');
  },
};

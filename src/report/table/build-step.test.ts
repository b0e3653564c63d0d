import { expect, test } from 'vitest';
import { buildStep } from './build-step.ts';

test.each([
  ['the classic builder', '/bin/sh -c apt-get update', 'RUN apt-get update'],
  ['its steps that run nothing', '/bin/sh -c #(nop)  CMD ["bash"]', 'CMD ["bash"]'],
  ['BuildKit', 'RUN /bin/sh -c npm ci # buildkit', 'RUN npm ci'],
  ['BuildKit that runs nothing', 'COPY . /srv # buildkit', 'COPY . /srv'],
  ['build arguments', '|2 A=1 B=two words /bin/sh -c make', 'RUN make'],
  ['BuildKit with build arguments', 'RUN |1 A=1 /bin/sh -c make # buildkit', 'RUN make'],
  ['a checksum', `/bin/sh -c #(nop) ADD file:${'5d'.repeat(32)} in / `, 'ADD file:5d5d5d5d… in /'],
  ['several lines', 'RUN /bin/sh -c a &&\n\t  b # buildkit', 'RUN a && b'],
  ['another shell', 'RUN /bin/bash -o pipefail -c make', 'RUN /bin/bash -o pipefail -c make'],
  ['an escape sequence', 'COPY \u001b[2J /', 'COPY \\x1b[2J /'],
  ['nothing', '', ''],
])('the step of %s', (_, createdBy, step) => {
  expect(buildStep(createdBy)).toBe(step);
});

test('a step without end is cut before it is looked at', () => {
  expect(buildStep('x'.repeat(1_000_000))).toHaveLength(1000);
});

import { describe, expect, test } from 'vitest';
import { digestOf } from './digest.ts';
import { maxConfigBytes, parseConfig } from './image-config.ts';

const diffId = digestOf(Buffer.from('layer'));

function parse(value: unknown) {
  return parseConfig(Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)));
}

describe('an image configuration', () => {
  test('gives platform, date, layers, history and settings', () => {
    const config = parse({
      created: '2026-01-02T03:04:05Z',
      architecture: 'arm',
      os: 'linux',
      variant: 'v6',
      config: { User: 'nobody', Env: ['A=b'] },
      rootfs: { type: 'layers', diff_ids: [diffId, diffId] },
      history: [{ created_by: 'ADD x' }, { created_by: 'ENV A=b', empty_layer: true, comment: 'c' }],
    });
    expect(config).toEqual({
      created: '2026-01-02T03:04:05Z',
      platform: { os: 'linux', architecture: 'arm', variant: 'v6' },
      config: { User: 'nobody', Env: ['A=b'] },
      diffIds: [diffId, diffId],
      history: [
        { createdBy: 'ADD x', emptyLayer: false },
        { createdBy: 'ENV A=b', emptyLayer: true, comment: 'c' },
      ],
    });
  });

  test('with null where Go writes it is empty there', () => {
    expect(
      parse({ os: 'linux', architecture: 'amd64', config: null, history: null, rootfs: { diff_ids: null } }),
    ).toEqual({
      platform: { os: 'linux', architecture: 'amd64' },
      config: {},
      history: [],
      diffIds: [],
    });
  });

  test('with odd history entries keeps the others and their order', () => {
    const { history } = parse({ rootfs: {}, history: [null, 1, { created_by: 3 }, { created_by: 'RUN x' }] });
    expect(history).toEqual([{ emptyLayer: false }, { createdBy: 'RUN x', emptyLayer: false }]);
  });

  test.each([
    ['{', 'not JSON'],
    ['{}', 'neither a root file system nor a platform nor a history'],
    ['{"rootfs":{"diff_ids":["sha256:x"]}}', 'rootfs.diff_ids[0] is not a digest'],
    ['{"rootfs":{"diff_ids":[null]}}', 'rootfs.diff_ids[0] is not a digest'],
    ['{"rootfs":{"diff_ids":{}}}', 'diff_ids is not a list'],
    ['{"rootfs":{},"history":{}}', 'history is not a list'],
  ])('%s is malformed', (text, message) => {
    expect(() => parse(text)).toThrow(expect.objectContaining({ code: 'malformed-image' }));
    expect(() => parse(text)).toThrow(message);
  });

  test('above the size cap is not parsed', () => {
    expect(() => parseConfig(Buffer.alloc(maxConfigBytes + 1, ' '))).toThrow('more than the 8388608');
  });
});

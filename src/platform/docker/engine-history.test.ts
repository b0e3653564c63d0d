import { layerInstructions } from '#image';
import { describe, expect, test } from 'vitest';
import { engineHistory } from './engine-history.ts';
import { EngineObject } from './engine-object.ts';

/** Instructions of layers, from steps base first; the engine lists them newest first. */
function attributed(layerCount: number, ...steps: [createdBy: string, size: number][]) {
  const list = steps.map(([CreatedBy, Size]) => new EngineObject({ CreatedBy, Size, Comment: '' })).toReversed();
  return layerInstructions(engineHistory(list, layerCount), layerCount);
}

describe('the history that an engine lists', () => {
  test('is turned round, base first, and without empty texts', () => {
    const list = [
      new EngineObject({ CreatedBy: 'RUN b', Size: 2, Comment: 'buildkit.dockerfile.v0' }),
      new EngineObject({ CreatedBy: '', Size: 1 }),
    ];
    expect(engineHistory(list, 2)).toEqual([
      { emptyLayer: false },
      { createdBy: 'RUN b', comment: 'buildkit.dockerfile.v0', emptyLayer: false },
    ]);
  });

  test('has as many steps as layers', () => {
    expect(attributed(2, ['ADD a', 5], ['ENV kept as a layer', 0])).toEqual(['ADD a', 'ENV kept as a layer']);
  });

  test('has steps without bytes that made no layer', () => {
    expect(attributed(2, ['ADD a', 5], ['ENV x', 0], ['RUN true', 0], ['RUN b', 7])).toEqual(['ADD a', 'RUN b']);
  });

  test('has steps without bytes that made one', () => {
    expect(attributed(3, ['ADD a', 5], ['/bin/sh -c #(nop)  ENV x', 0], ['WORKDIR /x', 0], ['RUN b', 7])).toEqual([
      'ADD a',
      'WORKDIR /x',
      'RUN b',
    ]);
  });

  test('that fits no way attributes nothing', () => {
    expect(attributed(2, ['ADD a', 5], ['RUN true', 0], ['WORKDIR /x', 0])).toEqual([undefined, undefined]);
    expect(attributed(1, ['ADD a', 5], ['RUN b', 5], ['CMD c', 0])).toEqual([undefined]);
    expect(attributed(2)).toEqual([undefined, undefined]);
  });
});

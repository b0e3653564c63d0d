import { makesNoLayer, type ImageConfig } from '#image';
import type { EngineObject } from './engine-object.ts';

interface Step {
  createdBy?: string;
  comment?: string;
  /** Bytes that the step added, unpacked. */
  size: number;
}

/**
 * The history of an image, base first, from the engine's list (`/images/NAME/history`, newest first). The list does
 * not say which steps made a layer: those that added bytes did, and where more layers exist, those without bytes whose
 * instruction can make one did. When that does not fit either, no step is said to have made a layer, since a wrong
 * attribution is worse than none.
 */
export function engineHistory(list: readonly EngineObject[], layerCount: number): ImageConfig['history'] {
  const steps = list.map(parseStep).toReversed();
  const guesses: ((step: Step) => boolean)[] = [
    () => true,
    ({ size }) => size > 0,
    ({ size, createdBy }) => size > 0 || !makesNoLayer(createdBy ?? ''),
  ];
  const fitting = guesses.find((makesLayer) => steps.filter(makesLayer).length === layerCount);
  return steps.map(({ size, ...step }) => ({ ...step, emptyLayer: fitting?.({ size, ...step }) !== true }));
}

function parseStep(entry: EngineObject): Step {
  const createdBy = entry.text('CreatedBy');
  const comment = entry.text('Comment');
  return {
    ...(createdBy !== undefined && { createdBy }),
    ...(comment !== undefined && { comment }),
    size: entry.number('Size') ?? 0,
  };
}

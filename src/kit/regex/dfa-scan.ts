import { stateMatches, type LazyDfa } from './dfa.ts';
import { BytesText, StringText, type Text } from './text.ts';

/**
 * Where a run of an automaton is. The functions below move it on as far as known transitions lead, and stop at the
 * limit, at a transition not known yet, or in a state with one of the bits of `stopBits`.
 */
export interface Cursor {
  position: number;
  state: number;
  /** The position of the last match seen: its end, or its start when running backward; -1 for none. */
  last: number;
  /** The bits of the state that stopped the run; 0 when it stopped for another reason. */
  bits: number;
}

export function scanForward(dfa: LazyDfa, text: Text, cursor: Cursor, stopBits: number): void {
  if (text instanceof StringText) return forwardString(dfa, text, cursor, stopBits);
  if (text instanceof BytesText) forwardBytes(dfa, text, cursor, stopBits);
}

/** Runs backward from the cursor, not below `limit`. */
export function scanBackward(dfa: LazyDfa, text: Text, cursor: Cursor, stopBits: number, limit: number): void {
  if (text instanceof StringText) return backwardString(dfa, text, cursor, stopBits, limit);
  if (text instanceof BytesText) backwardBytes(dfa, text, cursor, stopBits, limit);
}

// The four loops are one, four times: they are where searches spend their time, and V8 makes code that is two to
// three times as fast when the kind of the text and the direction are fixed.

function forwardString(dfa: LazyDfa, text: StringText, cursor: Cursor, stopBits: number): void {
  const { table, bitsColumn } = dfa;
  const { ascii } = dfa.alphabet;
  const { string, length } = text;
  let { position, state, last } = cursor;
  let bits = 0;
  while (position < length) {
    const unit = string.charCodeAt(position);
    let next = 0;
    let width = 1;
    if (unit < 128) next = table[state + (ascii[unit] as number)] as number;
    else {
      next = table[state + text.classAt(position)] as number;
      width = text.width;
    }
    if (next > 0) {
      state = next;
      position += width;
      continue;
    }
    if (next === 0) break;
    state = -next;
    bits = table[state + bitsColumn] as number;
    if ((bits & stateMatches) !== 0) last = position;
    position += width;
    if ((bits & stopBits) !== 0) break;
    bits = 0;
  }
  cursor.position = position;
  cursor.state = state;
  cursor.last = last;
  cursor.bits = bits;
}

function forwardBytes(dfa: LazyDfa, text: BytesText, cursor: Cursor, stopBits: number): void {
  const { table, bitsColumn } = dfa;
  const { ascii } = dfa.alphabet;
  const { bytes, length } = text;
  let { position, state, last } = cursor;
  let bits = 0;
  while (position < length) {
    const byte = bytes[position] as number;
    let next = 0;
    let width = 1;
    if (byte < 128) next = table[state + (ascii[byte] as number)] as number;
    else {
      next = table[state + text.classAt(position)] as number;
      width = text.width;
    }
    if (next > 0) {
      state = next;
      position += width;
      continue;
    }
    if (next === 0) break;
    state = -next;
    bits = table[state + bitsColumn] as number;
    if ((bits & stateMatches) !== 0) last = position;
    position += width;
    if ((bits & stopBits) !== 0) break;
    bits = 0;
  }
  cursor.position = position;
  cursor.state = state;
  cursor.last = last;
  cursor.bits = bits;
}

function backwardString(dfa: LazyDfa, text: StringText, cursor: Cursor, stopBits: number, limit: number): void {
  const { table, bitsColumn } = dfa;
  const { ascii } = dfa.alphabet;
  const { string } = text;
  let { position, state, last } = cursor;
  let bits = 0;
  while (position > limit) {
    const unit = string.charCodeAt(position - 1);
    let next = 0;
    let width = 1;
    if (unit < 128) next = table[state + (ascii[unit] as number)] as number;
    else {
      next = table[state + text.classBefore(position)] as number;
      width = text.width;
    }
    if (next > 0) {
      state = next;
      position -= width;
      continue;
    }
    if (next === 0) break;
    state = -next;
    bits = table[state + bitsColumn] as number;
    if ((bits & stateMatches) !== 0) last = position;
    position -= width;
    if ((bits & stopBits) !== 0) break;
    bits = 0;
  }
  cursor.position = position;
  cursor.state = state;
  cursor.last = last;
  cursor.bits = bits;
}

function backwardBytes(dfa: LazyDfa, text: BytesText, cursor: Cursor, stopBits: number, limit: number): void {
  const { table, bitsColumn } = dfa;
  const { ascii } = dfa.alphabet;
  const { bytes } = text;
  let { position, state, last } = cursor;
  let bits = 0;
  while (position > limit) {
    const byte = bytes[position - 1] as number;
    let next = 0;
    let width = 1;
    if (byte < 128) next = table[state + (ascii[byte] as number)] as number;
    else {
      next = table[state + text.classBefore(position)] as number;
      width = text.width;
    }
    if (next > 0) {
      state = next;
      position -= width;
      continue;
    }
    if (next === 0) break;
    state = -next;
    bits = table[state + bitsColumn] as number;
    if ((bits & stateMatches) !== 0) last = position;
    position -= width;
    if ((bits & stopBits) !== 0) break;
    bits = 0;
  }
  cursor.position = position;
  cursor.state = state;
  cursor.last = last;
  cursor.bits = bits;
}

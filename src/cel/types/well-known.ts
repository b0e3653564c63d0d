import { listOf, mapOf, types, wrapperOf, type Type } from './type.ts';

/** The messages of protobuf that CEL gives a meaning of their own, and the type an expression sees. */
export const wrapperTypes: ReadonlyMap<string, Type> = new Map([
  ['google.protobuf.BoolValue', wrapperOf(types.bool)],
  ['google.protobuf.BytesValue', wrapperOf(types.bytes)],
  ['google.protobuf.DoubleValue', wrapperOf(types.double)],
  ['google.protobuf.FloatValue', wrapperOf(types.double)],
  ['google.protobuf.Int32Value', wrapperOf(types.int)],
  ['google.protobuf.Int64Value', wrapperOf(types.int)],
  ['google.protobuf.StringValue', wrapperOf(types.string)],
  ['google.protobuf.UInt32Value', wrapperOf(types.uint)],
  ['google.protobuf.UInt64Value', wrapperOf(types.uint)],
  ['google.protobuf.Value', types.dyn],
  ['google.protobuf.ListValue', listOf(types.dyn)],
  ['google.protobuf.Struct', mapOf(types.string, types.dyn)],
  ['google.protobuf.Any', types.any],
  ['google.protobuf.Timestamp', types.timestamp],
  ['google.protobuf.Duration', types.duration],
]);

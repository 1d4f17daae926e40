/** Whether device and server hold the same heads: an order-free sum over the cells of a scope (errors, not attacks). */

import type {Value} from './protocol.ts';

export interface SummedHead {
  readonly student: number;
  readonly slot: string;
  readonly seq: number;
  readonly value: Value;
}

const TABLE = Uint32Array.from({length: 256}, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit += 1) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  return crc;
});

/** 64 bits of one head: the low lane is the CRC-32 of its text, the high lane that of the text reversed. */
export function headHash({student, slot, seq, value}: SummedHead): bigint {
  const bytes = new TextEncoder().encode(`${student}|${slot}|${seq}|${JSON.stringify(value)}`);
  return (BigInt(crc32(bytes.toReversed())) << 32n) | BigInt(crc32(bytes));
}

/** Sum of all heads modulo 2⁶⁴ as 16 hex digits. */
export function scopeSum(heads: Iterable<SummedHead>): string {
  let sum = 0n;
  for (const head of heads) sum += headHash(head);
  return BigInt.asUintN(64, sum).toString(16).padStart(16, '0');
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (TABLE[(crc ^ byte) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** A name by which a person recognises this device in a list: what it is and with which browser. */

const KINDS: readonly (readonly [RegExp, string])[] = [
  [/iPad/, 'iPad'], [/iPhone/, 'iPhone'], [/Android.*Mobile/, 'Điện thoại Android'], [/Android/, 'Máy tính bảng Android'],
  [/CrOS/, 'Chromebook'], [/Windows/, 'Máy Windows'], [/Macintosh/, 'Máy Mac'], [/Linux/, 'Máy Linux'],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/Edg\//, 'Edge'], [/Firefox\//, 'Firefox'], [/coc_coc_browser/, 'Cốc Cốc'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari'],
];

export function deviceName(userAgent: string): string {
  const word = (list: typeof KINDS, other: string): string => list.find(([sign]) => sign.test(userAgent))?.[1] ?? other;
  return `${word(KINDS, 'Máy')} · ${word(BROWSERS, 'trình duyệt')}`;
}

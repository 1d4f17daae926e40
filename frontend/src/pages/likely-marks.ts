/** What a refused text was probably meant to be: 11 → 1,1 or 10; 85 → 8,5; 8;5 → 8,5. Pure. */

/** At most two marks, the likelier first. */
export function likelyMarks(typed: string): readonly string[] {
  const digits = typed.replace(/\D/g, '');
  const marks = new Set<string>();
  if (/^\d\d$/.test(digits) && digits !== '10') marks.add(`${digits[0]},${digits[1]}`);
  if (/^1\d*$/.test(digits)) marks.add('10');
  if (/^\d{3,}$/.test(digits) && !digits.startsWith('10')) marks.add(`${digits[0]},${digits[1]}`);
  return [...marks].slice(0, 2);
}

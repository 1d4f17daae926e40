/** Times as teachers write them: 10:33 today, 26/12 10:33 on another day. Pure; `now` is always given. */

const two = (number: number): string => String(number).padStart(2, '0');

/** 10:33 */
export function clock(ms: number): string {
  const time = new Date(ms);
  return `${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** 26/12 */
export function day(ms: number): string {
  const time = new Date(ms);
  return `${two(time.getDate())}/${two(time.getMonth() + 1)}`;
}

/** 26/12/2026 */
export function fullDay(ms: number): string {
  return `${day(ms)}/${new Date(ms).getFullYear()}`;
}

/** 10:33 on the day of `now`, else 26/12 10:33. */
export function moment(ms: number, now: number): string {
  return day(ms) === day(now) && now - ms < 172_800_000 ? clock(ms) : `${day(ms)} ${clock(ms)}`;
}

/** 10:33 on the day of `now`, else 26/12: for narrow places. */
export function shortMoment(ms: number, now: number): string {
  return day(ms) === day(now) && now - ms < 172_800_000 ? clock(ms) : day(ms);
}

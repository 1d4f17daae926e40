/** Plain addresses of the screens (`/lop/7A2/toan/hk1`): pure, without personal data, the same on every device. */

export type Term = 'term_1' | 'term_2' | 'year';
export type EntryForm = 'marks' | 'remarks';

export type Address =
  | {readonly page: 'home' | 'needs-look' | 'lock' | 'records' | 'more' | 'sign-in' | 'verify' | 'unknown'}
  | {readonly page: 'entry'; readonly classCode: string; readonly subject: string; readonly term: Term; readonly form: EntryForm}
  | {readonly page: 'homeroom'; readonly part: HomeroomPart; readonly term: Term};

export type HomeroomPart = 'tasks' | 'attendance' | 'conduct' | 'remarks' | 'results';

const PAGES: Readonly<Record<string, 'home' | 'needs-look' | 'lock' | 'records' | 'more' | 'sign-in' | 'verify'>> = {
  '': 'home', 'can-xem': 'needs-look', 'khoa-so': 'lock', ky: 'records', khac: 'more', 'dang-nhap': 'sign-in', 'kiem-tra': 'verify',
};
const TERMS: Readonly<Record<Term, string>> = {term_1: 'hk1', term_2: 'hk2', year: 'ca-nam'};
const PARTS: Readonly<Record<HomeroomPart, string>> = {
  tasks: '', attendance: 'chuyen-can', conduct: 'ren-luyen', remarks: 'nhan-xet', results: 'ket-qua',
};

/** Reads a path; what is not one of ours is 'unknown'. */
export function readAddress(path: string): Address {
  const parts = path.split('/').filter((part) => part !== '').map(decodeURIComponent);
  if (parts[0] === 'lop') return readEntry(parts);
  if (parts[0] === 'chu-nhiem') return readHomeroom(parts);
  const page = parts.length <= 1 ? PAGES[parts[0] ?? ''] : undefined;
  return {page: page ?? 'unknown'};
}

/** /lop/7A2/toan/hk1, with /nhan-xet for the remarks. */
export function entryPath(classCode: string, subject: string, term: Term, form: EntryForm): string {
  const path = `/lop/${encodeURIComponent(classCode)}/${subject}/${TERMS[term]}`;
  return form === 'remarks' ? `${path}/nhan-xet` : path;
}

/** /chu-nhiem, /chu-nhiem/ren-luyen/hk1 */
export function homeroomPath(part: HomeroomPart, term: Term): string {
  return part === 'tasks' ? '/chu-nhiem' : `/chu-nhiem/${PARTS[part]}/${TERMS[term]}`;
}

/** A subject's label without accents, brackets and spaces: Toán → toan, Ngoại ngữ 1 (Tiếng Anh) → ngoai-ngu-1. */
export function slug(label: string): string {
  return fold(label.replace(/\(.*?\)/g, '')).replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
}

/** Lower case without accents, for addresses and for search. */
export function fold(text: string): string {
  return text.toLocaleLowerCase('vi').normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd');
}

function readEntry(parts: readonly string[]): Address {
  const [, classCode, subject, termPart, formPart] = parts;
  const term = termOf(termPart);
  const known = formPart === undefined || formPart === 'nhan-xet';
  if (classCode === undefined || subject === undefined || term === null || !known || parts.length > 5) return {page: 'unknown'};
  return {page: 'entry', classCode, subject, term, form: formPart === undefined ? 'marks' : 'remarks'};
}

function readHomeroom(parts: readonly string[]): Address {
  const part = (Object.keys(PARTS) as HomeroomPart[]).find((each) => PARTS[each] === (parts[1] ?? '')); // keys of the record above
  if (part === undefined || parts.length > 3) return {page: 'unknown'};
  return {page: 'homeroom', part, term: termOf(parts[2]) ?? 'term_1'};
}

function termOf(part: string | undefined): Term | null {
  return (Object.keys(TERMS) as Term[]).find((term) => TERMS[term] === part) ?? null; // keys of the record above
}

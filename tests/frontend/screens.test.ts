/** Words and addresses of the screens: what a state says, where a link leads. */

import assert from 'node:assert/strict';
import {test} from 'node:test';
import type {CellView, SyncStatus} from '../../frontend/src/app/workbench.ts';
import {faceOf} from '../../frontend/src/elements/cell-face.ts';
import type {GridColumn} from '../../frontend/src/elements/grid-shape.ts';
import {pillText} from '../../frontend/src/elements/pill-text.ts';
import {moment} from '../../frontend/src/elements/time-text.ts';
import {entryPath, fold, homeroomPath, readAddress, slug} from '../../frontend/src/pages/addresses.ts';
import {likelyMarks} from '../../frontend/src/pages/likely-marks.ts';
import {locksCovering, type ProgressCell, targetsOf} from '../../frontend/src/pages/progress.ts';
import {say} from '../../frontend/src/pages/words.ts';
import {SCORE} from './builders.ts';

const NOW = new Date(2026, 11, 26, 10, 40).getTime();
const AT_1032 = new Date(2026, 11, 26, 10, 32).getTime();

const status = (parts: Partial<SyncStatus>): SyncStatus => ({kind: 'synced', unsent: 0, attention: 0, lastReply: null, offlineSince: null, ...parts});

const column: GridColumn = {
  scope: 1, writable: true, responsible: '',
  slot: {code: 'ddgck', label: 'Đánh giá cuối kì', short: 'CK', kind: 'ddgck', cell: SCORE, lock: 'ddgck', filled: 7, total: 38, lockedAt: null},
};
const view = (parts: Partial<CellView>): CellView => ({
  value: null, typed: null, state: 'empty', verdict: '', locked: false, deviceTime: null, serverTime: null, who: null, others: [], fresh: false, ...parts,
});
const face = (parts: Partial<CellView>) => faceOf(column, view(parts), 'Nguyễn Gia Hòa', new Map([[2, 'Trần Đức Cường']]), NOW);

test('an address leads to a screen and back', () => {
  const path = entryPath('7A2', slug('Toán'), 'term_1', 'marks');
  assert.equal(path, '/lop/7A2/toan/hk1');
  assert.deepEqual(readAddress(path), {page: 'entry', classCode: '7A2', subject: 'toan', term: 'term_1', form: 'marks'});
  assert.deepEqual(readAddress(homeroomPath('conduct', 'term_2')), {page: 'homeroom', part: 'conduct', term: 'term_2'});
  assert.deepEqual(readAddress('/can-xem'), {page: 'needs-look'});
});

test('a foreign address is unknown, not a wrong screen', () => {
  for (const path of ['/lop', '/lop/7A2/toan/hk9', '/lop/7A2/toan/hk1/x', '/api', '/chu-nhiem/x', '/can-xem/1']) {
    assert.deepEqual(readAddress(path), {page: 'unknown'}, path);
  }
});

test('a subject has one plain name in addresses, whatever its accents', () => {
  assert.equal(slug('Ngoại ngữ 1 (Tiếng Anh)'), 'ngoai-ngu-1');
  assert.equal(slug('Lịch sử và Địa lí'), 'lich-su-va-dia-li');
  assert.equal(fold('Đặng Hoà'), 'dang hoa');
});

test('a cell says its state in words for a screen reader', () => {
  assert.equal(face({}).label, 'Nguyễn Gia Hòa, CK, trống');
  assert.equal(face({value: 70, state: 'device', deviceTime: AT_1032}).label, 'Nguyễn Gia Hòa, CK, 7,0, đã ghi máy 10:32, chưa lên máy chủ');
  assert.equal(face({value: 82, state: 'server', serverTime: AT_1032}).label, 'Nguyễn Gia Hòa, CK, 8,2, đã lên máy chủ 10:32');
  assert.equal(face({typed: '11', state: 'refused', verdict: 'no:range'}).label, 'Nguyễn Gia Hòa, CK, 11, bị từ chối: ngoài thang 0–10');
  assert.equal(face({value: 95, state: 'held', verdict: 'held:late'}).label, 'Nguyễn Gia Hòa, CK, 9,5, chờ duyệt: gõ trước giờ khóa');
});

test('each state has its own shape, and the server says yes in green only in this sitting', () => {
  const shapes = (['empty', 'device', 'conflict', 'held', 'refused'] as const).map((state) => face({state, typed: state === 'refused' ? '11' : null}).shape);
  assert.deepEqual(shapes, ['', 'ring', 'equal-not', 'hourglass', 'x']);
  assert.equal(face({value: 82, state: 'server', fresh: true}).shape, 'check');
  assert.equal(face({value: 82, state: 'server'}).shape, '');
});

test('a refused text stays as it was typed', () => {
  assert.equal(face({value: 80, typed: '8;5', state: 'refused', verdict: 'no:type'}).text, '8;5');
  assert.equal(face({value: 100, state: 'server'}).text, '10');
  assert.equal(face({value: 'absent', state: 'server'}).text, 'vắng');
});

test('the pill names what is not sent and since when', () => {
  assert.deepEqual(pillText(status({kind: 'offline', unsent: 12, offlineSince: AT_1032})), {icon: 'cloud-off', words: '12 ô chưa gửi', aside: 'mất mạng từ 10:32', tone: ''});
  assert.equal(pillText(status({kind: 'offline'})).aside, 'vẫn nhập được');
  assert.equal(pillText(status({lastReply: AT_1032})).words, 'Đã đồng bộ');
  assert.equal(pillText(status({attention: 4})).words, '4 ô cần xem');
  assert.equal(pillText(status({kind: 'signed-out', unsent: 3})).words, 'Cần đăng nhập lại');
});

test('a time of another day carries its date', () => {
  assert.equal(moment(AT_1032, NOW), '10:32');
  assert.equal(moment(new Date(2026, 11, 24, 8, 5).getTime(), NOW), '24/12 08:05');
});

test('a refused mark has its likely meanings ready', () => {
  assert.deepEqual(likelyMarks('11'), ['1,1', '10']);
  assert.deepEqual(likelyMarks('85'), ['8,5']);
  assert.deepEqual(likelyMarks('8;5'), ['8,5']);
  assert.deepEqual(likelyMarks('abc'), []);
});

const progress = (class_id: number, subject: string): ProgressCell => ({scope: class_id * 10, class_id, class_code: `C${class_id}`, subject, filled: 0, total: 1, locked_at: null, held: 0, conflicts: 0});

test('chosen cells become the fewest locks that close just them', () => {
  const cells = [progress(1, 'civics'), progress(1, 'arts'), progress(2, 'arts'), progress(2, 'civics'), progress(3, 'arts')];
  assert.deepEqual(targetsOf(cells), [{classes: [1, 2], subjects: ['arts', 'civics']}, {classes: [3], subjects: ['arts']}]);
});

test('only an open lock of that kind, term, class and subject covers a cell', () => {
  const lock = {id: 1, kinds: ['ddgck'], class_ids: [1], subjects: null, term: 'term_1', opened_ms: null};
  assert.equal(locksCovering([lock], [progress(1, 'arts')], 'ddgck', 'term_1').length, 1);
  assert.equal(locksCovering([lock], [progress(2, 'arts')], 'ddgck', 'term_1').length, 0);
  assert.equal(locksCovering([{...lock, opened_ms: 5}], [progress(1, 'arts')], 'ddgck', 'term_1').length, 0);
});

test('words take their facts, and an unknown fact is left visible', () => {
  assert.equal(say('notSent', {count: 3}), '3 ô chưa gửi');
  assert.equal(say('notSent'), '{count} ô chưa gửi');
});

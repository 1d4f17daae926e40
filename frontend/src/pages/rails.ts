/** Which places stand in the rail, by duty: five at most, always in the same order. */

import type {RailEntry} from '../elements/app-frame.ts';
import type {Gradebook} from './gradebook.ts';
import {say} from './words.ts';

/** Gradebook, homeroom or lock, needs a look (with its count), sign, more. */
export function railOf(book: Gradebook): readonly RailEntry[] {
  const entries: RailEntry[] = [];
  if (!book.overseesOnly()) entries.push({path: '/', label: say('gradebook'), icon: 'book-open', badge: 0});
  if (book.homeroom() !== undefined) entries.push({path: '/chu-nhiem', label: say('homeroom'), icon: 'users', badge: 0});
  if (book.may('view_school')) entries.push({path: '/khoa-so', label: say('lockPage'), icon: 'layout-grid', badge: 0});
  entries.push({path: '/can-xem', label: say('needsLook'), icon: 'git-compare-arrows', badge: book.workbench.attention().length});
  entries.push({path: '/ky', label: say('sign'), icon: 'signature', badge: 0});
  return [...entries.slice(0, 4), {path: '/khac', label: say('more'), icon: 'ellipsis', badge: 0}];
}

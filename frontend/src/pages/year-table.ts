/** "Cả năm" of a subject: both terms and the year, read only. */

import {html, type TemplateResult} from 'lit';
import {fullName} from '../elements/grid-shape.ts';
import {showLevel, showTenths} from '../elements/value-text.ts';
import type {Outcome} from '../schema/types';
import {missingText} from './explained.ts';
import type {Gradebook} from './gradebook.ts';
import {isWord, say} from './words.ts';

/** One row a pupil: HK I, HK II, the year; an unfinished term says what it lacks. */
export function yearTable(book: Gradebook, classId: number, subject: string): TemplateResult {
  const home = book.classOf(classId);
  const terms = (['term_1', 'term_2'] as const).map((term) => book.scopeOf(classId, subject, term));
  return html`<div class="grid-box" tabindex="0" role="region" aria-label=${say('year')}><table class="table year-table">
    <thead><tr><th class="r">${say('stt')}</th><th>${say('fullName')}</th><th class="r">${say('term_1')}</th><th class="r">${say('term_2')}</th><th class="r">${say('year')}</th></tr></thead>
    <tbody>${(home?.students ?? []).map((student) => html`<tr>
      <td class="r">${student.position}</td><th scope="row">${fullName(student)}</th>
      ${terms.map((scope) => html`<td class="r">${scope === undefined ? '' : shown(book, scope.id, book.workbench.termOutcome(scope.id, student.id))}</td>`)}
      <td class="r">${yearShown(book.workbench.yearOutcome(classId, subject, student.id))}</td>
    </tr>`)}</tbody></table></div>`;
}

function shown(book: Gradebook, scope: number, outcome: Outcome): string | TemplateResult {
  const {value} = outcome;
  if (value === null) return html`<span class="muted small">${missingText(book, scope, outcome)}</span>`;
  return typeof value === 'number' ? showTenths(value) : showLevel(value);
}

/** The year lacks terms, not cells. */
function yearShown({value, missing}: Outcome): TemplateResult {
  if (value !== null) return html`<b>${typeof value === 'number' ? showTenths(value) : showLevel(value)}</b>`;
  const terms = missing.map((term) => (isWord(term) ? say(term) : term));
  return html`<span class="muted small">${terms.length === 0 ? '' : say('lacks', {what: terms.join(', ')})}</span>`;
}

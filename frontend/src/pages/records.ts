/** <records-page>: the records and sheets of a class with their signatures, each a link to its PDF. */

import {html, nothing, type PropertyDeclarations, type TemplateResult} from 'lit';
import {asTrouble, banner, isOutOfReach, type Trouble, troubleBanner} from '../elements/banner.ts';
import {fullName} from '../elements/grid-shape.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import {moment} from '../elements/time-text.ts';
import type {WorkspaceClass, WorkspaceStudent} from '../schema/types';
import type {Gradebook} from './gradebook.ts';
import {isWord, say} from './words.ts';

export interface PaperSignature {
  readonly role: string;
  readonly name: string;
  readonly level: string;
  readonly signed_ms: number;
}

/** A line of `GET /api/records` or `GET /api/sheets`: a signed paper or one that is still to be made. */
export interface Paper {
  readonly student_id: number;
  readonly subject: string;
  readonly term: string;
  readonly state: string | null;
  readonly level: string | null;
  readonly signatures: readonly PaperSignature[];
}

export class RecordsPage extends WorkbenchElement {
  static override properties: PropertyDeclarations = {
    book: {attribute: false}, classId: {state: true}, kind: {state: true}, papers: {state: true}, trouble: {state: true},
  };
  declare book: Gradebook;
  declare classId: number;
  declare kind: 'records' | 'sheets';
  declare papers: readonly Paper[] | null;
  declare trouble: Trouble | null;

  constructor() {
    super();
    this.classId = 0;
    this.kind = 'records';
    this.papers = null;
    this.trouble = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.kind = this.book.homeroom() !== undefined || this.book.may('view_school') ? 'records' : 'sheets';
    this.classId = (this.book.homeroom() ?? this.book.workspace.classes[0])?.id ?? 0;
    void this.#load();
  }

  override render(): TemplateResult {
    const home = this.book.classOf(this.classId);
    return html`<div class="two-panes">
      <nav class="panel class-list" aria-label=${say('class')}><ul>${this.book.workspace.classes.map((each) => this.#classLink(each))}</ul></nav>
      <section class="stack">
        <div class="row between wrap"><div class="seg" role="group" aria-label=${say('records')}>${(['records', 'sheets'] as const).map((kind) => html`<button type="button" aria-pressed=${kind === this.kind} @click=${() => this.#show(this.classId, kind)}>${say(kind === 'records' ? 'recordTab' : 'sheetTab')}</button>`)}</div>
          <span class="small muted">${say('signOrder')}</span></div>
        ${this.trouble === null ? nothing : html`${troubleBanner(this.trouble, html`<button type="button" class="btn" @click=${() => void this.#load()}>${say('retry')}</button>`)}${isOutOfReach(this.trouble) ? banner('', 'cloud-off', say('recordsNeedNetwork'), '', nothing) : nothing}`}
        ${this.papers === null || home === undefined ? nothing : this.#table(this.papers, home)}
      </section></div>`;
  }

  #classLink(each: WorkspaceClass): TemplateResult {
    return html`<li><a href="/ky" aria-current=${each.id === this.classId ? 'true' : nothing} @click=${(event: Event) => this.#pick(event, each.id)}><b>${each.code}</b><span class="num">${each.students.filter((student) => student.studying).length}</span></a></li>`;
  }

  #pick(event: Event, classId: number): void {
    event.preventDefault();
    this.#show(classId, this.kind);
  }

  #show(classId: number, kind: 'records' | 'sheets'): void {
    [this.classId, this.kind, this.papers] = [classId, kind, null];
    void this.#load();
  }

  async #load(): Promise<void> {
    const asked = `${this.kind}?class=${this.classId}`;
    try {
      const papers = await this.workbench.fetchJson<readonly Paper[]>(`/api/${asked}`);
      if (asked === `${this.kind}?class=${this.classId}`) [this.papers, this.trouble] = [papers, null];
    } catch (thrown) {
      this.trouble = asTrouble(thrown);
    }
  }

  #table(papers: readonly Paper[], home: WorkspaceClass): TemplateResult {
    if (papers.length === 0) return html`<p class="empty">${icon('signature', 'huge')}${say('noPapers')}</p>`;
    const records = this.kind === 'records';
    return html`<div class="panel matrix-box"><table class="table">
      <thead><tr><th>${say(records ? 'pupil' : 'subject')}</th><th>${say('signatures')}</th><th>${say('level')}</th><th><span class="unseen">${say('openPdf')}</span></th></tr></thead>
      <tbody>${papers.map((paper) => (records ? this.#recordRow(paper, home) : this.#sheetRow(paper, home)))}</tbody></table></div>`;
  }

  #recordRow(paper: Paper, home: WorkspaceClass): TemplateResult {
    const student = home.students.find((each) => each.id === paper.student_id);
    return html`<tr><th scope="row"><b>${student === undefined ? '' : fullName(student)}</b></th><td>${signers(paper)}</td><td class="nowrap">${paper.level ?? ''}</td>
      <td>${student === undefined || paper.signatures.length === 0 ? nothing : pdfLink(student)}</td></tr>`;
  }

  #sheetRow(paper: Paper, home: WorkspaceClass): TemplateResult {
    const term = isWord(paper.term) ? say(paper.term) : paper.term;
    return html`<tr><th scope="row"><b>${this.book.words.subjectLabel(home.grade, paper.subject)}</b> <span class="muted">· ${term}</span></th><td>${signers(paper)}</td><td class="nowrap">${paper.level ?? ''}</td><td></td></tr>`;
  }
}

function pdfLink(student: WorkspaceStudent): TemplateResult {
  return html`<a class="btn quiet" href="/api/records/${student.id}/pdf" target="_blank" rel="noopener" aria-label=${say('openPdfOf', {name: fullName(student)})}>${icon('file-spreadsheet')} ${say('openPdf')}</a>`;
}

/** Who has signed, in order, with the time; green because the server has checked it. */
function signers(paper: Paper): TemplateResult {
  if (paper.signatures.length === 0) return html`<span class="muted">${say('notSigned')}</span>`;
  const now = Date.now();
  return html`<span class="signers">${paper.signatures.map((signature) => html`<span class="chip ok" title=${`${signature.name} · ${moment(signature.signed_ms, now)} · ${signature.level}`}>${icon('check', 'small')} ${isWord(signature.role) ? say(signature.role) : signature.role}</span>`)}
    ${paper.state === 'archived' ? html`<span class="chip">${icon('archive', 'small')} ${say('archived')}</span>` : nothing}</span>`;
}

customElements.define('records-page', RecordsPage);

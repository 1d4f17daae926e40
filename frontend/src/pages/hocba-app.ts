/** <hocba-app>: chooses the screen by the address, without a server; everything below it knows only the workbench. */

import {html, type PropertyDeclarations, type TemplateResult} from 'lit';
import {frame} from '../elements/app-frame.ts';
import {icon} from '../elements/icon.ts';
import {WorkbenchElement} from '../elements/light-element.ts';
import type {Catalogue} from '../schema/types';
import {type Address, readAddress} from './addresses.ts';
import './classes.ts';
import type {NewVersions} from './classes.ts';
import {Gradebook} from './gradebook.ts';
import './homeroom-entry.ts';
import './homeroom.ts';
import './lock.ts';
import './more.ts';
import './needs-look.ts';
import {applyPreferences} from './preferences.ts';
import {railOf} from './rails.ts';
import './records.ts';
import {addressed, SchoolWords} from './school-words.ts';
import './score-entry.ts';
import './sign-in.ts';
import './verify.ts';
import {say} from './words.ts';

interface Screen {
  readonly title: string;
  readonly line: string;
  readonly back: string | null;
  readonly work: TemplateResult;
}

export class HocbaApp extends WorkbenchElement {
  static override properties: PropertyDeclarations = {catalogue: {attribute: false}, updates: {attribute: false}, path: {state: true}};
  declare catalogue: Catalogue;
  declare updates: NewVersions | null;
  declare path: string;
  #shown = '';
  readonly #onPop = (): void => this.#show();

  constructor() {
    super();
    this.path = location.pathname;
    this.updates = null;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    applyPreferences();
    addEventListener('popstate', this.#onPop);
    this.addEventListener('click', this.#onClick);
    this.addEventListener('signed-in', this.#onSignedIn);
    this.addEventListener('signed-out', this.#onSignedOut);
    this.addEventListener('language-changed', this.#onLanguage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('popstate', this.#onPop);
    this.removeEventListener('click', this.#onClick);
    this.removeEventListener('signed-in', this.#onSignedIn);
    this.removeEventListener('signed-out', this.#onSignedOut);
    this.removeEventListener('language-changed', this.#onLanguage);
  }

  /** The frame shows who is here, what is known of the school and how much waits; the marks are the screens' matter. */
  protected override isConcerned(): boolean {
    const shown = `${this.workbench.workspace?.me}|${this.workbench.workspace?.version}|${this.workbench.attention().length}`;
    if (shown === this.#shown) return false;
    this.#shown = shown;
    return true;
  }

  /** Shows an address of ours and puts it into the history of the browser. */
  go(path: string): void {
    history.pushState(null, '', path);
    this.#show();
    this.querySelector<HTMLElement>('.work')?.scrollTo(0, 0);
  }

  #show(): void {
    this.path = location.pathname;
  }

  override render(): TemplateResult {
    const address = readAddress(this.path);
    if (this.workbench === undefined || this.catalogue === undefined) return html``;
    if (address.page === 'verify') return html`<verify-page .workbench=${this.workbench}></verify-page>`;
    const {workspace} = this.workbench;
    if (workspace === null || address.page === 'sign-in') return html`<sign-in .workbench=${this.workbench}></sign-in>`;
    const book = new Gradebook(this.workbench, workspace, new SchoolWords(this.catalogue, workspace.school_year));
    const screen = this.#screen(book, address);
    document.title = `${screen.title} · Hocba`;
    return frame({
      ...screen, workbench: this.workbench, path: this.path === '/' && book.overseesOnly() ? '/khoa-so' : this.path, rail: railOf(book),
      person: book.me?.name ?? '', unsentLines: () => book.unsentLines(),
    });
  }

  #screen(book: Gradebook, address: Address): Screen {
    const term = book.currentTerm();
    const where = [book.workspace.school_name, say('termOf', {term: say(term), year: book.workspace.school_year})].join(' · ');
    const plain = (title: string, line: string, work: TemplateResult): Screen => ({title, line, back: null, work});
    switch (address.page) {
      case 'home': return book.overseesOnly() ? this.#screen(book, {page: 'lock'}) : plain(say('gradebook'), where, html`<classes-page .book=${book} .workbench=${book.workbench} .updates=${this.updates}></classes-page>`);
      case 'needs-look': return plain(say('needsLook'), say('lookSummary', {count: book.workbench.attention().length}), html`<needs-look .book=${book} .workbench=${book.workbench}></needs-look>`);
      case 'lock': return plain(say('lockPage'), where, html`<lock-page .book=${book} .workbench=${book.workbench}></lock-page>`);
      case 'records': return plain(say('records'), say('recordsSummary'), html`<records-page .book=${book} .workbench=${book.workbench}></records-page>`);
      case 'more': return plain(say('more'), where, html`<more-page .book=${book} .workbench=${book.workbench}></more-page>`);
      case 'entry': return this.#entry(book, address);
      case 'homeroom': return this.#homeroom(book, address);
      default: return plain(say('notFound'), '', html`<p class="empty">${icon('circle-help', 'huge')}${say('notFound')}<a class="btn" href="/">${say('toHome')}</a></p>`);
    }
  }

  #entry(book: Gradebook, address: Address & {page: 'entry'}): Screen {
    const home = book.workspace.classes.find((each) => each.code === address.classCode);
    const scopes = home === undefined ? [] : book.workspace.scopes.filter((scope) => scope.class_id === home.id && !book.words.isHomeroomForm(scope.subject));
    const found = scopes.find((scope) => book.words.subjectSlug(home?.grade ?? 6, scope.subject) === address.subject);
    if (home === undefined || found === undefined) return this.#screen(book, {page: 'unknown'});
    const title = `${home.code} · ${book.words.subjectShort(home.grade, found.subject)}`;
    if (!book.holds(found)) return {title, line: '', back: null, work: html`<p class="empty">${icon('book-open', 'huge')}${say('notHeld')}<a class="btn" href="/khoa-so">${say('lockPage')}</a></p>`};
    const teachers = found.teachers.map((id) => addressed(book.person(id))).join(', ');
    const term = say('termOf', {term: say(address.term), year: book.workspace.school_year});
    const line = [say('pupils', {count: home.students.filter((student) => student.studying).length}), term, teachers];
    return {
      title,
      line: line.filter((part) => part !== '').join(' · '),
      back: '/',
      work: html`<score-entry .book=${book} .workbench=${book.workbench} .classId=${home.id} .subject=${found.subject} .term=${address.term} .form=${address.form}></score-entry>`,
    };
  }

  #homeroom(book: Gradebook, address: Address & {page: 'homeroom'}): Screen {
    const home = book.homeroom();
    const title = say('homeroomOf', {class: home?.code ?? ''});
    if (home === undefined) return {title: say('homeroom'), line: '', back: null, work: html`<p class="empty">${icon('users', 'huge')}${say('notHomeroom')}</p>`};
    const term = address.term === 'year' ? 'term_1' : this.path === '/chu-nhiem' ? book.currentTerm() : address.term;
    const line = [say('pupils', {count: home.students.length}), say('termOf', {term: say(term), year: book.workspace.school_year})].join(' · ');
    if (address.part === 'tasks' || address.part === 'results') {
      return {title, line, back: null, work: html`<homeroom-page .book=${book} .workbench=${book.workbench} .home=${home} .chapter=${address.part} .term=${term}></homeroom-page>`};
    }
    return {title, line, back: '/chu-nhiem', work: html`<homeroom-entry .book=${book} .workbench=${book.workbench} .home=${home} .chapter=${address.part} .term=${term}></homeroom-entry>`};
  }

  /** Links between our screens never leave the page: they must open without a network. */
  readonly #onClick = (event: MouseEvent): void => {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (link === null || link.target !== '' || link.origin !== location.origin) return;
    if (link.pathname.startsWith('/api/') || readAddress(link.pathname).page === 'unknown') return;
    event.preventDefault();
    this.go(link.pathname);
  };

  readonly #onSignedIn = (): void => {
    if (readAddress(this.path).page === 'sign-in') this.go('/');
    this.requestUpdate();
  };

  readonly #onSignedOut = (): void => this.go('/');

  readonly #onLanguage = (): void => this.requestUpdate();
}

customElements.define('hocba-app', HocbaApp);

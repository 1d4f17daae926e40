/** Words that the catalogue has: subjects, columns, levels, weights. The screens ask here and nowhere else. */

import {rulesetFor, subjectOf, taught} from '../schema/slots.ts';
import type {Catalogue, Subject, WorkspacePerson} from '../schema/types';
import {slug} from './addresses.ts';

export class SchoolWords {
  readonly #catalogue: Catalogue;
  readonly #year: string;

  constructor(catalogue: Catalogue, schoolYear: string) {
    this.#catalogue = catalogue;
    this.#year = schoolYear;
  }

  /** All subjects of a grade in the order of the record. */
  subjects(grade: number): readonly Subject[] {
    return taught(rulesetFor(this.#catalogue, grade, this.#year), grade);
  }

  subject(grade: number, code: string): Subject {
    return subjectOf(rulesetFor(this.#catalogue, grade, this.#year), code);
  }

  /** Toán; for a homeroom form its label (Rèn luyện). */
  subjectLabel(grade: number, code: string): string {
    const form = this.#catalogue.homeroom_forms.find((each) => each.code === code);
    return form?.label ?? this.subject(grade, code).label;
  }

  /** The short name in cards and heads of matrices: Toán, LS&ĐL. */
  subjectShort(grade: number, code: string): string {
    const form = this.#catalogue.homeroom_forms.find((each) => each.code === code);
    return form?.label ?? this.subject(grade, code).short;
  }

  subjectSlug(grade: number, code: string): string {
    return slug(this.subjectLabel(grade, code));
  }

  /** The weight of a kind of assessment in the term average; 0 for what does not count. */
  weight(grade: number, kind: string): number {
    return rulesetFor(this.#catalogue, grade, this.#year).scores.kinds.find((each) => each.code === kind)?.weight ?? 0;
  }

  isHomeroomForm(code: string): boolean {
    return this.#catalogue.homeroom_forms.some((form) => form.code === code);
  }

  roleLabel(code: string): string {
    return this.#catalogue.roles.find((role) => role.code === code)?.label ?? code;
  }
}

/** cô Phạm Thảo Lan; without a known salutation only the name. */
export function addressed(person: WorkspacePerson | undefined): string {
  if (person === undefined) return '';
  return person.salutation === '' ? person.name : `${person.salutation} ${person.name}`;
}

/** cô Lan: salutation and given name; without a salutation the whole name. */
export function addressedShort(person: WorkspacePerson | undefined): string {
  if (person === undefined) return '';
  return person.salutation === '' ? person.name : `${person.salutation} ${person.name.split(' ').at(-1) ?? ''}`;
}

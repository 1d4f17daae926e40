/** Cell types as schemas/cells.toml has them. */

import type {CellType} from '../../frontend/src/schema/types.d.ts';

const base = {states: [], levels: [], highest: 0, longest: 0};

export const scoreCell: CellType = {...base, code: 'score', value: 'tenths', writer: 'subject_teacher', states: ['absent', 'zero_no_makeup']};
export const commentCell: CellType = {...base, code: 'comment', value: 'level', writer: 'subject_teacher', levels: ['passed', 'not_passed'], states: ['absent']};
export const conductCell: CellType = {...base, code: 'conduct', value: 'level', writer: 'homeroom_teacher', levels: ['good', 'fair', 'passed', 'not_passed']};
export const textCell: CellType = {...base, code: 'subject_remark', value: 'text', writer: 'subject_teacher', longest: 160};

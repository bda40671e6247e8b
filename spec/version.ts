/** The version of the specification: major when the format of the vectors changes, minor with new cases or clauses, patch when a case is corrected. */
export const SPECIFICATION = '0.1.0'

export * from './admission.js'
export * from './clauses.js'
export * from './history.js'
export * from './types.js'

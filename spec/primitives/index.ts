export * from './clauses.js'
export * from './encoding.js'
export * from './types.js'
